// The organiser's page of the room: fetched anew after every act and when somebody else has done
// something, and morphed in around what one is doing.

import { notice } from "./notice.js";
import { morph } from "./regions.js";

/** Milliseconds between two questions whether there is something new. */
const EVERY = 2000;

export class Room {
  #root;
  #drawn;
  /** How many answers are waited for. */
  #waiting = 0;

  /**
   * @param {HTMLElement} root has `data-version`, and a `data-round`
   * @param {() => void} drawn called after something was shown
   * @param {() => boolean} held whether nothing may be shown now
   */
  constructor(root, drawn, held) {
    this.#root = root;
    this.#drawn = drawn;
    setInterval(() => {
      if (!document.hidden && !this.#waiting && !held()) this.#poll();
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
    const body = new URLSearchParams();
    for (const [name, value] of data) body.append(name, `${value}`);
    return await this.#ask(address, { method: "POST", body }, taken);
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
      const answer = await fetch(address, how);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok) {
        taken?.();
        history.replaceState(null, "", answer.url);
      }
      return this.#show(page) && answer.ok;
    } catch {
      notice(document.body.dataset.textUnanswered ?? "");
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
      const answer = await fetch(address);
      if (answer.status !== 200 || this.#waiting) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
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
    document.querySelector("[data-notice]")?.toggleAttribute("data-good", !bad);
    for (const done of document.querySelectorAll("main > .done")) done.remove();
    notice(said.map((one) => one.textContent?.trim()).join(" "));
    this.#morph(fresh);
    return !bad;
  }

  /** @param {Element | null} fresh */
  #morph(fresh) {
    if (!(fresh instanceof HTMLElement)) return;
    if (Number(fresh.dataset.version) < Number(this.#root.dataset.version)) return;
    Object.assign(this.#root.dataset, fresh.dataset);
    morph(this.#root, fresh.innerHTML);
    this.#drawn();
  }
}
