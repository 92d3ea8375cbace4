"""Newer HTML comes in around what somebody is doing."""

import pytest
from playwright.sync_api import Page

from tests.browser_modules.hall import Hall, document

LOAD = """async () => {
  const { show } = await import('/js/regions.js');
  globalThis.show = (version, html) => show({ name: "phone/now", version, html });
}"""


def open_region(page: Page, hall: Hall, html: str) -> None:
    region = f'<div data-region="phone/now" data-version="5">{html}</div>'
    hall.pages["/region"] = document(region + "<p>utenfor</p>")
    page.goto(f"{hall.origin}/region")
    page.evaluate(LOAD)


def update(page: Page, html: str, version: int = 6) -> bool:
    shown: bool = page.evaluate("([version, html]) => show(version, html)", [version, html])
    return shown


def test_newer_and_equal_versions_are_shown_and_older_ones_dropped(page: Page, hall: Hall) -> None:
    open_region(page, hall, "fem")
    shown = [
        (update(page, html, version), page.inner_text("[data-region]"))
        for version, html in [(4, "fire"), (5, "fem igjen"), (9, "ni"), (7, "sju")]
    ]
    assert shown == [(False, "fem"), (True, "fem igjen"), (True, "ni"), (False, "ni")]
    assert page.evaluate("import('/js/regions.js').then((regions) => regions.versions())") == {
        "phone/now": 9
    }


def test_a_region_of_another_screen_is_left_alone(page: Page, hall: Hall) -> None:
    open_region(page, hall, "fem")
    assert not page.evaluate(
        """async () => (await import('/js/regions.js'))
             .show({ name: "stage/page", version: 9, html: "ni" })"""
    )
    assert page.inner_text("body") == "fem\n\nutenfor"


FORM = """
<h1>Oppgave {exercise}</h1>
<form data-exercise="{exercise}"><label>Tekst <textarea name="text"></textarea></label>
<label><input type="radio" name="side" value="promotes">Fremmer</label>
<label><input type="radio" name="side" value="hinders" checked>Hemmer</label>
<label><input type="checkbox" name="steps[]" value="1">1</label>
<select name="effort"><option value="">–</option><option>small</option><option>big</option></select>
<input name="place" value="{place}"><button>Send</button></form>
"""
STATE = """() => ({
  text: document.querySelector("textarea").value,
  side: document.querySelector("[name=side]:checked").value,
  step: document.querySelector("[type=checkbox]").checked,
  effort: document.querySelector("select").value,
  place: document.querySelector("[name=place]").value,
  focus: document.activeElement.name ?? document.activeElement.tagName,
})"""


def write(page: Page) -> None:
    page.locator("textarea").fill("At vi blir spurt")
    page.locator("[value=promotes]").check()
    page.locator("[type=checkbox]").check()
    page.locator("select").select_option("big")
    page.locator("textarea").focus()
    page.evaluate("document.querySelector('textarea').setSelectionRange(3, 5)")


def test_what_is_half_written_stays_with_focus_and_selection(page: Page, hall: Hall) -> None:
    open_region(page, hall, FORM.format(exercise=12, place=""))
    write(page)
    update(page, "<p>Nytt over skjemaet</p>" + FORM.format(exercise=12, place="Rådhuset"))
    assert page.evaluate(STATE) == {
        "text": "At vi blir spurt",
        "side": "promotes",
        "step": True,
        "effort": "big",
        "place": "Rådhuset",
        "focus": "text",
    }
    textarea = page.locator("textarea")
    assert textarea.evaluate("one => [one.selectionStart, one.selectionEnd]") == [3, 5]
    assert page.inner_text("p >> nth=0") == "Nytt over skjemaet"


def test_the_next_exercise_never_gets_the_text_of_the_last(page: Page, hall: Hall) -> None:
    open_region(page, hall, FORM.format(exercise=12, place=""))
    write(page)
    update(page, FORM.format(exercise=13, place=""))
    assert page.evaluate(STATE) == {
        "text": "",
        "side": "hinders",
        "step": False,
        "effort": "",
        "place": "",
        "focus": "DIV",
    }


def test_what_nobody_touched_follows_the_server(page: Page, hall: Hall) -> None:
    open_region(page, hall, FORM.format(exercise=12, place=""))
    update(page, FORM.format(exercise=12, place="Torget").replace("</textarea>", "Hei</textarea>"))
    assert page.evaluate(STATE) == {
        "text": "Hei",
        "side": "hinders",
        "step": False,
        "effort": "",
        "place": "Torget",
        "focus": "BODY",
    }


def test_a_switch_that_is_a_command_always_shows_what_the_server_says(
    page: Page, hall: Hall
) -> None:
    switch = '<input type="checkbox" role="switch" data-send="done" {}>'
    open_region(page, hall, switch.format(""))
    seen = []
    for version, state in enumerate(["checked", "", "checked"], 6):
        page.evaluate("document.querySelector('input').checked = true")
        update(page, switch.format(state), version)
        seen.append(page.locator("input").is_checked())
    assert seen == [True, False, True]


