// The organiser's page of the room: fetched anew after every act and when somebody else has done
// something, and morphed in around what one is doing.

import { notice } from "./notice.js";
import { askFor, written } from "./pages.js";
import { morph } from "./regions.js";

/** Milliseconds between two questions whether there is something new. */
const EVERY = 2000;

/**
 * @typedef {object} Hooks
 * @property {() => void} drawn called after something was shown
 * @property {() => boolean} held whether nothing may be shown now
 * @property {(text: string) => void} say what went well
 */

export class Room {
  #root;
  #hooks;
  /** How many answers are waited for. */
  #waiting = 0;

  /**
   * @param {HTMLElement} root has `data-version`
   * @param {Hooks} hooks
   */
  constructor(root, hooks) {
    this.#root = root;
    this.#hooks = hooks;
    setInterval(() => {
      if (!document.hidden && !this.#waiting && !hooks.held()) this.#poll();
    }, EVERY);
  }

  /** @param {string} address show this round or person */
  async go(address) {
    await this.#ask(address, {});
  }

  /**
   * Send a form, as a browser would.
   * @param {string} address
   * @param {FormData} data
   * @param {() => void} [taken] before the answer is shown, when it is no refusal of the form
   * @returns {Promise<boolean>} whether it was done
   */
  async send(address, data, taken) {
    return await this.#ask(address, { method: "POST", body: written(data) }, taken);
  }

  /**
   * @param {string} address
   * @param {RequestInit} how
   * @param {() => void} [taken]
   */
  async #ask(address, how, taken) {
    this.#waiting += 1;
    this.#root.dataset.waiting = "";
    try {
      const { answer, page } = await askFor(address, how);
      if (answer.ok) {
        taken?.();
        history.replaceState(null, "", answer.url);
      }
      return this.#show(page) && answer.ok;
    } catch {
      notice(document.body.dataset.textUnanswered ?? "");
      this.#hooks.say("");
      return false;
    } finally {
      this.#waiting -= 1;
      if (!this.#waiting) delete this.#root.dataset.waiting;
    }
  }

  async #poll() {
    const address = new URL(location.href);
    address.searchParams.set("since", this.#root.dataset.version ?? "");
    address.hash = "";
    try {
      const { answer, page } = await askFor(address.href);
      if (answer.status !== 200 || this.#waiting) return;
      this.#morph(page.querySelector("[data-room]"));
    } catch {
      // Without a net there is nothing new; the next question comes soon.
    }
  }

  /** @param {Document} page @returns {boolean} whether it tells of no problem */
  #show(page) {
    const fresh = page.querySelector("[data-room]");
    if (!fresh) {
      location.reload();
      return false;
    }
    const said = Array.from(page.querySelectorAll("main > .done"));
    const bad = said.some((one) => one.getAttribute("data-category") === "problem");
    const text = said.map((one) => one.textContent?.trim()).join(" ");
    for (const done of document.querySelectorAll("main > .done")) done.remove();
    // What went well moves nothing on the page away from where one works.
    notice(bad ? text : "");
    this.#hooks.say(bad ? "" : text);
    this.#morph(fresh);
    return !bad;
  }

  /** @param {Element | null} fresh */
  #morph(fresh) {
    if (!(fresh instanceof HTMLElement)) return;
    if (Number(fresh.dataset.version) < Number(this.#root.dataset.version)) return;
    Object.assign(this.#root.dataset, fresh.dataset);
    morph(this.#root, fresh.innerHTML);
    this.#hooks.drawn();
  }
}
