// Keys that press buttons: `data-key-shortcut` on a button names them, for keyboard and clicker alike.
// Those that write a character can be turned off on this device by a `data-character-keys` box.

import { forget, recall, remember } from "./device.js";

const OFF = "character-keys-off";
const WRITING = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select";
const PRESSED = "button, a, summary, input";

/** Listen for the keys of the buttons that are on the page when a key is pressed. */
export function listenForShortcuts() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key.length === 1 && recall(OFF)) return;
    if (event.target instanceof Element && takes(event.target, event.key)) return;
    const button = buttonOf(event.key);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}

/** Let the boxes that turn the keys of one character on and off do so. */
export function listenForKeyBoxes() {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll("[data-character-keys]")
  );
  for (const box of boxes) {
    box.checked = !recall(OFF);
    box.addEventListener("change", () => {
      if (box.checked) forget(OFF);
      else remember(OFF, "1");
    });
  }
}

/**
 * A clicker has a key that starts the slide show, and it is the one that reloads pages.
 */
export function swallowReload() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "F5" && !event.ctrlKey) event.preventDefault();
  });
}

/**
 * @param {Element} element the one that has the focus
 * @param {string} key
 * @returns {boolean} whether the key means something there already
 */
function takes(element, key) {
  if (element.matches("input") && /^Page(Up|Down)$/.test(key)) return false;
  return element.matches(WRITING) || (/^(Enter| )$/.test(key) && element.matches(PRESSED));
}

/**
 * @param {string} key
 * @returns {HTMLElement | undefined} what is seen, and inside the dialog when one is open
 */
function buttonOf(key) {
  const pressed = sameKey(key === " " ? "Space" : key);
  const dialogs = document.querySelectorAll("dialog:modal");
  const root = dialogs[dialogs.length - 1] ?? document;
  return Array.from(
    /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-key-shortcut]")),
  ).find(
    (element) =>
      element.dataset.keyShortcut?.split(" ").map(sameKey).includes(pressed) &&
      element.getClientRects().length > 0 &&
      !element.matches(":disabled"),
  );
}

/**
 * A letter is the same key with and without shift.
 * @param {string} key
 */
function sameKey(key) {
  return key.length === 1 ? key.toLowerCase() : key;
}
