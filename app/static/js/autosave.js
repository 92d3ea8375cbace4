// A form that saves itself while one writes: nothing typed is lost, and nobody's words are overwritten.

import { forget, recall, remember } from "./device.js";
import { fieldsOf, isChoice, isDirty, read } from "./fields.js";
import { askFor, written } from "./pages.js";
import { morph } from "./regions.js";

/** So long nobody types before it is saved, and so long until it is tried again, in milliseconds. */
const PAUSE = 700;
const AGAIN = 5000;

/** @typedef {import("./fields.js").Field} Field */

export class Autosave {
  #form;
  #saved;
  #draft;
  #timer = 0;
  #busy = false;

  /**
   * @param {HTMLFormElement} form with `data-autosave`, what tells it from others on this device;
   * beside each field stands a hidden one, `seen/…`, with the mark of what was in it
   * @param {() => void} saved called after something was saved
   */
  constructor(form, saved) {
    this.#form = form;
    this.#saved = saved;
    this.#draft = `autosave:${form.dataset.autosave}`;
    form.addEventListener("input", () => {
      this.#keep();
      this.#soon(PAUSE);
    });
    form.addEventListener("submit", () => {
      this.#busy = true;
    });
    addEventListener("online", () => this.#soon(0));
    addEventListener("beforeunload", (event) => {
      if (!this.#busy && this.#dirty().length) event.preventDefault();
    });
    this.#restore();
  }

  /** @returns {Field[]} */
  #dirty() {
    return fieldsOf(this.#form).filter(isDirty);
  }

  /** @param {string} name */
  #mark(name) {
    return /** @type {HTMLInputElement | null} */ (
      this.#form.querySelector(`[name="${CSS.escape(markOf(name))}"]`)
    );
  }

  /** @param {number} wait */
  #soon(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), wait);
  }

