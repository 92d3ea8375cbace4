"""What was said is tried until the server has it or has said no, and never said twice."""

from typing import Any

from playwright.sync_api import Page

from tests.browser_modules.hall import Hall

START = """async ([seat, answers]) => {
  const { Outbox } = await import('/js/outbox.js');
  globalThis.sent = [];
  globalThis.answers = answers;
  globalThis.changes = 0;
  const send = async (name, payload) => {
    const answer = globalThis.answers[payload.id]?.shift() ?? globalThis.answers.rest;
    await new Promise((resolve) => setTimeout(resolve, answer.after ?? 0));
    globalThis.sent.push([name, payload.id, payload.n ?? 0]);
    return answer;
  };
  sessionStorage.tab ??= `${Math.random()}`;
  const owner = { seat, meeting: seat.split(".")[0] };
  globalThis.outbox = new Outbox(owner, sessionStorage.tab, send, () => { changes += 1; });
  await outbox.start();
}"""
ADD = """([name, id, n]) =>
  outbox.add(name, { id, n }, { exercise: 12, draft: "give", text: id, filled: [["text", id]] })"""
OK = {"ok": True}
OFFLINE = {"ok": False, "code": "offline"}


def start(page: Page, seat: str = "pTRAPP47.a", **answers: Any) -> None:
    page.evaluate(START, [seat, {"rest": OK, **answers}])


def add(page: Page, id: str, name: str = "give", n: int = 0) -> None:
    page.evaluate(ADD, [name, id, n])


