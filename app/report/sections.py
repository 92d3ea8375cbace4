"""The sections of a report: which there are, in what order, and what they are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.languages import gettext
from app.report.people import People
from facilitator.report.account import Account, Part
from facilitator.report.organiser.sections import TITLES, told_apart


@dataclass(frozen=True)
class Section:
    """One section.

    Args:
        name: as ``Report.comments`` and ``Report.left_out`` call it.
        title: in the language that is read now; empty for one without a heading.
        template: under ``report/sections/``.
        part: the exercise that it is about.
    """

    name: str
    title: str
    template: str
    part: Part | None = None

    @property
    def is_summary(self) -> bool:
        """Whether it stands before the list of contents: what a reader in a hurry reads."""
        return self.name in ("figures", "findings")

    @property
    def id(self) -> str:
        """What links call its heading."""
        return f"section-{self.name.replace('/', '-')}"


def titles_of(account: Account) -> Mapping[int, str]:
    """What each exercise is called, by its id; with its item when others are called the same."""
    own = {part.exercise.id: gettext(part.exercise.title) for part in account.parts}
    items = [(own[part.exercise.id], part.item.title) for part in account.parts]
    return {
        id: f"{title} – {item}" if item else title
        for (id, title), item in zip(own.items(), told_apart(items), strict=True)
    }


def sections_of(account: Account, people: People, titles: Mapping[int, str]) -> tuple[Section, ...]:
    """The sections that there is something to say in, without those that are left out."""
    return tuple(
        section
        for section, there in _all(account, people, titles)
        if not account.leaves_out(section.name)
        and (there or account.words.comments.get(section.name))
    )


def _all(
    account: Account, people: People, titles: Mapping[int, str]
) -> Iterator[tuple[Section, bool]]:
    """Every section there may be, in order, each with whether there is something to say in it."""
    said = account.entries > 0 or account.chosen > 0
    # Figures speak for themselves.
    yield Section("figures", "", "figures"), said or bool(people.placed or account.phones)
    yield _named("findings"), True
    yield _named("introduction"), True
    yield _named("programme"), bool(account.days)
    for part in account.parts:
        yield Section(part.name, titles[part.exercise.id], "exercise", part), part.used
    yield _named("highlights"), bool(account.highlights)
    yield (
        _named("measures"),
        any(part.given and part.exercise.kind.answers for part in account.parts),
    )
    yield _named("questions"), any(part.given and part.exercise.kind.room for part in account.parts)
    yield _named("next_step"), bool(account.words.next_step or account.words.contact)
    yield _named("method"), account.ran or said
    yield _named("appendix"), account.entries > 0


def _named(name: str) -> Section:
    return Section(name, gettext(TITLES[name]), name)
