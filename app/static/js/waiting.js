// What lies in the outbox, shown beside what the table has: on its way, or refused with its text kept.

import { currentText } from "./conflict.js";
import { isHalfWritten } from "./fields.js";
import { newId } from "./ids.js";
import { formOf, giveBack, refill } from "./returned.js";

/** @typedef {import("./store.js").Entry} Entry */

/**
 * What is sent is shown until the table's board has it, but no longer than this, in milliseconds.
 * A note comes on no board, so its writer has the time to read where it went.
 */
const UNTIL_SEEN = { give: 3000, note: 20_000 };

export class Waiting {
  #outbox;
  #stateOf;
  /** Refused entries that are just becoming something else. @type {WeakSet<Entry>} */
  #leaving = new WeakSet();
  /** Entries that the server has and the board does not yet show. @type {Set<Entry>} */
  #sent = new Set();

  /**
   * @param {import("./outbox.js").Outbox} outbox
   * @param {(entry: Entry, sent: boolean) => string} stateOf the words for where an entry is
   */
  constructor(outbox, stateOf) {
    this.#outbox = outbox;
    this.#stateOf = stateOf;
    document.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      const name = button?.closest("[data-entry]")?.getAttribute("data-entry");
      const entry = this.#outbox.entries.find((one) => one.entry === name);
      if (button && entry) this.#act(button, entry);
    });
  }

  /** @param {Entry} entry one that the server has just taken */
  sent(entry) {
    const { name } = entry;
    if (name !== "give" && name !== "note") return;
    this.#sent.add(entry);
    setTimeout(() => {
      this.#sent.delete(entry);
      this.draw();
    }, UNTIL_SEEN[name]);
  }

  /** @param {Entry} entry one that the server has just refused */
  refused(entry) {
    if (entry.current || isLate(entry)) {
      // There is more to choose from than to write it again.
      this.draw();
      document
        .querySelector(`[data-entry="${CSS.escape(entry.entry)}"]`)
        ?.scrollIntoView({ block: "nearest" });
      return;
    }
    const reason = make(entry);
    if (!reason) return;
    this.#write(reason, entry);
    for (const part of reason.querySelectorAll("[data-refusal-text], button")) part.remove();
    if (giveBack(entry, reason)) this.#outbox.forget(entry);
  }

  /** Bring every list on the page up to date. */
  draw() {
    for (const entry of this.#sent) {
      if (document.querySelector(`[data-contribution="${CSS.escape(entry.payload.id)}"]`)) {
        this.#sent.delete(entry);
      }
    }
    // What has no text of its own is told in another way when it is refused.
    const shown = [...this.#sent, ...this.#outbox.entries].filter((entry) => entry.filled.length);
    const lists = /** @type {HTMLElement[]} */ (
      Array.from(document.querySelectorAll("[data-outbox]"))
    );
    const listed = new Set(lists.map((list) => list.dataset.outbox));
    for (const list of lists) {
      this.#drawList(
        list,
        shown.filter(({ exercise }) =>
          list.dataset.outbox ? list.dataset.outbox === `${exercise}` : !listed.has(`${exercise}`),
        ),
      );
    }
  }

  /**
   * @param {HTMLElement} list
   * @param {Entry[]} entries
   */
  #drawList(list, entries) {
    const old = new Map(
      Array.from(/** @type {HTMLCollectionOf<HTMLElement>} */ (list.children), (item) => [
        item.dataset.entry,
        item,
      ]),
    );
    const items = entries.flatMap((entry) => {
      const item = old.get(entry.entry);
      const made = item?.dataset.state === entry.state ? item : make(entry);
      return made ? [this.#write(made, entry)] : [];
    });
    for (const item of old.values()) if (!items.includes(item)) item.remove();
    for (const [at, item] of items.entries()) {
      if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
    }
  }

  /**
   * @param {HTMLElement} item
   * @param {Entry} entry
   */
  #write(item, entry) {
    say(item, "[data-outbox-text], [data-refusal-text]", entry.text);
    say(item, "[data-outbox-state]", this.#stateOf(entry, this.#sent.has(entry)));
    say(item, "[data-refusal-message]", entry.message ?? "");
    if (entry.current) say(item, "[data-conflict-current]", currentText(entry));
    hide(item, "[data-refusal-edit]", !formOf(entry));
    hide(item, "[data-refusal-note]", !isLate(entry));
    return item;
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {Entry} entry
   */
  #act({ dataset }, entry) {
    if (this.#leaving.has(entry)) return;
    if ("refusalRetry" in dataset) this.#retry(entry);
    if ("refusalDiscard" in dataset) this.#outbox.forget(entry);
    if ("refusalEdit" in dataset) this.#putBack(entry);
    if ("refusalNote" in dataset) this.#leaveNote(entry);
  }

  /** @param {Entry} entry */
  async #retry(entry) {
    const { current, payload } = entry;
    if (entry.name === "note" && entry.code === "still_open") {
      await this.#become("give", payload, entry);
      return;
    }
    // Who has seen what stands there and still wants to say this goes on from there.
    if (current) entry.payload = { ...payload, base: current.revision };
    await this.#outbox.retry(entry);
  }

  /** @param {Entry} entry one that came too late */
  async #leaveNote(entry) {
    const { exercise, payload, name } = entry;
    // What was given and refused was never taken under its id; a change has that of another text.
    const id = name === "give" ? payload.id : newId();
    await this.#become("note", { id, exercise, body: payload.body }, entry);
  }

  /**
   * What it becomes is kept before it is forgotten: at no moment is the text nowhere.
   * @param {"give" | "note"} name
   * @param {{id: string, [field: string]: unknown}} payload
   * @param {Entry} entry
   */
  async #become(name, payload, entry) {
    this.#leaving.add(entry);
    const { exercise, draft, text, filled } = entry;
    await this.#outbox.add(name, payload, { exercise, draft, text, filled });
    await this.#outbox.forget(entry);
  }

  /** @param {Entry} entry */
  #putBack(entry) {
    const form = formOf(entry);
    if (!form || isHalfWritten(form)) {
      // What somebody is writing there now is not written over.
      form?.querySelector("textarea")?.focus();
      return;
    }
    const around = form.closest("details, dialog");
    if (around instanceof HTMLDetailsElement) around.open = true;
    if (around instanceof HTMLDialogElement && !around.open) around.showModal();
    refill(form, entry);
    const field = form.querySelector("textarea, input:not([type=hidden])");
    if (field instanceof HTMLElement) field.focus();
    this.#outbox.forget(entry);
  }
}

/**
 * @param {Entry} entry
 * @returns {HTMLElement | null} nothing when the page has no template for it
 */
function make({ entry, state, current }) {
  const refused = current ? "conflict" : "refusal";
  const name = state === "refused" ? refused : "outbox-item";
  const template = document.querySelector(`template[data-${name}]`);
  if (!(template instanceof HTMLTemplateElement)) return null;
  const item = template.content.firstElementChild?.cloneNode(true);
  if (!(item instanceof HTMLElement)) return null;
  item.dataset.entry = entry;
  item.dataset.state = state;
  return item;
}

/** @param {Entry} entry */
function isLate({ state, code }) {
  return state === "refused" && code === "closed";
}

/**
 * @param {HTMLElement} item
 * @param {string} place
 * @param {boolean} hidden
 */
function hide(item, place, hidden) {
  const element = item.querySelector(place);
  if (element instanceof HTMLElement) element.hidden = hidden;
}

/**
 * @param {HTMLElement} item
 * @param {string} place
 * @param {string} text
 */
function say(item, place, text) {
  const element = item.querySelector(place);
  if (element && element.textContent !== text) element.textContent = text;
}
