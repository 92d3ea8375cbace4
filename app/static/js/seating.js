// The organiser's page of who sits where; it works without any of this.

import { Dragging } from "./dragging.js";
import { clear } from "./fields.js";
import { Lifting, seatOf } from "./lifting.js";
import { Room } from "./room.js";
import { listenForTips } from "./tip.js";

/** @typedef {import("./dragging.js").Part} Part */

const root = /** @type {HTMLElement} */ (document.querySelector("[data-room]"));
const room = new Room(root, { drawn, held: () => dragging.active, say });
const lifting = new Lifting(root, { put, choose, say });
const dragging = new Dragging(root, {
  label: ({ dataset }) => ({ text: dataset.name ?? "", count: 1 }),
  allows,
  drop,
  over: drawn,
});
listenForTips(root);
// A link would be dragged by the browser.
root.addEventListener("dragstart", (event) => event.preventDefault());
drawn();

root.addEventListener("click", (event) => {
  const { target, ctrlKey, metaKey } = event;
  if (!(target instanceof Element) || ctrlKey || metaKey) return;
  const link = target.closest("a.seat, a[data-choose], a[data-go]");
  if (link) {
    event.preventDefault();
    open(link);
    return;
  }
  // Whom one has chosen is put down where one clicks next.
  const table = target.closest("svg .table");
  const chosen = document.querySelector("[data-person][aria-current]");
  if (table && isPart(chosen)) put(chosen, Number(table.getAttribute("data-table")));
});

root.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("act" in form.dataset)) return;
  event.preventDefault();
  if ("waiting" in root.dataset) return;
  say(root.dataset.sayWaiting ?? "");
  const details = form.closest("details");
  const done = await room.send(form.action, new FormData(form), () => clear(form));
  if (done && details) {
    details.open = false;
    // What one stood at is folded away.
    details.querySelector("summary")?.focus();
  } else if (!done) {
    const wrong = form.querySelector("[aria-invalid]");
    if (wrong instanceof HTMLElement) wrong.focus();
  }
});

/** What the server does not know of is put right again after it has drawn. */
function drawn() {
  lifting.drawn();
}

/** @param {string} text told below the picture, and read aloud */
function say(text) {
  const place = document.querySelector("[data-in-hand]");
  if (place) place.textContent = text;
}

/** @param {Part} seat */
function choose(seat) {
  open(seat);
}

/** @param {Element} link */
async function open(link) {
  const address = link.getAttribute("href") ?? "";
  const byHand = link.matches(":focus-visible");
  await room.go(address);
  // Whom one can put down by a click on a table of the picture, where there is one.
  const picture = root.querySelector("[data-picture]");
  const person = picture?.getClientRects().length ? link.getAttribute("data-person") : null;
  const name = link.getAttribute("data-name") ?? "";
  if (person) say((root.dataset.sayChosen ?? "").replace("{name}", name));
  const chosen = document.getElementById("chosen");
  const far = chosen && chosen.getBoundingClientRect().top > innerHeight;
  // Whoever came by keyboard goes on there; from a list it may lie below what one sees.
  if (chosen && address.endsWith("#chosen") && (byHand || (far && !person))) chosen.focus();
}

/**
 * @param {Part} dragged
 * @param {Part} target
 */
function allows(dragged, target) {
  const at = dragged.dataset.at ?? "0";
  const { drop: onto, table = "0" } = target.dataset;
  if (onto === "tray") return at !== "0";
  if (onto === "table") return at !== table && !("full" in target.dataset);
  // At a table with room one is put beside the others; at a full one, in somebody's place.
  const full = target.closest(".table")?.hasAttribute("data-full");
  return Boolean(full) && target.dataset.at !== at;
}

/**
 * @param {Part} dragged
 * @param {Part} target
 */
function drop(dragged, target) {
  if (target.dataset.drop === "person") swap(dragged, target);
  else put(dragged, Number(target.dataset.table ?? 0));
}

/** @param {Part} person @param {number} table 0 is no table */
function put(person, table) {
  if (table === Number(person.dataset.at)) return;
  const form = filled(person);
  form.data.set("table", table ? `${table}` : "");
  carryOut(form.address, form.data, person.dataset.person);
}

/** @param {Part} person @param {Part} other */
function swap(person, other) {
  const form = filled(person);
  form.data.set("other", other.dataset.person ?? "");
  form.data.set("seen_other", other.dataset.at ?? "");
  carryOut(form.swap, form.data, person.dataset.person);
}

/** @param {Part} person */
function filled({ dataset: { person = "", at = "0" } }) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("mover"));
  const data = new FormData(form);
  data.set("person", person);
  data.set("seen", at === "0" ? "" : at);
  return { address: form.action, swap: form.dataset.swap ?? "", data };
}

/** @param {string} address @param {FormData} data @param {string} [id] */
async function carryOut(address, data, id) {
  const stood = seatOf(document.activeElement) !== null;
  await room.send(address, data);
  // In another place of the picture it is still the one that somebody stands at.
  if (stood && id) document.getElementById(`seat-${id}`)?.focus();
}

/** @param {Element | null} element @returns {element is Part} */
function isPart(element) {
  return element instanceof HTMLElement || element instanceof SVGElement;
}