def entries(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(
        "outbox.entries.map(({ text, state, message }) => [text, state, message ?? ''])"
    )
    return found


def sent(page: Page) -> list[list[Any]]:
    found: list[list[Any]] = page.evaluate("sent")
    return found


def wait_until_empty(page: Page) -> None:
    page.wait_for_function("outbox.entries.length === 0")


def test_the_hall_is_no_secure_context_and_ids_are_made_all_the_same(page: Page) -> None:
    assert page.evaluate("[isSecureContext, 'randomUUID' in crypto, 'locks' in navigator]") == [
        False,
        False,
        False,
    ]
    ids = page.evaluate(
        """async () => {
          const { newId } = await import('/js/ids.js');
          const ids = Array.from({ length: 1000 }, newId);
          const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
          return [new Set(ids).size, ids.every((id) => uuid.test(id))];
        }"""
    )
    assert ids == [1000, True]


def test_what_is_said_is_sent_in_order_and_forgotten(page: Page) -> None:
    start(page)
    for id in ("a", "b", "c"):
        add(page, id)
    wait_until_empty(page)
    assert sent(page) == [["give", "a", 0], ["give", "b", 0], ["give", "c", 0]]


def test_offline_it_waits_and_goes_when_the_net_is_back(page: Page) -> None:
    start(page, rest=OFFLINE)
    add(page, "a")
    add(page, "b")
    page.wait_for_function("sent.length > 0")
    assert entries(page) == [["a", "waiting", ""], ["b", "waiting", ""]]
    page.evaluate("() => { sent.length = 0; answers.rest = { ok: true }; return outbox.pump(); }")
    wait_until_empty(page)
    assert sent(page) == [["give", "a", 0], ["give", "b", 0]]


def test_it_is_tried_again_by_itself(page: Page) -> None:
    page.clock.install()
    start(page, a=[OFFLINE, {"ok": False, "code": "unanswered"}])
    add(page, "a")
    for _ in range(8):
        page.clock.run_for(1000)
    wait_until_empty(page)
    assert sent(page) == [["give", "a", 0]] * 3


def test_it_survives_a_reload_and_even_the_net_being_gone_meanwhile(page: Page) -> None:
    start(page, rest=OFFLINE)
    add(page, "a")
    page.reload()
    start(page)
    wait_until_empty(page)
    assert sent(page) == [["give", "a", 0]]
    page.reload()
    start(page)
    assert entries(page) == []


def test_seats_do_not_see_each_others_outbox(page: Page) -> None:
    start(page, rest=OFFLINE)
    add(page, "a")
    page.reload()
    start(page, seat="pTRAPP47.b")
    assert (entries(page), sent(page)) == ([], [])


def test_what_a_seat_left_behind_goes_to_the_next_one_of_the_same_meeting(page: Page) -> None:
    start(page, rest=OFFLINE)
    add(page, "a")
    page.evaluate("outbox.leaveBehind()")
    page.reload()
    start(page, seat="pANNET22.c")
    assert sent(page) == []
    page.reload()
    start(page, seat="pTRAPP47.b")
    wait_until_empty(page)
    assert sent(page) == [["give", "a", 0]]


def test_a_refusal_is_kept_with_its_text_until_the_person_decides(page: Page) -> None:
    refusal = {"ok": False, "code": "closed", "message": "Oppgaven er stengt."}
    start(page, a=[refusal, refusal], b=[refusal])
    add(page, "a")
    add(page, "b")
    add(page, "c")
    page.wait_for_function("sent.length === 3")
    refused = [[id, "refused", "Oppgaven er stengt."] for id in ("a", "b")]
    page.wait_for_function("outbox.entries.length === 2")
    assert entries(page) == refused
    page.reload()
    start(page, a=[refusal])
    assert (entries(page), sent(page)) == (refused, [])
    page.evaluate("outbox.forget(outbox.entries[1])")
    page.evaluate("outbox.retry(outbox.entries[0])")
    page.wait_for_function("sent.length === 1 && outbox.entries[0].state === 'refused'")
    page.evaluate("outbox.retry(outbox.entries[0])")
    wait_until_empty(page)
    assert sent(page) == [["give", "a", 0]] * 2


def test_what_fails_at_the_server_does_not_stop_the_rest_but_only_what_hangs_on_it(
    page: Page,
) -> None:
    page.clock.install()
    failed = {"ok": False, "code": "failed", "retry": True}
    start(page, a=[failed])
    page.evaluate(
        "outbox.add('give', { id: 'a' }, {}); outbox.add('revise', { id: 'a', n: 1 }, {})"
    )
    add(page, "b")
    page.wait_for_function("outbox.entries.length === 2")
    assert sent(page) == [["give", "a", 0], ["give", "b", 0]]
    page.clock.run_for(4000)
    wait_until_empty(page)
    assert sent(page)[2:] == [["give", "a", 0], ["revise", "a", 1]]


def test_too_much_at_once_waits_for_its_turn(page: Page) -> None:
    page.clock.install()
    start(page, b=[{"ok": False, "code": "too_fast", "retry": True}])
    page.evaluate("for (const id of ['a', 'b', 'c']) outbox.add('give', { id }, {})")
    page.wait_for_function("outbox.entries.length < 3")
    page.clock.run_for(4000)
    wait_until_empty(page)
    assert sent(page) == [["give", id, 0] for id in ("a", "b", "b", "c")]


def test_two_tabs_of_one_phone_send_once(page: Page, hall: Hall) -> None:
    start(page, rest=OFFLINE)
    add(page, "a")
    page.reload()
    other = page.context.new_page()
    other.goto(hall.origin)
    slow = {"ok": True, "after": 300}
    for tab in (page, other):
        start(tab, rest=OFFLINE)
    for tab in (page, other):
        tab.evaluate("answer => { sent.length = 0; answers.rest = answer; }", slow)
    for tab in (page, other):
        tab.evaluate("void outbox.pump()")
    for tab in (page, other):
        wait_until_empty(tab)
    assert sent(page) + sent(other) == [["give", "a", 0]]


def test_a_tab_that_died_while_sending_does_not_keep_its_text_from_the_next(
    page: Page, hall: Hall
) -> None:
    start(page, rest={"ok": True, "after": 60_000})
    page.evaluate("void outbox.add('give', { id: 'a' }, { text: 'a' })")
    page.wait_for_function(
        """() => new Promise((resolve) => {
          const open = indexedDB.open("medvirk", 1);
          open.onsuccess = () => {
            const all = open.result.transaction("outbox").objectStore("outbox").getAll();
            all.onsuccess = () => resolve(all.result.some((entry) => entry.claim));
          };
        })"""
    )
    context = page.context
    page.close()
    other = context.new_page()
    other.goto(hall.origin)
    other.clock.install()
    start(other)
    other.clock.run_for(20_000)
    wait_until_empty(other)
    assert sent(other) == [["give", "a", 0]]


def test_a_claim_from_before_the_devices_clock_was_set_back_is_none(page: Page) -> None:
    outcomes = page.evaluate(
        """async () => {
          const { openStore } = await import('/js/store.js');
          const store = await openStore();
          await store.put({ entry: "a", place: 1 });
          const outcomes = [await store.claim("a", "one"), await store.claim("a", "two")];
          const now = Date.now;
          Date.now = () => now() - 3_600_000;
          outcomes.push(await store.claim("a", "two"), await store.claim("b", "two"));
          return outcomes;
        }"""
    )
    assert outcomes == ["mine", "taken", "mine", "gone"]


NO_DATABASE = "Object.defineProperty(globalThis, 'indexedDB', { value: undefined })"
NO_STORAGE = "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error(); } })"


def test_without_a_database_the_device_keeps_it_in_its_storage(page: Page) -> None:
    page.evaluate(f"void {NO_DATABASE}")
    start(page, rest=OFFLINE)
    add(page, "a")
    page.reload()
    page.evaluate(f"void {NO_DATABASE}")
    start(page, rest=OFFLINE)
    assert entries(page) == [["a", "waiting", ""]]
    page.reload()
    start(page)  # and the database is there again
    wait_until_empty(page)
    assert sent(page) == [["give", "a", 0]]


def test_where_the_device_keeps_nothing_it_is_sent_while_the_page_is_open(page: Page) -> None:
    page.evaluate(f"{{ {NO_DATABASE}; {NO_STORAGE} }}")
    start(page, rest=OFFLINE)
    add(page, "a")
    assert entries(page) == [["a", "waiting", ""]]
    page.evaluate("() => { sent.length = 0; answers.rest = { ok: true }; return outbox.pump(); }")
    wait_until_empty(page)
    assert sent(page) == [["give", "a", 0]]


def test_a_device_whose_database_breaks_in_the_middle_still_sends(page: Page) -> None:
    start(page)
    page.evaluate("void (IDBDatabase.prototype.transaction = () => { throw new Error('gone'); })")
    add(page, "a")
    add(page, "b")
    wait_until_empty(page)
    assert sent(page) == [["give", "a", 0], ["give", "b", 0]]
