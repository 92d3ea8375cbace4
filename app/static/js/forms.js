// The forms of exercises: what is written in them goes to the outbox, and the table sees that one writes.

import { bodyOf } from "./body.js";
import { clear, isHalfWritten, read, summary } from "./fields.js";
import { newId } from "./ids.js";
import { release } from "./kept.js";

/** A second press so soon is the same press, in milliseconds. */
const ONE_PRESS = 600;
const WRITING_EVERY = 5000;

export class Forms {
  #outbox;
  #drafts;
  #live;
  /** @type {WeakMap<HTMLFormElement, number>} */
  #pressed = new WeakMap();
  #told = Number.NEGATIVE_INFINITY;

  /**
   * @param {import("./outbox.js").Outbox} outbox
   * @param {import("./drafts.js").Drafts} drafts
   * @param {import("./live.js").Live} live
   */
  constructor(outbox, drafts, live) {
    this.#outbox = outbox;
    this.#drafts = drafts;
    this.#live = live;
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !form.dataset.exercise) return;
      event.preventDefault();
      this.#submit(form, event.submitter);
    });
    document.addEventListener("input", ({ target, isTrusted }) => {
      const form = target instanceof Element ? target.closest("form") : null;
      if (isTrusted && form?.dataset.exercise) this.#tell(Number(form.dataset.exercise));
    });
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} pressed
   */
  async #submit(form, pressed) {
    const now = performance.now();
    const soon = now - (this.#pressed.get(form) ?? Number.NEGATIVE_INFINITY) < ONE_PRESS;
    if (soon && !isHalfWritten(form)) return;
    this.#pressed.set(form, now);
    const { revise, base, phase, draft = "give" } = form.dataset;
    const exercise = Number(form.dataset.exercise);
    const body = bodyOf(form, pressed);
    const about = { exercise, draft, text: summary(form), filled: read(form) };
    const kept = revise
      ? this.#outbox.add("revise", { id: revise, body, base: Number(base) }, about)
      : this.#outbox.add("give", { id: newId(), exercise, body, ...(phase && { phase }) }, about);
    clear(form);
    release(form);
    if (revise) close(form);
    await kept;
    // Only now is it safe to forget the draft: until here the device had the text nowhere else.
    if (!isHalfWritten(form)) this.#drafts.drop(form);
  }

  /** @param {number} exercise */
  #tell(exercise) {
    const now = performance.now();
    if (now - this.#told < WRITING_EVERY) return;
    this.#told = now;
    this.#live.send("writing", { exercise });
  }
}

/** @param {HTMLFormElement} form a form for correcting, inside a fold or a dialog */
function close(form) {
  const around = form.closest("details, dialog");
  if (around instanceof HTMLDialogElement) around.close();
  else if (around instanceof HTMLDetailsElement) around.open = false;
}
