"""The report of a meeting: its words as a whole, and what must hold of it whoever reads it."""

import re
from datetime import time
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from lxml.html import HtmlElement, fromstring
from sqlalchemy.orm import Session

from app import Medvirk
from app.exports.formats import Source
from app.report.drawing import Drawn, draw_report
from facilitator.exercises import kinds
from facilitator.models import Report
from facilitator.programme import conduct
from facilitator.report.edition import Edition
from facilitator.samples.voices import bodies_of
from tests.app.exports.evening import twice
from tests.app.report.evening import Told
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_review,
)

GOLDEN = Path(__file__).with_name("report.txt")


def text_of(html: str) -> str:
    """What one reads, a line for each heading, paragraph, point and row."""
    return "\n".join(_lines(fromstring(html)))


def _lines(element: HtmlElement) -> list[str]:
    lines = []
    for one in element.iter("h1", "h2", "h3", "p", "li", "caption", "tr", "title", "figcaption"):
        if any(above.tag in ("td", "th", "li") for above in one.iterancestors()):
            continue
        cells = [cell.text_content() for cell in one] if one.tag == "tr" else [one.text_content()]
        said = " | ".join(" ".join(cell.split()) for cell in cells)
        lines.append({"h1": "# ", "h2": "\n## ", "h3": "### ", "li": "- "}.get(one.tag, "") + said)
    return lines


def test_a_whole_evening_is_told(drawn: Drawn) -> None:
    assert text_of(drawn.html) + "\n" == GOLDEN.read_text("utf-8")


def test_only_the_strength_within_a_theme_is_a_mean(drawn: Drawn) -> None:
    decimals = [line for line in text_of(drawn.html).split("\n") if re.search(r"\d,\d", line)]
    assert decimals == [
        "- Hemmer: «Spurt for seint» nevnes av to av tre bord, med styrke 4,5. (#10, #11)",
        "Spurt for seint | 2 bord: 1, 2 | #10, #11 | 4,5 | delvis 2",
    ]


def test_every_reference_leads_to_the_words_themselves(drawn: Drawn) -> None:
    report = fromstring(drawn.html)
    ids = report.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert {link.removeprefix("#") for link in report.xpath("//@href")} - set(ids) == set()
    numbers = {link for link in report.xpath("//@href") if link.startswith("#input-")}
    # The note that came too late and the hidden one stand in no result.
    assert {f"#{name}" for name in ids if name.startswith("input-")} - numbers == {
        "#input-25",
        "#input-26",
    }


def test_the_title_of_a_theme_may_break_and_run_from_the_right_in_the_appendix_too(
    drawn: Drawn,
) -> None:
    beside = fromstring(drawn.html).xpath("//table[@class='report-input']//span/bdi/text()")
    assert beside == ["Spurt for seint", "Spurt for seint", "Unge", "Unge"]


