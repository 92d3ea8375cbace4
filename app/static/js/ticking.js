// Writes a moment of the programme wherever a screen shows time.

import { countdown, hoursMinutes, hoursMinutesSeconds, timeLeft } from "./time.js";

/**
 * What the server says of the programme; moments are milliseconds since the epoch, lengths
 * milliseconds, and null is what does not apply.
 * @typedef {object} Programme
 * @property {number} version
 * @property {number} server_now
 * @property {string} status
 * @property {number | null} current
 * @property {number | null} due
 * @property {number | null} remaining_if_paused
 * @property {number | null} allotted with what was added
 * @property {{warn: number, danger: number}} thresholds of what remains
 */

/**
 * The time that is left of the current item, negative when it is over; null when nothing runs.
 * @param {Programme} programme
 * @param {number} now the server's time
 * @returns {number | null}
 */
export function remaining(programme, now) {
  if (programme.remaining_if_paused !== null) return programme.remaining_if_paused;
  // Ten minutes that were given within a second must not be shown as 10:01.
  return programme.due === null ? null : wholeSecond(programme.due) - now;
}

/**
 * @param {number} left
 * @param {{warn: number, danger: number}} thresholds
 * @returns {"ok" | "warn" | "danger" | "over"}
 */
export function clockPhase(left, { warn, danger }) {
  if (left <= 0) return "over";
  if (left <= danger) return "danger";
  return left <= warn ? "warn" : "ok";
}

/**
 * Write the time everywhere on this screen.
 * @param {Programme | null} programme as it stands; null before it is known
 * @param {number} now milliseconds since the epoch, a whole second
 * @param {string} zone the meeting's IANA time zone
 */
export function writeTime(programme, now, zone) {
  const left = programme && remaining(programme, now);
  const { dataset } = document.documentElement;
  if (programme) dataset.status = programme.status;
  if (programme && left !== null) dataset.clock = clockPhase(left, programme.thresholds);
  else delete dataset.clock;
  for (const element of document.querySelectorAll("[data-tick]")) {
    if (!(element instanceof HTMLElement)) continue;
    if (element instanceof HTMLProgressElement) fill(element, programme, left);
    else say(element, text(element, programme, now, left, zone));
  }
}

/**
 * @param {HTMLElement} element
 * @param {Programme | null} programme
 * @param {number} now
 * @param {number | null} left
 * @param {string} zone
 */
function text(element, programme, now, left, zone) {
  switch (element.dataset.tick) {
    case "left":
      // Before the programme is known, what the server wrote in the page stands.
      if (!programme) return null;
      return left === null ? "" : timeLeft(left);
    case "clock":
      return hoursMinutes(now, zone);
    case "seconds":
      return hoursMinutesSeconds(now, zone);
    case "until":
      return countdown(wholeSecond(Number(element.dataset.at)) - now);
    default:
      return null;
  }
}

/**
 * @param {HTMLProgressElement} bar
 * @param {Programme | null} programme
 * @param {number | null} left
 */
function fill(bar, programme, left) {
  const allotted = programme?.allotted;
  if (left === null || !allotted) return;
  bar.max = allotted;
  bar.value = Math.min(Math.max(allotted - left, 0), allotted);
}

/** @param {number} moment milliseconds since the epoch */
export function wholeSecond(moment) {
  return Math.floor(moment / 1000) * 1000;
}

/**
 * @param {HTMLElement} element
 * @param {string | null} text
 */
function say(element, text) {
  if (text !== null && element.textContent !== text) element.textContent = text;
}
