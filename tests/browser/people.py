"""What people do on their screens in an evening."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from playwright.sync_api import Locator, Page, expect

from tests.browser.room import connected, follows, look_again, region, shoot


@dataclass
class People:
    """The projector, the moderator's screen and the phones of one meeting."""

    stage: Page
    console: Page
    phones: list[Page]
    album: str
    """Where their pictures are kept."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def look_again(self) -> None:
        """Everybody asks the server what time it is."""
        look_again(self.stage, self.console, *self.phones)

    def pose(self, name: str) -> None:
        """Keep a picture of the stage, the console and one phone."""
        number = next(self._numbers)
        follows(self.phones[0], self.console)
        shoot(f"{self.album}/{number:02}-{name}-stage", self.stage)
        shoot(f"{self.album}/{number:02}-{name}-console", self.console)
        shoot(f"{self.album}/{number:02}-{name}-phone", self.phones[0], whole=True)


def go_on(console: Page, title: str) -> None:
    """Press the big button, which must promise ``title`` and bring it."""
    expect(console.locator("#onward .onward-title")).to_contain_text(title)
    console.locator("#onward").click()
    runs(console, title)


def runs(console: Page, title: str) -> None:
    """The console shows everywhere that the item called ``title`` runs."""
    expect(console.locator("#now-title")).to_contain_text(title)
    expect(console.locator(".item[aria-current=step]")).to_contain_text(title)


def open_phase(console: Page, exercise: int, phase: str) -> None:
    """Open a phase of an exercise."""
    button = console.locator(f"#phase-{exercise}-{phase}")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def show_answers(console: Page) -> None:
    """Let the room see what was said to the exercise that was opened last."""
    button = console.locator("#reveal")
    expect(button).to_have_text("Vis svar")
    button.click()
    expect(button).to_have_text("Skjul svar")


def in_phase(phone: Page, exercise: int, phase: str) -> Locator:
    """The form of an exercise on a phone, when the phase has come there."""
    form = phone.locator(f"#give-{exercise}[data-phase={phase}]")
    expect(form).to_be_visible()
    return form


def write(form: Locator, text: str) -> None:
    """Write in a form and send it."""
    form.locator("textarea[name=text]").fill(text)
    send(form)


def send(form: Locator) -> None:
    """Press the form's button."""
    form.locator("button:not([type=button])").click()


def choose(form: Locator, name: str, value: str) -> None:
    """Choose in one of the form's groups of choices, by tapping its words."""
    form.locator(f"label:has(input[name='{name}'][value='{value}'])").click()


def place(form: Locator, text: str, *steps: int) -> None:
    """Put an example on the ladder's steps."""
    form.locator("textarea[name=text]").fill(text)
    for step in steps:
        form.locator(f".choice:has([value='{step}'])").click()
    send(form)


def stand(phone: Page, exercise: int, aspect: str, step: int) -> None:
    """Say for the table where it is (``now``) or wants to be (``wanted``)."""
    phone.locator(f"#fold-{aspect}-{exercise} > summary").click()
    form = phone.locator(f"#{aspect}-{exercise}")
    form.locator(f".choice:has([value='{step}'])").click()
    send(form)
    said = region(phone, "phone/board").locator("[data-contribution]")
    word = {"now": "I dag:", "wanted": "Ønsket:"}[aspect]
    expect(said.filter(has_text=f"{word} {step} ")).to_be_visible()
    phone.locator(f"#fold-{aspect}-{exercise} > summary").click()


def left(page: Page, minutes: str) -> None:
    """``page`` shows that so many minutes are left, whatever the seconds are."""
    time = page.locator("[data-tick=left]").first
    expect(time).to_have_text(re.compile(rf"^{re.escape(minutes)}:[0-5]\d$"))


def undoes(console: Page, entry: int) -> None:
    """The console has come so far that it would undo line ``entry`` of the log."""
    payload = re.compile(rf'"entry": {entry}\b')
    expect(console.locator("#undo")).to_have_attribute("data-payload", payload)


def saved(phone: Page) -> None:
    """The phone says that what was written is saved."""
    expect(phone.locator("[data-connection]")).to_have_text("Lagret")


def board(phone: Page, words: str) -> Locator:
    """A contribution on the table's board."""
    return region(phone, "phone/board").locator("[data-contribution]", has_text=words)


def said_by(console: Page, words: str) -> Locator:
    """A contribution on the console."""
    return region(console, "console/contributions").locator(".contribution", has_text=words)


def join_by_code(phone: Page, origin: str, code: str, table: int) -> Page:
    """Type the code on the big screen, and choose a table."""
    phone.goto(f"{origin}/")
    phone.get_by_label("Koden på den store skjermen").fill(code)
    phone.get_by_role("button", name="Bli med").click()
    return choose_table(phone, table)


def choose_table(phone: Page, table: int) -> Page:
    """Choose a table, having scanned the code on the stage."""
    phone.locator(f"button[data-table='{table}']").click()
    return connected(phone)
