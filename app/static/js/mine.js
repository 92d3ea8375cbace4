// What this phone may change: what it has given itself, and everything when it is the table's scribe.

import { recall, remember } from "./device.js";

/** So many of the newest are remembered. */
const MOST = 500;

export class Mine {
  #name;

  /** @param {string} seat */
  constructor(seat) {
    this.#name = `mine:${seat}`;
  }

  /** @param {string} contribution given here */
  add(contribution) {
    remember(this.#name, JSON.stringify([...this.#ids(), contribution].slice(-MOST)));
  }

  /** Mark what is this phone's own on the page, and who the scribe is. */
  mark() {
    const ids = new Set(this.#ids());
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (
      document.querySelectorAll("[data-contribution]")
    )) {
      if (ids.has(element.dataset.contribution ?? "")) element.dataset.mine = "";
    }
    const scribe = document.querySelector("[data-scribe]")?.getAttribute("data-scribe");
    document.documentElement.dataset.scribeRole = role(scribe ?? "");
  }

  /** @returns {string[]} */
  #ids() {
    return JSON.parse(recall(this.#name) ?? "[]");
  }
}

/** @param {string} scribe a participant's id, empty when nobody is */
function role(scribe) {
  if (!scribe) return "none";
  return scribe === document.body.dataset.participant ? "me" : "other";
}
