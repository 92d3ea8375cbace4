"""From a form to the body of a message, and back again."""

from playwright.sync_api import Page

from tests.browser_modules.hall import Hall, document

FORM = """
<form data-exercise="12">
<input type="hidden" name="aspect" value="example">
<textarea name="text" required data-most="140">  Lekeplass på dugnad </textarea>
<input name="why" value="   ">
<label><input type="checkbox" name="steps[]" value="3" data-as="number" checked> 3 Dialog</label>
<label><input type="checkbox" name="steps[]" value="4" data-as="number" checked> 4 Samarbeid</label>
<label><input type="checkbox" name="options[]" value="a"> Innbygger</label>
<label><input type="radio" name="side" value="promotes" checked> Fremmer</label>
<label><input type="radio" name="side" value="hinders"> Hemmer</label>
<label><input type="radio" name="influence" value="yes"> Ja</label>
<input type="number" name="strength" value="4" data-as="number">
<input type="checkbox" name="late" value="ja">
<label><input type="checkbox" name="on" data-as="flag" checked> På</label>
<input name="off" value="false" data-as="flag">
<select name="effort"><option value="">–</option>
<option value="small" selected>Liten</option></select>
<input name="closed" value="x" disabled>
<span data-count="text"></span>
<button name="way" value="short">Kort</button><button name="way" value="long">Langt</button>
</form>
"""


def open_form(page: Page, hall: Hall, html: str = FORM) -> None:
    hall.pages["/form"] = document(html)
    page.goto(f"{hall.origin}/form")


def test_a_form_becomes_a_body(page: Page, hall: Hall) -> None:
    open_form(page, hall)
    body = page.evaluate(
        """async () => (await import('/js/body.js'))
             .bodyOf(document.forms[0], document.querySelector("[value=long]"))"""
    )
    assert body == {
        "aspect": "example",
        "text": "  Lekeplass på dugnad ",
        "steps": [3, 4],
        "options": [],
        "side": "promotes",
        "strength": 4,
        "on": True,
        "off": False,
        "effort": "small",
        "way": "long",
    }


def test_what_is_required_is_sent_even_when_it_is_empty(page: Page, hall: Hall) -> None:
    open_form(page, hall, '<form><input name="text" required><input name="why"></form>')
    body = page.evaluate(
        "async () => (await import('/js/body.js')).bodyOf(document.forms[0], null)"
    )
    assert body == {"text": ""}


def test_a_form_is_recognised_by_what_was_filled_in(page: Page, hall: Hall) -> None:
    open_form(page, hall)
    text = page.evaluate("async () => (await import('/js/fields.js')).summary(document.forms[0])")
    assert text == (
        "Lekeplass på dugnad · 3 Dialog · 4 Samarbeid · Fremmer · 4 · På · false · Liten · x"
    )


def test_what_was_read_can_be_put_back(page: Page, hall: Hall) -> None:
    open_form(page, hall)
    same = page.evaluate(
        """async () => {
          const { clear, fill, isHalfWritten, read } = await import('/js/fields.js');
          const form = document.forms[0];
          const steps = [isHalfWritten(form)];
          document.querySelector("textarea").value = "Noe nytt";
          document.querySelector("[value=hinders]").checked = true;
          document.querySelectorAll("[name='steps[]']")[0].checked = false;
          document.querySelector("select").value = "";
          document.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
          steps.push(isHalfWritten(form));
          const written = read(form);
          clear(form);
          steps.push(isHalfWritten(form));
          fill(form, written);
          steps.push(isHalfWritten(form), JSON.stringify(read(form)) === JSON.stringify(written));
          return steps;
        }"""
    )
    assert same == [False, True, False, True, True]


STAYS = """
<form data-exercise="12"><textarea name="text"></textarea>
<label><input type="radio" name="side" value="promotes" data-stays checked> Fremmer</label>
<label><input type="radio" name="side" value="hinders" data-stays> Hemmer</label>
<label><input type="radio" name="strength" value="4"> 4</label>
<label><input type="radio" name="strength" value="" checked> Uten</label></form>
"""


