// The organiser's page of the shared edition: one text after the other, without a new page for each.

import { clear } from "./fields.js";
import { notice } from "./notice.js";
import { askFor, written } from "./pages.js";
import { morph } from "./regions.js";

/** What the keys of somebody who stands in a text press. */
const KEYS = new Map([
  ["1", "button[value=keep]"],
  ["2", "summary"],
  ["3", "button[value=leave_out]"],
]);

/** @param {HTMLElement} root with `data-review`: what is drawn anew after every act */
export function reviewIn(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    event.preventDefault();
    send(root, form, /** @type {HTMLButtonElement | null} */ (event.submitter));
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element))
      return;
    const text = event.target.closest(".review");
    // A key that is held down decides one text, and none of those that come next.
    if (!text || event.repeat) return;
    if (event.target.matches("textarea")) {
      if (event.key === "Escape") fold(text);
      return;
    }
    const pressed = KEYS.get(event.key);
    const button = pressed ? text.querySelector(pressed) : null;
    if (!(button instanceof HTMLElement)) return;
    event.preventDefault();
    button.click();
  });
  // Toggling does not bubble.
  root.addEventListener(
    "toggle",
    ({ target }) => {
      if (target instanceof HTMLDetailsElement && target.open) {
        target.querySelector("textarea")?.focus();
      }
    },
    true,
  );
}

/** @param {Element} text whose writing is given up */
function fold(text) {
  const details = text.querySelector("details[open]");
  if (!(details instanceof HTMLDetailsElement)) return;
  details.open = false;
  details.querySelector("summary")?.focus();
}

/**
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button
 */
async function send(root, form, button) {
  if ("waiting" in root.dataset) return;
  root.dataset.waiting = "";
  const body = written(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  try {
    // A button without an address of its own would say that of the page.
    const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const { answer, page } = await askFor(address, { method: "POST", body });
    const fresh = page.querySelector("[data-review]");
    if (!fresh) {
      location.reload();
      return;
    }
    const following = body.get("next");
    if (answer.ok) {
      // What was written is taken, so what the server has may be shown in its place.
      clear(form);
      for (const details of form.querySelectorAll("details")) details.open = false;
      history.replaceState(null, "", answer.url);
    }
    notice(problemOn(page));
    morph(root, fresh.innerHTML);
    if (answer.ok) goOn(root, following);
  } catch {
    notice(document.body.dataset.textUnanswered ?? "");
  } finally {
    delete root.dataset.waiting;
  }
}

/** @param {Document} page @returns {string} what it says went wrong, outside of the list */
function problemOn(page) {
  const said = page.querySelector("main > .done[data-category=problem]");
  return said?.textContent?.trim() ?? "";
}

/**
 * Stand in the text that comes next, ready to keep it.
 * @param {HTMLElement} root
 * @param {string | null} following
 */
function goOn(root, following) {
  const text =
    (following && document.getElementById(`text-${following}`)) || root.querySelector(".review");
  text?.querySelector("button")?.focus();
  text?.scrollIntoView({ block: "nearest" });
}
