// The programme's clock on a screen: told on change, ticked here, without traffic.

import { Skew } from "./skew.js";
import { wholeSecond, writeTime } from "./ticking.js";

/** @typedef {import("./ticking.js").Programme} Programme */

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
    writeTime(this.#programme, wholeSecond(exact), this.#zone);
    this.#timer = setTimeout(() => this.draw(), 1000 - (exact % 1000) + AFTER_SECOND);
  }

  #noticeJump() {
    const away = Date.now() - performance.now();
    if (Math.abs(away - this.#away) > JUMP) this.#doubtful();
    this.#away = away;
  }
}
