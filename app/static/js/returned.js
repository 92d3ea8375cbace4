// An input that was refused at once goes back into its form, with the reason beside the button.

import { isHalfWritten, putBack } from "./fields.js";

/**
 * @param {import("./store.js").Entry} entry
 * @returns {HTMLFormElement | undefined} the form that it was written in
 */
export function formOf({ exercise, draft }) {
  return Array.from(document.forms).find(
    ({ dataset }) =>
      draft && dataset.exercise === `${exercise}` && (dataset.draft ?? "give") === draft,
  );
}

/**
 * Put the text of an entry back into the form that it was written in. A writer who was shown what
 * somebody else has made of it goes on from there.
 * @param {HTMLFormElement} form
 * @param {import("./store.js").Entry} entry
 */
export function refill(form, { filled, payload, current }) {
  const base = /** @type {number | undefined} */ (current?.revision ?? payload.base);
  putBack(form, { filled, base });
}

/**
 * @param {import("./store.js").Entry} entry
 * @param {HTMLElement} reason what to show of it
 * @returns {boolean} false when the form is not there, or somebody is writing in it again
 */
export function giveBack(entry, reason) {
  const form = formOf(entry);
  if (!form || isHalfWritten(form) || form.getClientRects().length === 0) return false;
  refill(form, entry);
  takeAway(form);
  const list = document.createElement("ul");
  list.className = document.querySelector("[data-outbox]")?.className ?? "";
  list.setAttribute("role", "list");
  // The id keeps it from being taken for one of the server's lists.
  list.id = `returned-${entry.entry}`;
  list.dataset.local = "";
  list.append(reason);
  const button = form.querySelector("button:not([type=button])");
  if (button) button.before(list);
  else form.append(list);
  list.scrollIntoView({ block: "nearest" });
  return true;
}

/** The reason has been read when somebody writes on or sends again. */
export function listenForWritingOn() {
  for (const name of ["input", "submit"]) {
    document.addEventListener(name, ({ target, isTrusted }) => {
      const form = target instanceof Element ? target.closest("form") : null;
      if (form && isTrusted) takeAway(form);
    });
  }
}

/** @param {HTMLFormElement} form */
function takeAway(form) {
  for (const reason of form.querySelectorAll("[data-local]")) reason.remove();
}
