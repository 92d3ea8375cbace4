// From a form to the body of a message.

import { isChoice } from "./fields.js";

/** @typedef {string | number | boolean} Value */

/**
 * The form's fields by name. `name="steps[]"` makes a list, which is there even when it is empty;
 * `data-as="number"` and `data-as="flag"` make numbers and truth values; what is empty and not
 * required is left out. The button that was pressed is a field too when it has a name.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} pressed
 * @returns {Record<string, Value | Value[]>}
 */
export function bodyOf(form, pressed) {
  /** @type {Record<string, Value | Value[]>} */
  const body = {};
  for (const element of form.elements) {
    const field = /** @type {HTMLInputElement} */ (element);
    if (!field.name || field.disabled || field.value === undefined) continue;
    if (isButton(field) && field !== pressed) continue;
    const taken = !isChoice(field) || field.checked;
    if (isChoice(field) && field.dataset.as === "flag") {
      body[field.name] = field.checked;
    } else if (field.name.endsWith("[]")) {
      const name = field.name.slice(0, -2);
      const list = /** @type {Value[]} */ (body[name] ?? []);
      body[name] = taken && field.value ? [...list, typed(field)] : list;
    } else if (taken && (field.value.trim() || field.required)) {
      body[field.name] = typed(field);
    }
  }
  return body;
}

/** @param {Element} field */
function isButton(field) {
  return field instanceof HTMLButtonElement || field.matches("[type=submit], [type=button]");
}

/**
 * @param {HTMLInputElement} field
 * @returns {Value}
 */
function typed(field) {
  switch (field.dataset.as) {
    case "number":
      return Number(field.value);
    case "flag":
      return field.value === "true";
    default:
      return field.value;
  }
}
