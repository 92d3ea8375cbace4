// The outbox on the device: one thing after the other, and known to the other tabs of the phone.

import { openStore } from "./store.js";

/** @typedef {import("./store.js").Entry} Entry */
/** Whose entries they are. @typedef {{seat: string, meeting: string}} Owner */

export class Shelf {
  #owner;
  #tab;
  #store = openStore();
  /** @type {Promise<unknown>} */
  #work = Promise.resolve();
  #channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("medvirk-outbox") : null;
  /** The entries that are only in this page, because the device has not (yet) taken them. */
  #unkept = new Set();

  /**
   * @param {Owner} owner
   * @param {string} tab tells this tab from others, and survives its reload
   * @param {() => void} changed called when another tab has changed something
   */
  constructor(owner, tab, changed) {
    this.#owner = owner;
    this.#tab = tab;
    if (this.#channel) this.#channel.onmessage = changed;
  }

  /**
   * Keep an entry, in the place of what was kept of it before.
   * @param {Entry} entry
   */
  async keep(entry) {
    this.#unkept.add(entry.entry);
    await this.#do(async (store) => {
      await store.put(entry);
      this.#unkept.delete(entry.entry);
    });
    this.#channel?.postMessage(null);
  }

  /**
   * @param {string} name the entry's own id
   * @param {() => void} done called at once when the device has removed it, or could not
   */
  async remove(name, done) {
    await this.#do((store) => store.remove(name).finally(done));
    this.#channel?.postMessage(null);
  }

  /**
   * Whether this tab may send the entry now. A device that cannot write still sends.
   * @param {string} name the entry's own id
   * @returns {Promise<"mine" | "taken" | "gone">}
   */
  async claim(name) {
    const claim = await this.#do((store) => store.claim(name, this.#tab));
    return claim === undefined || this.#unkept.has(name) ? "mine" : claim;
  }

  /**
   * Read what the device has, from earlier and from other tabs.
   * @param {() => Entry[]} here what this page has when the device has been read
   * @param {(entries: Entry[]) => void} found called with all of it in order
   */
  async load(here, found) {
    await this.#do(async (store) => {
      const all = await store.all();
      await this.#takeOver(store, all);
      const kept = all.filter(
        (one) => one.seat === this.#owner.seat && !this.#unkept.has(one.entry),
      );
      const unkept = here().filter((one) => this.#unkept.has(one.entry));
      found([...kept, ...unkept].sort((one, other) => one.place - other.place));
    });
  }

  /**
   * What an earlier seat of the same meeting left behind belongs to this one.
   * @param {import("./store.js").Store} store
   * @param {Entry[]} all
   */
  async #takeOver(store, all) {
    const { seat, meeting } = this.#owner;
    for (const entry of all.filter((one) => one.homeless && one.meeting === meeting)) {
      await store.put(Object.assign(entry, { seat, homeless: false }));
    }
  }

  /**
   * @template Result
   * @param {(store: import("./store.js").Store) => Promise<Result>} work
   * @returns {Promise<Result | undefined>} nothing when the device cannot
   */
  #do(work) {
    const done = this.#work.then(() => this.#store.then(work)).catch(() => undefined);
    this.#work = done;
    return done;
  }
}
