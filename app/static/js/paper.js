// What stands on a table's sheet of paper, typed by the moderator: kept here until the server has it.

import { bodyOf } from "./body.js";
import { words } from "./connection.js";
import { clear, fieldsOf, isHalfWritten } from "./fields.js";
import { newId } from "./ids.js";
import { reason } from "./notice.js";

/** A second press so soon is the same press, in milliseconds. */
const ONE_PRESS = 600;

/** What was last sent from a form. @typedef {{id: string, said: string, at: number}} Try */

export class Paper {
  #live;
  #drafts;
  /** @type {WeakSet<HTMLFormElement>} */
  #underway = new WeakSet();
  /** @type {WeakMap<HTMLFormElement, Try>} */
  #tries = new WeakMap();

  /**
   * @param {Pick<import("./live.js").Live, "send">} live
   * @param {import("./drafts.js").Drafts} drafts
   */
  constructor(live, drafts) {
    this.#live = live;
    this.#drafts = drafts;
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !form.dataset.paper) return;
      event.preventDefault();
      this.#submit(form, event.submitter);
    });
    document.addEventListener("input", ({ target, isTrusted }) => {
      const form = target instanceof Element ? target.closest("form") : null;
      if (isTrusted && form?.dataset.paper) say(form, "");
    });
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} pressed
   */
  async #submit(form, pressed) {
    const last = this.#tries.get(form);
    const now = performance.now();
    if (this.#underway.has(form)) return;
    if (last && now - last.at < ONE_PRESS && !isHalfWritten(form)) return;
    const body = bodyOf(form, pressed);
    const said = JSON.stringify(body);
    // The same again is the same contribution: the first may have arrived without an answer.
    const id = last?.said === said ? last.id : newId();
    this.#tries.set(form, { id, said, at: now });
    this.#underway.add(form);
    say(form, words("sending"));
    const exercise = Number(form.dataset.exercise);
    const table = Number(form.dataset.paper);
    const answer = await this.#live.send("paper", { id, exercise, table, body });
    this.#underway.delete(form);
    say(form, answer.ok ? words("saved") : reason(answer));
    if (answer.ok) this.#next(form, now);
  }

  /**
   * The sheet goes on: an empty form, ready for the next line.
   * @param {HTMLFormElement} form
   * @param {number} at
   */
  #next(form, at) {
    this.#tries.set(form, { id: "", said: "", at });
    clear(form);
    this.#drafts.drop(form);
    fieldsOf(form)[0]?.focus();
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 */
function say(form, text) {
  const place = form.querySelector("[data-paper-state]");
  if (place && place.textContent !== text) place.textContent = text;
}
