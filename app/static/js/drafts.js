// Half-written forms survive that the page goes away, each in its own meeting, exercise and form.

import { forget, recall, remember, remembered } from "./device.js";
import { isHalfWritten, putBack, takeDown } from "./fields.js";

const START = "draft:";
const KEPT_FOR = 7 * 24 * 3600 * 1000;

export class Drafts {
  #meeting;
  /** @type {WeakSet<HTMLFormElement>} */
  #restored = new WeakSet();

  /** @param {string} meeting what tells this meeting and seat from others on the same device */
  constructor(meeting) {
    this.#meeting = meeting;
    for (const name of remembered(START)) {
      if (!(Date.now() - JSON.parse(recall(name) ?? "{}").at < KEPT_FOR)) forget(name);
    }
    document.addEventListener("input", ({ target }) => {
      const form = target instanceof Element ? target.closest("form") : null;
      if (form?.dataset.exercise) this.#save(form);
    });
  }

  /** Fill in the forms that have come since last time and were left half-written. */
  restore() {
    for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (
      document.querySelectorAll("form[data-exercise]")
    )) {
      if (this.#restored.has(form)) continue;
      this.#restored.add(form);
      const draft = recall(this.#name(form));
      if (draft && !isHalfWritten(form)) putBack(form, JSON.parse(draft));
    }
  }

  /** @param {HTMLFormElement} form one that was sent or given up */
  drop(form) {
    forget(this.#name(form));
  }

  /** @param {HTMLFormElement} form */
  #save(form) {
    if (!isHalfWritten(form)) this.drop(form);
    else remember(this.#name(form), JSON.stringify({ at: Date.now(), ...takeDown(form) }));
  }

  /** @param {HTMLFormElement} form */
  #name({ dataset: { exercise, draft = "give" } }) {
    return `${START}${this.#meeting}:${exercise}:${draft}`;
  }
}
