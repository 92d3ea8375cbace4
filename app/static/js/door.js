// The door: names are found and ticked, badges scanned, and those taken in who have not registered.

import { Card } from "./card.js";
import { Guests, idOf } from "./guests.js";
import { newId, thisTab } from "./ids.js";
import { notice } from "./notice.js";
import { Outbox } from "./outbox.js";
import { hasCamera, Scanner } from "./scanner.js";
import { startScreen } from "./screen.js";
import { Turned } from "./turned.js";

/** @typedef {import("./store.js").Entry} Entry */

/** A badge's address, or that of somebody's own page: the key, and whose it says that it is. */
const BADGE = /\/[br]\/([br][^./\s]+\.([0-9a-f-]{36})\.[\w-]+)/;

const { key = "" } = document.body.dataset;
// The key without its signature: the same door, also with a new key.
const seat = key.slice(0, key.lastIndexOf("."));

const field = /** @type {HTMLInputElement} */ (document.querySelector("[data-find]"));
const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-walk-in-form]"));
const dialogs = {
  walkIn: /** @type {HTMLDialogElement} */ (document.getElementById("walk-in")),
  scanner: /** @type {HTMLDialogElement} */ (document.getElementById("scanner")),
};

const { live, connection } = startScreen({
  drawn,
  connected(connected) {
    if (connected) outbox.pump();
    drawn();
  },
  refused() {
    // Nobody's names stay with those who may not see them any more.
    for (const region of document.querySelectorAll("[data-region]")) region.replaceChildren();
    for (const dialog of Object.values(dialogs)) dialog.close();
    card.putAway();
    drawn();
  },
});
const outbox = new Outbox(
  { seat, meeting: seat.split(".")[0] },
  thisTab(),
  (name, payload) => live.send(name, payload),
  changed,
);
const guests = new Guests(() => outbox.entries);
const card = new Card(guests, () => live.connected);
const turned = new Turned(outbox, (entry) => {
  outbox.forget(entry);
  come([entry.payload.id], true);
});
const scanner = new Scanner(dialogs.scanner, scanned);
dialogs.scanner.addEventListener("close", () => card.putAway());

field.addEventListener("input", () => guests.find(field.value));
field.addEventListener("keydown", (event) => {
  const { found } = guests;
  if (event.key === "Enter" && field.value.trim() && found.length === 1) choose(found[0]);
});
document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const row = button?.closest("[data-guests] > li");
  if (!button) return;
  if (row && "wholeParty" in button.dataset) comeAll(guests.party(idOf(row)));
  else if (row) choose(idOf(row));
  if ("letIn" in button.dataset) come(card.ids, true);
  if ("cardAll" in button.dataset) comeAll([...card.ids, ...card.missing]);
  if ("takeBack" in button.dataset) takeBack(card.ids);
  if ("putAway" in button.dataset) card.putAway();
  if ("walkIn" in button.dataset) openForm();
  if ("scan" in button.dataset) scanner.start();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  walkIn();
});
// Without a net the page would not come back, and with it all the names.
addEventListener("beforeunload", (event) => {
  if (!live.connected && !isRefused()) event.preventDefault();
});
for (const [selector, hidden] of /** @type {[string, boolean][]} */ ([
  ["[data-scan]", !hasCamera()],
  ["[data-no-camera]", hasCamera()],
])) {
  document.querySelector(selector)?.toggleAttribute("hidden", hidden);
}
drawn();
outbox.start();

function drawn() {
  guests.draw();
  turned.draw();
  const waiting = outbox.entries.filter(({ state }) => state === "waiting");
  const people = new Set(waiting.map(({ payload }) => payload.id));
  for (const place of document.querySelectorAll("[data-waiting]")) {
    place.textContent = String(people.size);
  }
  if (isRefused()) leave(waiting);
}

/** Whether the key does not hold any more. */
function isRefused() {
  return "refused" in document.documentElement.dataset;
}

/**
 * The key was revoked, but nothing is lost: the page of the next key here sends what waits.
 * @param {Entry[]} waiting
 */
