"""The form of a measure offers what the table has said, and keeps what somebody chose of it."""

from playwright.sync_api import Page

from tests.browser_modules.hall import Hall, document

LOAD = """async () => {
  const { show } = await import('/js/regions.js');
  const { keepForms } = await import('/js/kept.js');
  const answers = await import('/js/answers.js');
  answers.listenForAnswering();
  answers.offerAnswerable();
  let version = 1;
  globalThis.show = (name, html) => {
    version += 1;
    const region = document.querySelector(`[data-region="${name}"]`);
    keepForms(region, () => show({ name, version, html }));
    answers.offerAnswerable();
  };
}"""
FORM = """
<details><summary>Tiltak</summary>
<form id="give-3" data-exercise="3"><textarea name="text"></textarea>
<select id="give-3-answers" name="answers"><option value="">Ikke noe bestemt</option></select>
<button>Send</button></form></details>"""
CHANGE = """
<form data-exercise="3" data-revise="m1"><textarea name="text">Buss</textarea>
<select id="change-m1-answers" name="answers"><option value="">Ikke noe bestemt</option>
<option value="{answers}" selected>Det samme som før</option></select></form>"""
STATE = """() => Array.from(document.querySelectorAll("select"), select => ({
  offered: Array.from(select.options, option => option.text),
  chosen: select.selectedOptions[0]?.text,
}))"""


def said(**reasons: str) -> str:
    """The table's board."""
    return "".join(
        f'<li id="contribution-{name}" data-contribution="{name}" data-answerable="{words}">{words}'
        f'<button type="button" data-answer="{name}">Foreslå tiltak</button></li>'
        for name, words in reasons.items()
    )


def open_phone(page: Page, hall: Hall, form: str, board: str) -> None:
    hall.pages["/answers"] = document(
        f'<div data-region="phone/now" data-version="1">{form}</div>'
        f'<ul data-region="phone/board" data-version="1">{board}</ul>'
    )
    page.goto(f"{hall.origin}/answers")
    page.evaluate(LOAD)


def show(page: Page, region: str, html: str) -> None:
    page.evaluate("([name, html]) => globalThis.show(name, html)", [region, html])


def state(page: Page) -> list[dict[str, object]]:
    found: list[dict[str, object]] = page.evaluate(STATE)
    return found


def test_the_form_offers_what_the_table_has_said_and_themes(page: Page, hall: Hall) -> None:
    theme = '<data value="theme/7" data-answerable="Tema: «Svar»" hidden></data>'
    open_phone(page, hall, FORM + theme, said(a="Alt er bestemt") + "<li>Ikke dette</li>")
    first = state(page)
    show(page, "phone/board", said(b="Ingen svarer", a="Alt er bestemt nå"))
    assert [first, state(page)] == [
        [{"offered": ["Ikke noe bestemt", "Tema: «Svar»", "Alt er bestemt"],
          "chosen": "Ikke noe bestemt"}],
        [{"offered": ["Ikke noe bestemt", "Tema: «Svar»", "Alt er bestemt nå", "Ingen svarer"],
          "chosen": "Ikke noe bestemt"}],
    ]  # fmt: skip


def test_what_is_chosen_and_written_outlives_newer_pages(page: Page, hall: Hall) -> None:
    open_phone(page, hall, FORM, said(a="Alt er bestemt", b="Ingen svarer"))
    page.locator("summary").click()
    page.locator("textarea").fill("Svar alle")
    page.locator("select").select_option("b")
    page.locator("textarea").focus()
    show(page, "phone/now", "<p>To minutter igjen</p>" + FORM)
    show(page, "phone/board", said(a="Alt er bestemt", b="Ingen svarer", c="Møter på dagtid"))
    assert state(page) == [
        {
            "offered": ["Ikke noe bestemt", "Alt er bestemt", "Ingen svarer", "Møter på dagtid"],
            "chosen": "Ingen svarer",
        }
    ]
    assert page.evaluate("[document.activeElement.name, document.activeElement.value]") == [
        "text",
        "Svar alle",
    ]
    assert page.evaluate("document.querySelector('select').value") == "b"


def test_what_is_taken_back_is_no_longer_offered_unless_it_is_chosen(
    page: Page, hall: Hall
) -> None:
    open_phone(page, hall, FORM, said(a="Alt er bestemt", b="Ingen svarer"))
    page.locator("summary").click()
    page.locator("select").select_option("b")
    show(page, "phone/board", "")
    assert state(page) == [
        {"offered": ["Ikke noe bestemt", "Ingen svarer"], "chosen": "Ingen svarer"}
    ]


def test_a_form_that_is_kept_keeps_what_it_answers(page: Page, hall: Hall) -> None:
    open_phone(page, hall, FORM, said(a="Alt er bestemt"))
    page.locator("summary").click()
    page.locator("textarea").fill("Svar alle")
    page.locator("select").select_option("a")
    show(page, "phone/now", "<p>Neste post</p>")
    show(page, "phone/board", "")
    assert page.evaluate("document.querySelector('[data-kept-form] select').value") == "a"


def test_the_correction_of_a_measure_says_what_it_answers(page: Page, hall: Hall) -> None:
    open_phone(page, hall, CHANGE.format(answers="a"), said(a="Alt er bestemt", b="Ingen svarer"))
    known = state(page)
    show(page, "phone/now", CHANGE.format(answers="theme/9"))
    assert [known, state(page)] == [
        [{"offered": ["Ikke noe bestemt", "Alt er bestemt", "Ingen svarer"],
          "chosen": "Alt er bestemt"}],
        [{"offered": ["Ikke noe bestemt", "Det samme som før", "Ingen svarer", "Alt er bestemt"],
          "chosen": "Det samme som før"}],
    ]  # fmt: skip


def test_a_button_chooses_what_it_stands_beside_and_lets_one_write(page: Page, hall: Hall) -> None:
    open_phone(
        page,
        hall,
        CHANGE.format(answers="a") + FORM,
        said(a="Alt er bestemt", b="Ingen svarer"),
    )
    page.locator("[data-answer=b]").click()
    page.keyboard.type("Svar alle")
    show(page, "phone/now", CHANGE.format(answers="a") + FORM)
    assert [one["chosen"] for one in state(page)] == ["Alt er bestemt", "Ingen svarer"]
    assert page.evaluate("document.querySelector('details').open")
    assert page.locator("#give-3 textarea").input_value() == "Svar alle"


def test_without_a_form_the_button_does_nothing(page: Page, hall: Hall) -> None:
    open_phone(page, hall, "", said(a="Alt er bestemt"))
    page.locator("[data-answer=a]").click()
    assert state(page) == []


DRAFT = """async () => {
  const { Drafts } = await import('/js/drafts.js');
  const { offerAnswerable, listenForAnswering } = await import('/js/answers.js');
  const drafts = new Drafts("TRAPP");
  listenForAnswering();
  offerAnswerable();
  drafts.restore();
}"""


def test_what_is_chosen_by_the_button_is_there_after_a_reload(page: Page, hall: Hall) -> None:
    hall.pages["/draft"] = document(FORM + said(a="Alt er bestemt"))
    page.goto(f"{hall.origin}/draft")
    page.evaluate(DRAFT)
    page.locator("[data-answer]").click()
    page.reload()
    page.evaluate(DRAFT)
    assert [one["chosen"] for one in state(page)] == ["Alt er bestemt"]
