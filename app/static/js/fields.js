// The fields of a form: what is in them, what somebody has changed, and putting it back.

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */
/** What people put in a form: pairs of a field's name and its value. @typedef {[string, string][]} Filled */

const NOT_FILLED_IN = new Set(["hidden", "submit", "button", "reset", "image", "file"]);

/** The lists that somebody has chosen in; a list does not say itself whether it has changed. */
const chosen = new WeakSet();
document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLSelectElement) chosen.add(target);
});

/**
 * @param {HTMLFormElement} form
 * @returns {Field[]} those that people fill in
 */
export function fieldsOf(form) {
  return /** @type {Field[]} */ (
    Array.from(form.elements).filter((field) => isField(field) && !NOT_FILLED_IN.has(field.type))
  );
}

/**
 * @param {Element} element
 * @returns {element is Field}
 */
function isField(element) {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

/**
 * @param {Element} field
 * @returns {field is HTMLInputElement}
 */
export function isChoice(field) {
  return field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type);
}

/**
 * Whether somebody has put something into the field that the server does not know of. A switch that
 * is a command is never so: it shows what the server says.
 * @param {Element} element
 * @returns {boolean}
 */
export function isDirty(element) {
  if (element instanceof HTMLOptionElement) return chosen.has(element.closest("select") ?? element);
  if (!isField(element) || NOT_FILLED_IN.has(element.type) || element.dataset.send) return false;
  if (element instanceof HTMLSelectElement) return chosen.has(element);
  if (isChoice(element)) return element.checked !== element.defaultChecked;
  return element.value !== element.defaultValue;
}

/**
 * A choice that stays for the next contribution is no writing of its own.
 * @param {HTMLFormElement} form
 * @returns {boolean}
 */
export function isHalfWritten(form) {
  return fieldsOf(form).some((field) => isDirty(field) && !stays(field));
}

/**
 * Whether the choice holds for what is given next, too: `data-stays`.
 * @param {Field} field
 * @returns {boolean}
 */
function stays(field) {
  return isChoice(field) && "stays" in field.dataset;
}

/**
 * Empty the form as it was when it came, but for the choices that stay.
 * @param {HTMLFormElement} form
 */
export function clear(form) {
  const staying = fieldsOf(form).filter(
    (field) => isChoice(field) && field.checked && stays(field),
  );
  form.reset();
  for (const choice of staying) /** @type {HTMLInputElement} */ (choice).checked = true;
  for (const field of fieldsOf(form)) chosen.delete(field);
}

/**
 * @param {HTMLFormElement} form
 * @returns {Filled}
 */
export function read(form) {
  return fieldsOf(form)
    .filter((field) => !isChoice(field) || field.checked)
    .map((field) => [field.name, field.value]);
}

/**
 * Put back what was read from this form or from another one of its sort.
 * @param {HTMLFormElement} form
 * @param {Filled} filled
 */
export function fill(form, filled) {
  const rest = [...filled];
  for (const field of fieldsOf(form)) {
    const at = rest.findIndex(
      ([name, value]) => name === field.name && (!isChoice(field) || value === field.value),
    );
    if (isChoice(field)) field.checked = at >= 0;
    else if (at >= 0) field.value = rest[at][1];
    if (field instanceof HTMLSelectElement) chosen.add(field);
    if (at >= 0) rest.splice(at, 1);
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * What was filled in, and on which revision of a text it was written.
 * @typedef {{filled: Filled, base?: string | number}} Written
 */

/**
 * @param {HTMLFormElement} form
 * @returns {Written}
 */
export function takeDown(form) {
  const { base } = form.dataset;
  return { filled: read(form), ...(base !== undefined && { base }) };
}

/**
 * Put back what was written in this form. It goes on from the text that its writer saw, so that
 * what others have made of that since is found out when it is sent.
 * @param {HTMLFormElement} form
 * @param {Written} written
 */
export function putBack(form, { filled, base }) {
  fill(form, filled);
  if (base !== undefined) form.dataset.base = `${base}`;
}

/**
 * What was filled in, as one line to recognise it by.
 * @param {HTMLFormElement} form
 * @returns {string}
 */
export function summary(form) {
  return fieldsOf(form)
    .map((field) => said(field).trim().replace(/\s+/g, " "))
    .filter(Boolean)
    .join(" · ");
}

/**
 * @param {HTMLInputElement} choice
 * @returns {string} its label, or what stands out in a label that explains, too
 */
function nameOf(choice) {
  // Outside the page a label that stands around its field is not counted among the field's own.
  const label = choice.labels?.[0] ?? choice.closest("label");
  return (label?.querySelector("strong") ?? label)?.textContent ?? "";
}

/**
 * @param {Field} field
 * @returns {string}
 */
function said(field) {
  if (isChoice(field)) return field.checked && field.value ? nameOf(field) : "";
  if (!(field instanceof HTMLSelectElement)) return field.value;
  return field.value ? (field.selectedOptions[0]?.textContent ?? "") : "";
}
