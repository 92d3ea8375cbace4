// What was drawn of an evening, and when: for any moment, what the stage showed then.

/**
 * @typedef {object} Frame what looked another way from a moment on
 * @property {number} at milliseconds since the epoch
 * @property {Record<string, string>} [regions] HTML by the region's name
 * @property {import("./ticking.js").Programme} [clock]
 */
/**
 * @typedef {object} Mark a phase of an exercise that was opened
 * @property {number} at
 * @property {string} title
 * @property {string} phase
 */
/**
 * @typedef {object} Chapter an item that began
 * @property {number} at
 * @property {string} title
 * @property {Mark[]} marks
 */
/**
 * @typedef {object} Replay
 * @property {number} start
 * @property {number} end
 * @property {Chapter[]} chapters
 * @property {Frame[]} frames in order
 */
/**
 * @template T
 * @typedef {{at: number, value: T}} Change
 */

export class Reel {
  /** @type {Map<string, Change<string>[]>} */
  #regions = new Map();
  /** @type {Change<import("./ticking.js").Programme>[]} */
  #clocks = [];
  #chapters;

  /** @param {Replay} replay */
  constructor({ start, end, chapters, frames }) {
    this.start = start;
    this.end = end;
    this.#chapters = chapters.map((chapter) => ({ at: chapter.at, value: chapter }));
    for (const { at, regions = {}, clock } of frames) {
      if (clock) this.#clocks.push({ at, value: clock });
      for (const [name, value] of Object.entries(regions)) {
        const changes = this.#regions.get(name) ?? [];
        changes.push({ at, value });
        this.#regions.set(name, changes);
      }
    }
  }

  /**
   * What each region shows at a moment; the same object as before as long as nothing changes.
   * @param {number} at
   * @returns {[string, Change<string>][]}
   */
  regions(at) {
    return Array.from(this.#regions, ([name, changes]) => [
      name,
      /** @type {Change<string>} */ (last(changes, at) ?? changes[0]),
    ]);
  }

  /** @param {number} at */
  clock(at) {
    return last(this.#clocks, at)?.value ?? null;
  }

  /**
   * The item that ran at a moment, or null before the first one.
   * @param {number} at
   */
  chapter(at) {
    return last(this.#chapters, at)?.value ?? null;
  }

  /**
   * The phase of an exercise that was opened last in the item of a moment, or null.
   * @param {number} at
   */
  mark(at) {
    const marks = this.chapter(at)?.marks ?? [];
    return marks[after(marks, at) - 1] ?? null;
  }

  /**
   * When the page of the stage changes next after a moment; the end when it does not.
   * @param {number} at
   */
  next(at) {
    const changes = this.#regions.get("stage/page") ?? [];
    return changes[after(changes, at)]?.at ?? this.end;
  }
}

/**
 * @template T
 * @param {Change<T>[]} changes in order
 * @param {number} at
 * @returns {Change<T> | undefined} the last one that is not after `at`
 */
function last(changes, at) {
  return changes[after(changes, at) - 1];
}

/**
 * @param {{at: number}[]} changes in order
 * @param {number} at
 * @returns {number} the place of the first one after `at`
 */
function after(changes, at) {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle].at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
