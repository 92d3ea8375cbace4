// The moderator's message to the table, which each phone can put away for itself.

import { forget, recall, remember } from "./device.js";

export class Nudge {
  #name;

  /** @param {string} seat */
  constructor(seat) {
    this.#name = `nudge:${seat}`;
    document.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-nudge-away]") : null;
      const nudge = button?.closest("[data-nudge]");
      if (!(nudge instanceof HTMLElement)) return;
      remember(this.#name, nudge.dataset.nudge ?? "");
      this.draw();
      // Who uses the keyboard goes on from here, not from the top of the page.
      nudge.tabIndex = -1;
      nudge.focus({ preventScroll: true });
    });
  }

  /** Keep away what was put away here, as long as the moderator says nothing else. */
  draw() {
    const nudge = document.querySelector("[data-nudge]");
    if (!(nudge instanceof HTMLElement)) return;
    if (!nudge.dataset.nudge) forget(this.#name);
    if (!nudge.dataset.nudge || recall(this.#name) !== nudge.dataset.nudge) return;
    // Emptied, not hidden: what is said next is read aloud only in a place that was there before.
    nudge.querySelector("[data-nudge-text]")?.replaceChildren();
    nudge.querySelector("[data-nudge-away]")?.remove();
  }
}
