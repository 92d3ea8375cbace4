// A form that goes away while somebody writes in it stays on the screen until it is sent or given up.

import { isHalfWritten, putBack, takeDown } from "./fields.js";

/** @returns {HTMLFormElement[]} */
const keptForms = () => Array.from(document.querySelectorAll("form[data-kept-form]"));

/**
 * Run `change` on `region` and keep the half-written forms that it takes away.
 * @param {HTMLElement} region
 * @param {() => void} change
 */
export function keepForms(region, change) {
  const half = Array.from(
    /** @type {NodeListOf<HTMLFormElement>} */ (region.querySelectorAll("form[data-exercise]")),
  ).filter(isHalfWritten);
  const focused = document.activeElement;
  const { selectionStart = null, selectionEnd = null } =
    focused instanceof HTMLTextAreaElement ? focused : {};
  change();
  giveBack();
  for (const form of half) {
    if (form.isConnected) continue;
    form.dataset.keptForm = "";
    const place = document.querySelector("[data-kept-forms]");
    if (place) place.append(form);
    else region.before(form);
    tidy();
    if (!(focused instanceof HTMLElement && form.contains(focused))) continue;
    focused.focus();
    if (focused instanceof HTMLTextAreaElement) {
      focused.setSelectionRange(selectionStart, selectionEnd);
    }
  }
  tidy();
}

/** @param {HTMLFormElement} form one that was sent or given up */
export function release(form) {
  if (form.dataset.keptForm === undefined) return;
  form.remove();
  tidy();
}

/**
 * `[data-kept-discard]` gives up what was kept.
 * @param {(form: HTMLFormElement) => void} givenUp
 */
export function listenForGivingUp(givenUp) {
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element && target.closest("[data-kept-discard]"))) return;
    for (const form of keptForms()) {
      givenUp(form);
      release(form);
    }
  });
}

/** What was kept goes back into its form when that form is open again. */
function giveBack() {
  for (const kept of keptForms()) {
    const again = Array.from(document.querySelectorAll("form")).find(
      (form) => form !== kept && form.getAttribute("id") === kept.getAttribute("id"),
    );
    if (!again) continue;
    putBack(again, takeDown(kept));
    kept.remove();
  }
}

function tidy() {
  const section = document.querySelector("[data-kept]");
  if (section instanceof HTMLElement) section.hidden = keptForms().length === 0;
}
