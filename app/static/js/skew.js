// How far the server's clock is from this machine's steady clock: an interval that answers narrow.

/** Steady clocks of two machines part by less than this many milliseconds a millisecond. */
const DRIFT = 1e-4;

export class Skew {
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;
  #at = 0;

  /**
   * Take in one answer. The server looked at its clock between the question and the answer, so the
   * quickest answer says most. An answer that contradicts the earlier ones means that the server's
   * clock was set or that this machine slept: what was known before is worth nothing then.
   * @param {number} serverNow the server's time, whole milliseconds since the epoch
   * @param {number} asked when it was asked by the steady clock, in milliseconds;
   *   -Infinity for a message that nobody asked for
   * @param {number} answered when the answer came, by the same clock
   */
  add(serverNow, asked, answered) {
    const low = serverNow - answered;
    const high = serverNow + 1 - asked;
    const drift = Math.max(0, answered - this.#at) * DRIFT;
    const narrowLow = Math.max(low, this.#low - drift);
    const narrowHigh = Math.min(high, this.#high + drift);
    [this.#low, this.#high] = narrowLow <= narrowHigh ? [narrowLow, narrowHigh] : [low, high];
    this.#at = answered;
  }

  /** Whether anything is known yet. */
  get known() {
    return this.#low > Number.NEGATIVE_INFINITY;
  }

  /** How wrong `serverTime` may be, in milliseconds. */
  get uncertainty() {
    return (this.#high - this.#low) / 2;
  }

  /**
   * The server's time in milliseconds since the epoch.
   * @param {number} steady this machine's steady clock, `performance.now()`
   * @returns {number}
   */
  serverTime(steady) {
    const offset = this.#high < Number.POSITIVE_INFINITY ? (this.#low + this.#high) / 2 : this.#low;
    return steady + offset;
  }
}
