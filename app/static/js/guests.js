// The list at the door: found by some letters, and marked when they have come, sent or not.

import { finds, fold } from "./folding.js";

/** @typedef {import("./store.js").Entry} Entry */

/** So long what the server has answered counts before its list says the same, in milliseconds. */
const UNTIL_TOLD = 5000;

export class Guests {
  #entries;
  /** What the server has answered and its list may not have yet. */
  /** @type {Map<string, {on: boolean, until: number}>} */
  #answered = new Map();
  /** Names as they are searched. @type {WeakMap<Element, {name: string, folded: string}>} */
  #folded = new WeakMap();
  #typed = "";

  /** @param {() => Entry[]} entries what is on its way to the server */
  constructor(entries) {
    this.#entries = entries;
  }

  /** @param {string} id */
  row(id) {
    return document.getElementById(`guest-${id}`);
  }

  /** @param {string} id */
  name(id) {
    return this.row(id)?.querySelector("b")?.textContent ?? "";
  }

  /**
   * @param {string} id
   * @returns {number | null} the table's number, when it is known
   */
  table(id) {
    const table = this.row(id)?.querySelector("[data-table]")?.getAttribute("data-table");
    return table ? Number(table) : null;
  }

  /**
   * @param {string} id
   * @returns {"waiting" | "cancelled" | null} why somebody has no place; null when they have
   */
  placeless(id) {
    const state = this.row(id)?.dataset.placeless;
    return state === "waiting" || state === "cancelled" ? state : null;
  }

  /**
   * @param {string} id
   * @returns {string[]} those who were registered together, the person too
   */
  party(id) {
    const party = this.row(id)?.dataset.party;
    if (!party) return [id];
    const rows = document.querySelectorAll(`[data-party="${CSS.escape(party)}"]`);
    return Array.from(rows, idOf);
  }

  /** @param {string} id */
  hasCome(id) {
    return this.#said(id) ?? this.#told().has(id);
  }

  /**
   * The server has taken it.
   * @param {string} id
   * @param {boolean} on
   */
  settle(id, on) {
    this.#answered.set(id, { on, until: Date.now() + UNTIL_TOLD });
  }

  /** @param {string} typed show those whose names have this in them; everybody when it is empty */
  find(typed) {
    this.#typed = fold(typed);
    this.draw();
  }

  /** @returns {string[]} those who are shown, in order */
  get found() {
    return Array.from(this.#rows())
      .filter((row) => !row.hidden)
      .map(idOf);
  }

  /** Mark who has come, and show whom the field asks for. */
  draw() {
    const told = this.#told();
    for (const [id, { on, until }] of this.#answered) {
      if (told.has(id) === on || until < Date.now()) this.#answered.delete(id);
    }
    const underway = new Set(this.#waiting().map(({ payload }) => payload.id));
    let shown = 0;
    for (const row of this.#rows()) {
      const id = idOf(row);
      const come = this.#said(id) ?? told.has(id);
      mark(row, come ? (underway.has(id) ? "waits" : "come") : "");
      row.hidden = !this.#shows(row);
      shown += Number(!row.hidden);
    }
    for (const none of document.querySelectorAll("[data-none]")) {
      none.toggleAttribute("hidden", shown > 0 || !this.#typed);
    }
  }

  /** @param {HTMLElement} row */
  #shows(row) {
    if (!this.#typed) return !row.dataset.placeless;
    const name = row.querySelector("b")?.textContent ?? "";
    let kept = this.#folded.get(row);
    if (kept?.name !== name) {
      kept = { name, folded: fold(name) };
      this.#folded.set(row, kept);
    }
    return finds(kept.folded, this.#typed);
  }

  /**
   * @param {string} id
   * @returns {boolean | undefined} what was said here last, when the server's list may not know it
   */
  #said(id) {
    const last = this.#waiting()
      .filter(({ payload }) => payload.id === id)
      .pop();
    if (last) return last.payload.on !== false;
    return this.#answered.get(id)?.on;
  }

  #waiting() {
    return this.#entries().filter(({ state }) => state === "waiting");
  }

  /** @returns {Set<string>} those who have come, as the server said last */
  #told() {
    const told = document.querySelector("[data-come]")?.getAttribute("data-come") ?? "";
    return new Set(told.split(" "));
  }

  /** @returns {NodeListOf<HTMLElement>} */
  #rows() {
    return document.querySelectorAll("[data-guests] > li");
  }
}

/**
 * @param {Element} row
 * @returns {string} the registration's id
 */
export function idOf(row) {
  return row.id.slice("guest-".length);
}

/**
 * @param {HTMLElement} row
 * @param {"" | "come" | "waits"} state
 */
function mark(row, state) {
  const there = row.querySelector("i[data-local]");
  const shown = there
    ? "waits" in /** @type {HTMLElement} */ (there).dataset
      ? "waits"
      : "come"
    : "";
  row.toggleAttribute("data-has-come", state !== "");
  if (shown === state) return;
  there?.remove();
  const template = document.querySelector(`template[data-mark="${state}"]`);
  if (template instanceof HTMLTemplateElement) {
    row.querySelector("button")?.append(template.content.cloneNode(true));
  }
}
