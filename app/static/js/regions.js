// The parts of a screen that change live: newer HTML is morphed in around what somebody is doing.

import { Idiomorph } from "idiomorph";
import { isDirty, isHalfWritten } from "./fields.js";

/**
 * @typedef {object} Region
 * @property {string} name
 * @property {number} version
 * @property {string} html what goes inside the region's element
 */

/** @returns {NodeListOf<HTMLElement>} */
const elements = () => document.querySelectorAll("[data-region]");

/** The versions that this screen has, by name. */
export function versions() {
  return Object.fromEntries(
    Array.from(elements(), ({ dataset }) => [dataset.region ?? "", Number(dataset.version)]),
  );
}

/**
 * Show a region, unless this screen has a newer one. An equal version is shown: who is here changes
 * without a change in the database.
 * @param {Region} region
 * @returns {boolean} whether the region is on this screen and was shown
 */
export function show({ name, version, html }) {
  const element = Array.from(elements()).find(({ dataset }) => dataset.region === name);
  if (!element || version < Number(element.dataset.version)) return false;
  element.dataset.version = `${version}`;
  morph(element, html);
  return true;
}

/**
 * Make the inside of `element` what `html` says; what people have typed, opened and focused stays.
 * @param {HTMLElement} element
 * @param {string} html
 */
export function morph(element, html) {
  const incoming = document.createElement("template");
  incoming.innerHTML = html;
  identify(element);
  identify(incoming.content);
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  Idiomorph.morph(element, Array.from(incoming.content.childNodes), {
    morphStyle: "innerHTML",
    callbacks: { beforeNodeMorphed, beforeNodeRemoved, beforeAttributeUpdated },
  });
  // Without this, somebody who uses the keyboard would start at the top of the page again.
  if (focused && !focused.isConnected && document.activeElement === document.body) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }
}

/**
 * Two things of the same sort in the same place are one to idiomorph, unless their ids differ; so
 * the form of one exercise would go on, half-written text and all, as the form of the next.
 * @param {ParentNode} root
 */
function identify(root) {
  for (const list of root.querySelectorAll("[data-outbox]:not([id])")) {
    list.id = `outbox-${list.getAttribute("data-outbox")}`;
  }
  for (const form of root.querySelectorAll("form")) {
    const { exercise, draft = "give" } = form.dataset;
    // A field called "id" would hide the form's own, hence the attributes.
    if (exercise && !form.hasAttribute("id")) form.setAttribute("id", `form-${exercise}-${draft}`);
    const id = form.getAttribute("id");
    if (!id) continue;
    for (const field of form.querySelectorAll(":is(input, select, textarea):not([id])")) {
      const choice = field.matches("[type=radio], [type=checkbox]");
      const value = choice ? `-${field.getAttribute("value")}` : "";
      const own = `${id}-${field.getAttribute("name")}${value}`;
      if (!form.querySelector(`[id="${CSS.escape(own)}"]`)) field.id = own;
    }
  }
}

/**
 * @param {Node} node
 * @returns {boolean} false where the inside belongs to a script
 */
function beforeNodeMorphed(node) {
  return !(node instanceof HTMLElement && ("outbox" in node.dataset || "dotsUsed" in node.dataset));
}

/**
 * @param {Node} node
 * @returns {boolean} false for what a script has put there
 */
function beforeNodeRemoved(node) {
  return !(node instanceof HTMLElement && "local" in node.dataset);
}

/**
 * @param {string} name
 * @param {Element} element
 * @returns {boolean} false where the attribute is the person's or a script's, not the server's
 */
function beforeAttributeUpdated(name, element) {
  switch (name) {
    case "open":
      return false;
    case "value":
    case "checked":
    case "selected":
      return !isDirty(element);
    case "data-base":
      // Who writes has seen the text as it was: what it has become since must be a conflict.
      return !(element instanceof HTMLFormElement && isHalfWritten(element));
    case "aria-pressed":
    case "data-payload":
      return !element.hasAttribute("data-dot");
    case "data-sending":
    case "aria-disabled":
      return !element.hasAttribute("data-sending");
    default:
      return true;
  }
}
