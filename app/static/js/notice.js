// A short message to the person in front of the screen, read aloud when it comes.

/**
 * @param {string} text empty to take the last message away
 * @param {Element | null} near in a dialog the message belongs to the dialog
 */
export function notice(text, near = null) {
  const place =
    near?.closest("dialog")?.querySelector("[data-notice]") ??
    document.querySelector("[data-notice]");
  if (place && place.textContent !== text) place.textContent = text;
}

/**
 * What to tell somebody whose command was not carried out.
 * @param {import("./live.js").Answer} answer
 * @returns {string}
 */
export function reason({ message }) {
  return message || (document.body.dataset.textUnanswered ?? "");
}
