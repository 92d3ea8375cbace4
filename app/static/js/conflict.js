// Two texts of one contribution: what somebody else has made of it, and what one wrote oneself.

import { fieldsOf, fill, isChoice, summary } from "./fields.js";
import { formOf } from "./returned.js";

/**
 * What stands there now, in the words of the form that both were written in.
 * @param {import("./store.js").Entry} entry one that was refused with what stands there
 * @returns {string}
 */
export function currentText(entry) {
  const body = entry.current?.body ?? {};
  const form = formOf(entry)?.cloneNode(true);
  // Where the form is gone only what people wrote says something.
  if (!(form instanceof HTMLFormElement)) return `${body.text ?? ""}`;
  for (const field of fieldsOf(form)) if (!isChoice(field)) field.value = "";
  fill(form, filledOf(body));
  return summary(form);
}

/**
 * A body as its form holds it: the other way round from `bodyOf`.
 * @param {Record<string, unknown>} body
 * @returns {import("./fields.js").Filled}
 */
function filledOf(body) {
  return Object.entries(body).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((one) => /** @type {[string, string]} */ ([`${name}[]`, `${one}`]))
      : [/** @type {[string, string]} */ ([name, `${value}`])],
  );
}