def test_a_choice_that_stays_holds_for_what_is_given_next(page: Page, hall: Hall) -> None:
    open_form(page, hall, STAYS)
    steps = page.evaluate(
        """async () => {
          const { clear, isHalfWritten, read, summary } = await import('/js/fields.js');
          const form = document.forms[0];
          document.querySelector("[value=hinders]").checked = true;
          const steps = [isHalfWritten(form), summary(form)];
          document.querySelector("textarea").value = "Tid";
          document.querySelector("[value='4']").checked = true;
          steps.push(isHalfWritten(form), summary(form));
          clear(form);
          return [...steps, isHalfWritten(form), read(form)];
        }"""
    )
    assert steps == [
        False,
        "Hemmer",
        True,
        "Tid · Hemmer · 4",
        False,
        [["text", ""], ["side", "hinders"], ["strength", ""]],
    ]


def test_the_counter_counts_characters_as_people_do(page: Page, hall: Hall) -> None:
    open_form(page, hall)
    page.evaluate(
        """async () => {
          document.querySelector("textarea").value = "Æ🌲";
          (await import('/js/counting.js')).countAll();
        }"""
    )
    assert page.inner_text("[data-count]") == "2/140"


DRAFTS = """async seat => {
  const { Drafts } = await import('/js/drafts.js');
  globalThis.drafts = new Drafts(seat);
  drafts.restore();
  return [...document.querySelectorAll("textarea")].map((one) => one.value);
}"""
TWO = """
<form data-exercise="12"><textarea name="text"></textarea></form>
<form data-exercise="12" data-draft="now"><textarea name="text"></textarea></form>
<form data-exercise="13"><textarea name="text"></textarea></form>
"""


def test_drafts_survive_a_reload_each_in_its_own_form(page: Page, hall: Hall) -> None:
    open_form(page, hall, TWO)
    page.evaluate(DRAFTS, "pTRAPP47.a")
    page.locator("textarea").nth(1).fill("Halvskrevet")
    page.reload()
    assert page.evaluate(DRAFTS, "pTRAPP47.a") == ["", "Halvskrevet", ""]
    page.reload()
    assert page.evaluate(DRAFTS, "pTRAPP47.b") == ["", "", ""]
    page.reload()
    assert page.evaluate(DRAFTS, "pANNET22.a") == ["", "", ""]


def test_a_draft_of_a_change_goes_on_from_the_text_that_its_writer_saw(
    page: Page, hall: Hall
) -> None:
    revise = (
        '<form data-exercise="12" data-draft="revise-a" data-base="{base}">'
        '<textarea name="text">{text}</textarea></form>'
    )
    open_form(page, hall, revise.format(base=1, text="Først"))
    page.evaluate(DRAFTS, "a")
    page.locator("textarea").fill("Mitt")
    open_form(page, hall, revise.format(base=4, text="Deres"))
    assert page.evaluate(DRAFTS, "a") == ["Mitt"]
    assert page.locator("form").get_attribute("data-base") == "1"


def test_a_draft_that_was_sent_or_emptied_is_gone(page: Page, hall: Hall) -> None:
    open_form(page, hall, TWO)
    page.evaluate(DRAFTS, "a")
    for text in page.locator("textarea").all():
        text.fill("Halvskrevet")
    page.evaluate("drafts.drop(document.forms[0])")
    page.locator("textarea").nth(1).fill("")
    page.reload()
    assert page.evaluate(DRAFTS, "a") == ["", "", "Halvskrevet"]


def test_drafts_of_another_week_are_forgotten(page: Page, hall: Hall) -> None:
    open_form(page, hall, TWO)
    page.evaluate(DRAFTS, "a")
    page.locator("textarea").nth(0).fill("Halvskrevet")
    page.clock.install(time="2099-01-01T00:00:00Z")
    page.reload()
    assert page.evaluate(DRAFTS, "a") == ["", "", ""]
    assert page.evaluate("localStorage.length") == 0


def test_where_nothing_may_be_kept_writing_works_all_the_same(page: Page, hall: Hall) -> None:
    open_form(page, hall, TWO)
    page.evaluate("void (Storage.prototype.setItem = () => { throw new Error('full'); })")
    page.evaluate(DRAFTS, "a")
    page.locator("textarea").nth(0).fill("Halvskrevet")
    assert page.locator("textarea").nth(0).input_value() == "Halvskrevet"