def test_who_listens_finds_the_way(drawn: Drawn) -> None:
    report = fromstring(drawn.html)
    levels = [int(heading.tag[1]) for heading in report.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    assert report.xpath("//th[not(@scope)]") == []
    assert report.xpath("//table[not(caption)]") == []
    assert report.xpath("//svg[not(@role='img') and not(ancestor::svg)]") == []
    assert report.xpath("//@style|//script|//style") == []


def draw(app: Flask, told: Told, edition: Edition = Edition.FULL) -> str:
    told.db.flush()
    told.db.expire_all()
    with app.app_context():
        return draw_report(told.db, told.meeting, edition, told.end).html


def test_two_exercises_of_a_kind_are_told_apart(app: Flask, told: Told) -> None:
    item = make_item(told.db, told.meeting, title="Etter pausen")
    for kind in ("ladder", "poll", "measures"):
        again = make_exercise(told.db, item, kind, title="", phase="table")
        make_contribution(told.db, told.phones[0], again, bodies_of(kind)[0])
    report = fromstring(draw(app, told))
    ids = report.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    titles = [title for title in report.xpath("//nav//a/text()") if title.startswith("Medvirk")]
    assert titles == ["Medvirkningstrappa – Arbeid", "Medvirkningstrappa – Etter pausen"]


def test_exercises_in_items_of_one_name_are_counted(app: Flask, told: Told) -> None:
    for _ in range(2):
        item = make_item(told.db, told.meeting, title="Arbeid")
        make_contribution(
            told.db,
            told.phones[0],
            make_exercise(told.db, item, "ladder", title="", phase="table"),
            {"aspect": "now", "steps": [1]},
        )
    report = fromstring(draw(app, told))
    titles = [title for title in report.xpath("//nav//a/text()") if title.startswith("Medvirk")]
    assert titles == [f"Medvirkningstrappa – Arbeid ({number})" for number in (1, 2, 3)]
    found = [" ".join(one.text_content().split()) for one in report.xpath("//li")]
    assert next(one.partition(" (#")[0] for one in found if one.startswith(titles[1] + ":")) == (
        "Medvirkningstrappa – Arbeid (2): «Hvor er vi oftest i dag?» "
        "Ett bord svarte: trinn 1 (Informasjon)."
    )


def test_findings_of_several_that_ask_the_same_say_which_it_is(app: Flask, told: Told) -> None:
    item = make_item(told.db, told.meeting, title="Etter pausen")
    other = make_exercise(told.db, item, "ladder", title="Arnstein", phase="table")
    make_contribution(told.db, told.phones[0], other, {"aspect": "now", "steps": [1]})
    again = make_exercise(told.db, item, "poll", title="Til slutt", phase="table")
    for phone in told.phones[:2]:
        make_contribution(told.db, phone, again, {"options": [1]})
    found = [
        line.partition(" (")[0]
        for line in text_of(draw(app, told)).split("\n")
        if line.startswith("- ") and ("Hvor er vi" in line or "Hvem er i" in line)
    ]
    assert found == [
        "- Medvirkningstrappa: «Hvor er vi oftest i dag?» Av to bord svarte ett trinn 1",
        "- Arnstein: «Hvor er vi oftest i dag?» Ett bord svarte: trinn 1",
        "- Rask runde: «Hvem er i rommet?» Tre av fire svarte «innbygger».",
        "- Til slutt: «Hvem er i rommet?» Begge svarte «innbygger».",
    ]


def test_the_organiser_leaves_sections_out(app: Flask, told: Told) -> None:
    words = told.db.get_one(Report, told.meeting.id)
    ladder = f"exercise/{told.ladder.id}"
    words.left_out = ["appendix", "figures", "programme", ladder]
    report = fromstring(draw(app, told))
    assert report.xpath("//*[@data-section]/@data-section") == [
        "findings",
        "introduction",
        f"exercise/{told.poll.id}",
        f"exercise/{told.forces.id}",
        f"exercise/{told.groups.id}",
        f"exercise/{told.ideas.id}",
        f"exercise/{told.measures.id}",
        f"exercise/{told.questions.id}",
        "highlights",
        "measures",
        "questions",
        "next_step",
        "method",
    ]
    # A number that leads nowhere is a number, not a link.
    assert report.xpath("//a[starts-with(@href, '#input-')]") == []
    assert "#18" not in report.text_content()
    assert "i vedlegget" not in report.text_content()
    assert "(bord 1, #16)" in report.text_content()
    assert "trinn 1 (Informasjon)" not in report.text_content()


def test_what_is_nobody_elses_is_never_told(app: Flask, told: Told) -> None:
    for one in told.everything:
        if "text" in one.body:
            make_review(told.db, one)
    full, shared = (text_of(draw(app, told, edition)) for edition in Edition)
    kept_back = ("trukket\n", "mitt\n", "skjult (", "seint (")
    assert [words for words in kept_back if words in full] == ["skjult (", "seint ("]
    assert [words for words in kept_back if words in shared] == []
    assert "- Kaffe (bord 3, #12)" in shared


def test_what_is_left_out_is_not_told_as_if_nobody_had_said_it(app: Flask, told: Told) -> None:
    sections = fromstring(draw(app, told, Edition.SHARED)).xpath("//section[@data-section]")
    found = {one.get("data-section"): one.xpath("string(p[1])") for one in sections}
    assert found[f"exercise/{told.ideas.id}"] == "Ingen innspill er med i denne utgaven."
    for one in told.everything:
        if one.exercise_id == told.ideas.id:
            one.hidden_at = NOON
    sections = fromstring(draw(app, told)).xpath("//section[@data-section]")
    found = {one.get("data-section"): one.xpath("string(p[1])") for one in sections}
    assert found[f"exercise/{told.ideas.id}"] == "Ingen innspill teller med her."


def test_others_are_told_of_no_group_of_one_or_two(app: Flask, told: Told) -> None:
    full, shared = (text_of(draw(app, told, edition)) for edition in Edition)
    assert "politiker | 1 | 25 prosent" in full
    assert "politiker |" not in shared
    assert "Andre svar, samlet | 4 | 100 prosent" in shared


def test_an_evening_that_was_not_held_is_told_calmly(app: Flask, db: Session) -> None:
    meeting = make_meeting(db, title="Tomt", host="", place="")
    item = make_item(db, meeting, title="Velkommen", start=time(16))
    make_exercise(db, item, "ladder")
    with app.app_context():
        drawn = draw_report(db, meeting, Edition.FULL, NOON)
    assert text_of(drawn.html) == (
        "Innspillsrapport\n# Tomt\ntorsdag 24. september 2026 kl. 16.00–16.30\n\n"
        "## Det viktigste\nDet er ikke kommet inn noen innspill.\n"
        "Innhold\n- Det viktigste\n- Bakgrunn\n- Programmet\n\n## Bakgrunn\nInnspillene brukes i "
        "kommunens videre arbeid og deles med andre. Uten navn.\n\n## Programmet\nProgrammet slik "
        "det er planlagt. Det er ikke kjørt, så de faktiske tidene mangler.\nProgram og tider\n"
        "Planlagt | Post\n16.00–16.30 | Velkommen"
    )
    assert drawn.changed_at == NOON


def test_where_nobody_answered_no_tables_answered_on_phones(app: Flask, db: Session) -> None:
    meeting = make_meeting(db)
    item = make_item(db, meeting, start=time(12))
    conduct.start(db, meeting, item=item.id, who="astrid", now=NOON)
    with app.app_context():
        html = draw_report(db, meeting, Edition.FULL, NOON).html
    method = fromstring(html).xpath("string(//*[@data-section='method']/p[1])")
    assert " ".join(method.split()) == (
        "Hver oppgave gikk i faser som møtelederen åpnet én for én. "
        "Resultatene kom på storskjermen først når møtelederen åpnet dem."
    )


def test_a_report_speaks_the_language_of_its_meeting(app: Flask, told: Told) -> None:
    told.meeting.language = "en"
    with app.test_request_context("/", headers={"Cookie": "language=nn"}):
        drawn = draw_report(told.db, told.meeting, Edition.FULL, told.end)
    assert drawn.language == "en"
    assert 'lang="en"' in drawn.html
    assert "Thursday, 24 September 2026" in drawn.html


def test_a_file_of_it_needs_nothing_else(app: Flask, medvirk: Medvirk, told: Told) -> None:
    source = Source(told.db, medvirk.settings, told.meeting, Edition.FULL, told.end)
    with app.app_context():
        page = fromstring(twice("html", source).decode())
    assert page.xpath("//head/title/text()") == [
        "Innspillsrapport · Kommune 3.0 · 24. september 2026"
    ]
    assert [link for link in page.xpath("//@href|//@src") if not link.startswith("#")] == []
    assert ".report-facts" in page.xpath("string(//style)")
    assert re.findall(r"url\((?!data:)|@import", page.xpath("string(//style)")) == []


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_tells_its_section_what_matters_and_each_contribution(
    app: Flask, kind: str
) -> None:
    with app.app_context():
        template = app.jinja_env.get_template(f"exercises/{kind}/report.html")
        macros = template.make_module({"language": "nb"}).__dict__
    assert {"section", "findings", "entry"} - set(macros) == set()


def test_answers_that_as_many_chose_are_told_together(app: Flask, told: Told) -> None:
    told.poll.settings = {"by": "phone"}
    chosen = [one for one in told.everything if "options" in one.body]
    for one, option in zip(chosen, (1, 1, 4, 4), strict=True):
        one.body = {"options": [option]}
    assert (
        "- «Hvem er i rommet?» «innbygger» og «forsker» fikk flest svar: to hver, av fire."
        " (se avsnittet)"
    ) in text_of(draw(app, told)).split("\n")
