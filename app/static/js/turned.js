// What the server did not take, with the names, until those at the door have seen it.

import { cloneOf, say } from "./card.js";

/** @typedef {import("./store.js").Entry} Entry */

export class Turned {
  #outbox;

  /**
   * @param {import("./outbox.js").Outbox} outbox
   * @param {(entry: Entry) => void} letIn gives a place to who has none
   */
  constructor(outbox, letIn) {
    this.#outbox = outbox;
    document.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      const name = button?.closest("[data-entry]")?.getAttribute("data-entry");
      const entry = this.#outbox.entries.find((one) => one.entry === name);
      if (!button || !entry) return;
      if ("refusalLetIn" in button.dataset) letIn(entry);
      if ("refusalAway" in button.dataset) this.#outbox.forget(entry);
    });
  }

  draw() {
    const section = document.querySelector("section[data-refused]");
    const list = section?.querySelector("ul");
    if (!section || !list) return;
    const refused = this.#outbox.entries.filter(({ state }) => state === "refused");
    section.toggleAttribute("hidden", refused.length === 0);
    const there = Array.from(list.children, (item) => item.getAttribute("data-entry"));
    if (there.join() === refused.map(({ entry }) => entry).join()) return;
    list.replaceChildren(...refused.flatMap((entry) => made(entry)));
  }
}

/** @param {Entry} entry */
function made({ entry, text, message = "", code }) {
  const item = cloneOf("template[data-refusal]");
  if (!item) return [];
  item.dataset.entry = entry;
  say(item, "[data-refusal-name]", text);
  say(item, "[data-refusal-message]", message);
  item.querySelector("[data-refusal-let-in]")?.toggleAttribute("hidden", code !== "no_place");
  return [item];
}
