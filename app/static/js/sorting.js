// Lists that are put in order by dragging; the buttons in them do the same without a mouse.

import { askFor } from "./pages.js";
import { morph } from "./regions.js";

/** @param {HTMLElement} list with an id, whose items have `data-item` and a `form[data-move]` */
export function makeSortable(list) {
  /** @type {HTMLElement | null} */
  let dragged = null;
  list.addEventListener("dragstart", (event) => {
    dragged = itemOf(event.target);
    dragged?.setAttribute("data-dragged", "");
    // Firefox drags nothing without data.
    event.dataTransfer?.setData("text/plain", "");
  });
  list.addEventListener("dragend", () => {
    dragged?.removeAttribute("data-dragged");
    dragged = null;
    mark(list, null);
  });
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    mark(list, beforeWhich(list, event.clientY));
  });
  list.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const before = beforeWhich(list, event.clientY);
    const form = dragged.querySelector("form[data-move]");
    if (before === dragged || before === next(dragged) || !(form instanceof HTMLFormElement))
      return;
    const body = new FormData(form);
    body.set("before", before?.dataset.item ?? "");
    post(list, form.action, body);
  });
  list.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    event.preventDefault();
    post(list, form.action, new FormData(form, event.submitter));
  });
}

/**
 * Do what the form would do, but stay on the page: the focus stays on the button that was pressed.
 * @param {HTMLElement} list
 * @param {string} address
 * @param {FormData} body
 */
async function post(list, address, body) {
  const came = await askFor(address, { method: "POST", body }).catch(() => null);
  if (!came) return;
  const fresh = came.page.getElementById(list.id);
  if (fresh) morph(list, fresh.innerHTML);
  else location.assign(came.answer.url);
}

/** @param {HTMLElement} list @returns {HTMLElement[]} */
const itemsOf = (list) => Array.from(list.querySelectorAll("[data-item]"));

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const itemOf = (target) => (target instanceof Element ? target.closest("[data-item]") : null);

/** @param {HTMLElement} item */
const next = (item) => item.nextElementSibling;

/**
 * @param {HTMLElement} list
 * @param {number} y
 * @returns {HTMLElement | null} the item that something dropped at `y` comes before; null for last
 */
function beforeWhich(list, y) {
  const below = itemsOf(list).find((item) => {
    const { top, height } = item.getBoundingClientRect();
    return y < top + height / 2;
  });
  return below ?? null;
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement | null} before
 */
function mark(list, before) {
  for (const item of itemsOf(list)) item.toggleAttribute("data-drop-before", item === before);
}
