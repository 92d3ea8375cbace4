// How long to wait before something that failed is tried again: twice as long each time.

const FIRST = 2000;
const LONGEST = 30_000;

export class Backoff {
  /** @type {Map<string, {wait: number, until: number}>} */
  #failed = new Map();

  /**
   * It failed.
   * @param {string} name
   * @returns {number} when it is its turn again, in milliseconds from now
   */
  fail(name) {
    const wait = Math.min(LONGEST, 2 * (this.#failed.get(name)?.wait ?? FIRST / 2));
    this.#failed.set(name, { wait, until: performance.now() + wait });
    return wait;
  }

  /**
   * @param {string} name
   * @returns {number} the milliseconds until its turn; 0 when it may be tried
   */
  left(name) {
    return Math.max(0, (this.#failed.get(name)?.until ?? 0) - performance.now());
  }

  /**
   * It went well: the next time that it fails, it waits as for the first time.
   * @param {string} name
   */
  succeed(name) {
    this.#failed.delete(name);
  }

  /** Forget what failed: everything may be tried at once. */
  clear() {
    this.#failed.clear();
  }
}