  async #save() {
    // Who has been shown what somebody else wrote decides by the button.
    if (this.#busy || "held" in this.#form.dataset) return;
    if (!this.#dirty().length) return;
    this.#busy = true;
    this.#say("saving");
    const sent = new Map(fieldsOf(this.#form).map((field) => [field, stateOf(field)]));
    const answer = await send(this.#form);
    this.#busy = false;
    if (!answer) {
      this.#say("failed");
      this.#soon(AGAIN);
    } else if (!answer.form) {
      this.#say("out");
    } else if (answer.ok) {
      this.#taken(answer.form, sent);
    } else {
      this.#refused(answer.status, answer.form);
    }
  }

  /**
   * @param {HTMLFormElement} fresh the form as the server has it now
   * @param {Map<Field, string | boolean>} sent
   */
  #taken(fresh, sent) {
    for (const [field, state] of sent) {
      const other = /** @type {Field | null} */ (
        fresh.querySelector(`[name="${CSS.escape(field.name)}"]`)
      );
      if (other && !isDirty(field) && field !== document.activeElement) adopt(field, other);
      else settle(field, state);
      const [mark, now] = [this.#mark(field.name), fresh.querySelector(markSelector(field.name))];
      if (mark && now instanceof HTMLInputElement) mark.value = now.value;
    }
    this.#keep();
    this.#saved();
    if (this.#dirty().length) this.#soon(PAUSE);
    else this.#say("saved");
  }

  /**
   * @param {number} status
   * @param {HTMLFormElement} form what was wrong, in words
   */
  #refused(status, form) {
    const held = status === 409;
    if (held) this.#form.dataset.held = "";
    const unsaved = new Map(this.#dirty().map((field) => [field.name, savedOf(field)]));
    morph(this.#form, form.innerHTML);
    // The answer has what was typed, and that is still not saved.
    for (const field of fieldsOf(this.#form)) {
      const before = unsaved.get(field.name);
      if (before !== undefined) settle(field, before);
    }
    this.#keep();
    this.#say(held ? "held" : "refused");
  }

  /** Put what was typed where it survives that the page goes away. */
  #keep() {
    const names = new Set(this.#dirty().map((field) => field.name));
    if (!names.size) {
      forget(this.#draft);
      return;
    }
    const marks = new Map(Array.from(names, (name) => [name, this.#mark(name)?.value ?? ""]));
    // As long as nobody has decided which text is to stand, the next page has to ask again.
    if ("held" in this.#form.dataset)
      for (const [name, seen] of this.#kept().marks) marks.set(name, seen);
    const filled = read(this.#form).filter(([name]) => names.has(name));
    remember(this.#draft, JSON.stringify({ filled, marks: [...marks] }));
  }

  /** @returns {{filled: [string, string][], marks: [string, string][]}} */
  #kept() {
    return JSON.parse(recall(this.#draft) ?? '{"filled": [], "marks": []}');
  }

  #restore() {
    if ("held" in this.#form.dataset) {
      this.#say("held");
      return;
    }
    const { filled, marks } = this.#kept();
    const texts = new Map(filled);
    for (const [name, seen] of marks) {
      const field = fieldsOf(this.#form).find((one) => one.name === name);
      if (!field || isAsKept(field, texts.get(name))) continue;
      if (isChoice(field)) field.checked = texts.has(name);
      else field.value = texts.get(name) ?? "";
      // It was written on what stood there then; what has become of that since is found out.
      const mark = this.#mark(name);
      if (mark) mark.value = seen;
      const around = field.closest("details");
      if (around) around.open = true;
    }
    this.#keep();
    this.#soon(0);
  }

  /** @param {"saving" | "saved" | "failed" | "refused" | "held" | "out"} state */
  #say(state) {
    const place = this.#form.querySelector("[data-save-state]");
    if (!(place instanceof HTMLElement)) return;
    const texts = this.#form.dataset;
    place.dataset.saveState = state;
    place.textContent =
      {
        saving: texts.textSaving,
        saved: texts.textSaved,
        failed: texts.textFailed,
        refused: texts.textRefused,
        held: texts.textHeld,
        out: texts.textOut,
      }[state] ?? "";
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<{ok: boolean, status: number, form: HTMLFormElement | null} | null>} null when
 * the server could not answer now; without the form when one has to come in anew
 */
async function send(form) {
  try {
    const body = written(new FormData(form));
    const { answer, page } = await askFor(form.action, { method: "POST", body });
    const fresh = page.getElementById(form.id);
    const drawn = fresh instanceof HTMLFormElement ? fresh : null;
    if (!drawn && answer.status !== 400 && answer.status !== 403) return null;
    return { ok: answer.ok, status: answer.status, form: drawn };
  } catch {
    return null;
  }
}

/** @param {string} name a switch takes along what its mark knows as left out */
const markOf = (name) => `seen/${name.replace(/^with\//, "left_out/")}`;

/** @param {string} name */
const markSelector = (name) => `[name="${CSS.escape(markOf(name))}"]`;

/** @param {Field} field */
const stateOf = (field) => (isChoice(field) ? field.checked : field.value);

/** @param {Field} field what was saved of it last */
const savedOf = (field) =>
  isChoice(field) ? field.defaultChecked : /** @type {HTMLTextAreaElement} */ (field).defaultValue;

/**
 * Whether the server has what was kept; it takes away what is empty at both ends.
 * @param {Field} field
 * @param {string | undefined} text
 */
function isAsKept(field, text = "") {
  return isChoice(field) ? field.checked === (text !== "") : field.value.trim() === text.trim();
}

/**
 * The field has been saved in this state, and may have been changed again since.
 * @param {Field} field
 * @param {string | boolean} state
 */
function settle(field, state) {
  if (isChoice(field)) field.defaultChecked = state === true;
  else if (!(field instanceof HTMLSelectElement)) {
    const { value } = field;
    field.defaultValue = `${state}`;
    if (field.value !== value) field.value = value;
  }
}

/**
 * Show what somebody else has written in a field that nobody writes in here.
 * @param {Field} field
 * @param {Field} fresh
 */
function adopt(field, fresh) {
  if (isChoice(field) && isChoice(fresh)) {
    field.checked = field.defaultChecked = fresh.checked;
  } else if (!(field instanceof HTMLSelectElement) && field.value !== fresh.value) {
    field.value = fresh.value;
    field.defaultValue = fresh.value;
  }
}