def test_open_folds_and_dialogs_stay_open(page: Page, hall: Hall) -> None:
    html = """<p>{}</p><details id="past"><summary>Det som har vært</summary>Velkommen</details>
      <dialog id="why"><button>Lukk</button></dialog>"""
    open_region(page, hall, html.format("før"))
    page.locator("summary").click()
    page.evaluate("document.querySelector('dialog').showModal()")
    update(page, html.format("etter"))
    assert page.evaluate(
        """() => [document.querySelector("details").open, document.querySelector("dialog").open,
                  document.querySelector("dialog").matches(":modal")]"""
    ) == [True, True, True]


def test_lists_keep_their_place(page: Page, hall: Hall) -> None:
    lines = "".join(f'<p id="line-{line}">Linje {line}</p>' for line in range(200))
    box = '<div id="box" class="box">{}</div>'
    open_region(page, hall, box.format(lines))
    page.add_style_tag(content=".box { height: 100px; overflow: auto }")
    page.evaluate("document.querySelector('#box').scrollTop = 900")
    update(page, box.format(lines + "<p>Ny</p>"))
    assert page.evaluate("document.querySelector('#box').scrollTop") == 900


def test_the_outboxs_lines_are_the_scripts(page: Page, hall: Hall) -> None:
    html = '<ul data-outbox="{}"></ul>'
    open_region(page, hall, html.format(12))
    page.evaluate("document.querySelector('ul').innerHTML = '<li>Venter</li>'")
    update(page, "<p>Først</p>" + html.format(12))
    assert page.inner_text("ul") == "Venter"
    update(page, html.format(13), 7)
    assert page.inner_text("ul") == ""


def test_a_button_underway_stays_so(page: Page, hall: Hall) -> None:
    open_region(page, hall, "<button>Neste</button>")
    page.evaluate(
        """() => {
          document.querySelector("button").dataset.sending = "";
          document.querySelector("button").setAttribute("aria-disabled", "true");
        }"""
    )
    update(page, "<button>Neste: pause</button>")
    assert page.inner_html("[data-region]") == (
        '<button data-sending="" aria-disabled="true">Neste: pause</button>'
    )


def test_the_focus_is_not_thrown_to_the_top_of_the_page(page: Page, hall: Hall) -> None:
    open_region(page, hall, '<button id="a">Skjul</button>')
    page.locator("button").focus()
    update(page, "<p>Ingen innspill</p>")
    assert page.evaluate("document.activeElement.dataset.region") == "phone/now"


KEEP = """async html => {
  const { show } = await import('/js/regions.js');
  const { keepForms } = await import('/js/kept.js');
  globalThis.version = (globalThis.version ?? 5) + 1;
  const region = document.querySelector("[data-region]");
  keepForms(region, () => show({ name: "phone/now", version: globalThis.version, html }));
}"""


@pytest.mark.parametrize("place", ["", "<section data-kept hidden><div data-kept-forms></div>"])
def test_a_form_that_closes_while_somebody_writes_stays(page: Page, hall: Hall, place: str) -> None:
    open_region(page, hall, "<div>" + FORM.format(exercise=12, place="") + "</div>")
    page.evaluate("place => document.body.insertAdjacentHTML('beforeend', place)", place)
    write(page)
    page.evaluate(KEEP, "<p>Stengt</p>")
    assert page.inner_text("[data-region]") == "Stengt"
    assert page.evaluate(STATE) == {
        "text": "At vi blir spurt",
        "side": "promotes",
        "step": True,
        "effort": "big",
        "place": "",
        "focus": "text",
    }
    assert page.locator("textarea").is_visible()


def test_what_was_kept_goes_back_when_the_form_opens_again(page: Page, hall: Hall) -> None:
    open_region(page, hall, FORM.format(exercise=12, place=""))
    page.evaluate(
        "place => document.body.insertAdjacentHTML('beforeend', place)",
        "<section data-kept hidden><h2>Ikke ferdig</h2><div data-kept-forms></div></section>",
    )
    write(page)
    page.evaluate(KEEP, "<p>Stengt</p>")
    assert page.locator("section").is_visible()
    page.evaluate(KEEP, FORM.format(exercise=12, place=""))
    assert page.locator("form").count() == 1
    assert page.locator("[data-region] textarea").input_value() == "At vi blir spurt"
    assert not page.locator("section").is_visible()


def test_a_form_that_nobody_wrote_in_just_closes(page: Page, hall: Hall) -> None:
    open_region(page, hall, FORM.format(exercise=12, place=""))
    page.evaluate(KEEP, "<p>Stengt</p>")
    assert page.locator("form").count() == 0


REVISE = """<form data-exercise="12" data-draft="revise-a" data-base="{base}">
<textarea name="text">{text}</textarea></form>"""


def test_who_changes_a_text_goes_on_from_the_one_that_they_saw(page: Page, hall: Hall) -> None:
    open_region(page, hall, REVISE.format(base=0, text="Først"))

    def form() -> tuple[str | None, str]:
        return (
            page.locator("form").get_attribute("data-base"),
            page.locator("textarea").input_value(),
        )

    update(page, REVISE.format(base=1, text="Så"), version=6)
    assert form() == ("1", "Så")
    page.locator("textarea").fill("Mitt")
    update(page, REVISE.format(base=2, text="Deres"), version=7)
    update(page, REVISE.format(base=3, text="Deres igjen"), version=8)
    assert form() == ("1", "Mitt")
    page.evaluate("document.forms[0].reset()")
    update(page, REVISE.format(base=3, text="Deres igjen"), version=9)
    assert form() == ("3", "Deres igjen")
