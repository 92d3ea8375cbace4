// The programme's clock on a screen: told on change, ticked here, without traffic.

import { Skew } from "./skew.js";
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

/** A tick comes this long after the full second, because timers may be a little early. */
const AFTER_SECOND = 15;
/** A jump of the machine's own clock by more than this means that it slept or was set. */
const JUMP = 2000;

export class Clock {
  #skew = new Skew();
  /** @type {Programme | null} */
  #programme = null;
  #zone;
  #doubtful;
  #timer = 0;
  #away = Date.now() - performance.now();

  /**
   * @param {string} zone the meeting's IANA time zone
   * @param {() => void} doubtful called when the time should be asked for again
   */
  constructor(zone, doubtful) {
    this.#zone = zone;
    this.#doubtful = doubtful;
    document.addEventListener("visibilitychange", () => this.draw());
  }

  /** Which version of the programme this is; -1 when none has come. */
  get version() {
    return this.#programme?.version ?? -1;
  }

  /**
   * @param {Programme} programme as the server sends it by itself
   */
  update(programme) {
    this.#skew.add(programme.server_now, Number.NEGATIVE_INFINITY, performance.now());
    if (programme.version < this.version) return;
    this.#programme = programme;
    this.draw();
  }

  /**
   * @param {number} serverNow from an answer
   * @param {number} asked by `performance.now()`
   * @param {number} answered by `performance.now()`
   */
  answer(serverNow, asked, answered) {
    const first = !this.#skew.known;
    this.#skew.add(serverNow, asked, answered);
    if (first) this.draw();
  }

  /** Write the time everywhere and come back at the next full second, unless nobody looks. */
  draw() {
    clearTimeout(this.#timer);
    if (document.hidden || !this.#skew.known) return;
    this.#noticeJump();
    const exact = this.#skew.serverTime(performance.now());
    // In whole seconds, so that a countdown shows each second once whatever part it is due at.
    this.#write(wholeSecond(exact));
    this.#timer = setTimeout(() => this.draw(), 1000 - (exact % 1000) + AFTER_SECOND);
  }

  #noticeJump() {
    const away = Date.now() - performance.now();
    if (Math.abs(away - this.#away) > JUMP) this.#doubtful();
    this.#away = away;
  }

  /** @param {number} now */
  #write(now) {
    const programme = this.#programme;
    const left = programme && remaining(programme, now);
    const { dataset } = document.documentElement;
    if (programme) dataset.status = programme.status;
    if (programme && left !== null) dataset.clock = clockPhase(left, programme.thresholds);
    else delete dataset.clock;
    for (const element of document.querySelectorAll("[data-tick]")) {
      if (!(element instanceof HTMLElement)) continue;
      if (element instanceof HTMLProgressElement) this.#fill(element, left);
      else say(element, this.#text(element, now, left));
    }
  }

  /**
   * @param {HTMLElement} element
   * @param {number} now
   * @param {number | null} left
   */
  #text(element, now, left) {
    switch (element.dataset.tick) {
      case "left":
        // Before the programme is known, what the server wrote in the page stands.
        if (!this.#programme) return null;
        return left === null ? "" : timeLeft(left);
      case "clock":
        return hoursMinutes(now, this.#zone);
      case "seconds":
        return hoursMinutesSeconds(now, this.#zone);
      case "until":
        return countdown(wholeSecond(Number(element.dataset.at)) - now);
      default:
        return null;
    }
  }

  /**
   * @param {HTMLProgressElement} bar
   * @param {number | null} left
   */
  #fill(bar, left) {
    const allotted = this.#programme?.allotted;
    if (left === null || !allotted) return;
    bar.max = allotted;
    bar.value = Math.min(Math.max(allotted - left, 0), allotted);
  }
}

/** @param {number} moment */
function wholeSecond(moment) {
  return Math.floor(moment / 1000) * 1000;
}

/**
 * @param {HTMLElement} element
 * @param {string | null} text
 */
function say(element, text) {
  if (text !== null && element.textContent !== text) element.textContent = text;
}
