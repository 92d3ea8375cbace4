// Time that runs faster: where in the evening one is, while it plays and while it stands.

/** A stage that stays the same for so long is a pause, in milliseconds of the evening. */
const PAUSE = 90_000;
/** So long before the next change one lands when a pause is left out. */
const LANDS = 5000;
/** So long one sees a page, in real milliseconds, before the pause after it is left out. */
const SEEN = 4000;

export class Playback {
  #at;
  /** When `#at` was, by the steady clock; null while it stands. @type {number | null} */
  #since = null;
  /** Since when the same page has been seen, by the steady clock. */
  #arrived = 0;
  #page = Number.NaN;
  speed = 10;
  skips = true;

  /**
   * @param {{start: number, end: number, next: (at: number) => number}} reel
   * @param {() => number} steady a clock that never steps back, in milliseconds
   */
  constructor(reel, steady = () => performance.now()) {
    this.reel = reel;
    this.steady = steady;
    this.#at = reel.start;
  }

  get playing() {
    return this.#since !== null;
  }

  /** Where in the evening it is now, in milliseconds since the epoch. */
  get at() {
    const { start, end } = this.reel;
    const gone = this.#since === null ? 0 : (this.steady() - this.#since) * this.speed;
    return Math.min(Math.max(this.#at + gone, start), end);
  }

  /** Play, from the start when it was at its end; or stop. */
  toggle() {
    if (this.playing) this.#stand(this.at);
    else {
      this.#stand(this.at >= this.reel.end ? this.reel.start : this.at);
      this.#since = this.steady();
      this.#arrived = this.#since;
    }
  }

  /** @param {number} at where to go on from */
  seek(at) {
    const playing = this.playing;
    this.#stand(Math.min(Math.max(at, this.reel.start), this.reel.end));
    if (playing) this.#since = this.steady();
    this.#arrived = this.steady();
  }

  /** @param {number} speed how many times as fast as it was */
  setSpeed(speed) {
    this.seek(this.at);
    this.speed = speed;
  }

  /**
   * Time has passed: stop at the end, and leave a pause out when its page has been seen.
   * @returns {number} where it is
   */
  go() {
    const at = this.at;
    if (!this.playing) return at;
    if (at >= this.reel.end) {
      this.#stand(at);
      return at;
    }
    const next = this.reel.next(at);
    if (next !== this.#page) {
      this.#page = next;
      this.#arrived = this.steady();
    }
    if (this.skips && next - at > PAUSE && this.steady() - this.#arrived > SEEN) {
      this.seek(next - LANDS);
    }
    return this.at;
  }

  /** @param {number} at */
  #stand(at) {
    this.#at = at;
    this.#since = null;
  }
}