function leave(waiting) {
  const section = document.querySelector("[data-unsent]");
  const named = new Map(waiting.map(({ payload, text }) => [payload.id, text || "–"]));
  const items = Array.from(named.values(), (name) => {
    const item = document.createElement("li");
    item.textContent = name;
    return item;
  });
  section?.querySelector("ul")?.replaceChildren(...items);
  section?.toggleAttribute("hidden", items.length === 0);
}

/** @param {string} id */
function choose(id) {
  const why = guests.hasCome(id) ? "already" : guests.placeless(id);
  if (why) card.show(why, [id]);
  else come([id]);
  cleared();
}

/** Ready for the next one; a keyboard that was not there is not brought up. */
function cleared() {
  if (!field.value) return;
  field.value = "";
  guests.find("");
  field.focus({ preventScroll: true });
}

/**
 * @param {string[]} ids
 * @param {boolean} [place] give a place too
 */
function come(ids, place) {
  for (const id of ids) {
    const payload = { id, on: true, ...(place && { place }) };
    outbox.add("arrive", payload, { text: nameOf(id) });
  }
  card.show("come", ids);
}

/** @param {string[]} ids those of a party; who has come already needs nothing more */
function comeAll(ids) {
  for (const id of ids) {
    if (!guests.hasCome(id)) outbox.add("arrive", { id, on: true }, { text: nameOf(id) });
  }
  card.show("come", ids);
  cleared();
}

/** @param {string[]} ids */
function takeBack(ids) {
  for (const id of ids) outbox.add("arrive", { id, on: false }, { text: nameOf(id) });
  card.show("undone", ids);
}

/** @param {string} text what a code said */
function scanned(text) {
  const [, key, id] = text.match(BADGE) ?? [];
  if (!id) return card.show("unread");
  const why = guests.hasCome(id) ? "already" : guests.placeless(id);
  if (why) return card.show(why, [id]);
  outbox.add("scan", { id, key }, { text: nameOf(id) });
  card.show(guests.row(id) ? "come" : "asks", [id]);
}

function openForm() {
  const name = /** @type {HTMLInputElement} */ (form.elements.namedItem("name"));
  name.value = field.value;
  const full = document.querySelector("[data-full]") !== null;
  dialogs.walkIn.querySelector("[data-when-full]")?.toggleAttribute("hidden", !full);
  dialogs.walkIn.showModal();
  name.focus();
}

function walkIn() {
  const given = Object.fromEntries(
    Array.from(new FormData(form), ([name, text]) => [name, `${text}`.trim()]).filter(
      ([, text]) => text,
    ),
  );
  if (!given.name) return;
  const id = newId();
  outbox.add("walk_in", { id, ...given }, { text: given.name });
  form.reset();
  dialogs.walkIn.close();
  cleared();
  card.show("come", [id], { told: { name: given.name } });
}

/** @param {string} id */
function nameOf(id) {
  return guests.name(id) || card.nameOf(id);
}

/**
 * @param {Entry | null} answered
 * @param {import("./live.js").Answer} [answer]
 */
function changed(answered, answer) {
  if (answered?.state === "refused") refused(answered, answer);
  else if (answered && answer) taken(answered, answer);
  drawn();
  if (!live.connected) connection.show("offline");
  else if (outbox.entries.some((entry) => entry.state === "waiting")) connection.show("sending");
  else if (answered) connection.show(answered.state === "refused" ? "connected" : "saved");
}

/**
 * @param {Entry} entry
 * @param {import("./live.js").Answer} answer
 */
function taken({ payload }, { name, table, fresh }) {
  const { id } = payload;
  const on = payload.on !== false;
  guests.settle(id, on);
  notice("");
  connection.again();
  card.tell(id, { name, table });
  if (!on || card.ids[0] !== id) return;
  if (!fresh && card.ids.length === 1) card.show("already", [id]);
  else if (card.kind === "asks") card.show("come", [id]);
}

/**
 * @param {Entry} entry
 * @param {import("./live.js").Answer} [answer]
 */
function refused(entry, answer) {
  const { payload, message, code } = entry;
  entry.text ||= answer?.name ?? "";
  if (card.ids.includes(payload.id)) card.putAway();
  // A badge that says nothing is no one's: there is nobody to remember.
  if (entry.name !== "scan" || code === "no_place") return;
  card.show("unread", [], { message });
  outbox.forget(entry);
}
