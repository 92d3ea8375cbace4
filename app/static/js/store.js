// Where the outbox lies on the device: IndexedDB, or localStorage where that does not open.

import { recall, remember } from "./device.js";

/**
 * One message that is on its way to the server.
 * @typedef {object} Entry
 * @property {string} entry its own UUID
 * @property {number} place entries go in this order
 * @property {string} seat whose it is
 * @property {string} meeting
 * @property {string} name of the message
 * @property {{id: string, [field: string]: unknown}} payload
 * @property {number | null} exercise
 * @property {string} draft which of the exercise's forms it was written in
 * @property {import("./fields.js").Filled} filled what that form held
 * @property {string} text what to recognise it by
 * @property {"waiting" | "refused"} state
 * @property {string} [message] why it was refused
 * @property {string} [code] the same as a word that stays
 * @property {Current} [current] what somebody else has made of the text in the meantime
 * @property {boolean} [homeless] its seat does not hold any more; the next one here takes it over
 * @property {{tab: string, until: number}} [claim] the tab that is sending it
 */

/**
 * A contribution as it stands on the server.
 * @typedef {{body: Record<string, unknown>, revision: number}} Current
 */

/**
 * @typedef {object} Store
 * @property {() => Promise<Entry[]>} all
 * @property {(entry: Entry) => Promise<void>} put
 * @property {(entry: string) => Promise<void>} remove
 * @property {(entry: string, tab: string) => Promise<"mine" | "taken" | "gone">} claim
 */

/** Longer than a message waits for its answer, in milliseconds. */
export const CLAIM = 10_000;
/** Some browsers never answer when IndexedDB is opened; the person should not wait for that. */
const OPENING = 2000;
const NAME = "outbox";

/** @returns {Promise<Store>} */
export async function openStore() {
  const plain = new PlainStore();
  try {
    const store = new IndexedStore(await openDatabase());
    // What was written while IndexedDB did not open.
    for (const entry of await plain.all()) {
      await store.put(entry);
      await plain.remove(entry.entry);
    }
    return store;
  } catch {
    return plain;
  }
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    setTimeout(reject, OPENING);
    const request = indexedDB.open("medvirk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: "entry" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
    request.onblocked = reject;
  });
}

/** @implements {Store} */
class IndexedStore {
  #database;

  /** @param {IDBDatabase} database */
  constructor(database) {
    this.#database = database;
  }

  /** @returns {Promise<Entry[]>} */
  all() {
    return this.#do("readonly", (entries) => entries.getAll());
  }

  /**
   * @param {Entry} entry
   * @returns {Promise<void>}
   */
  put(entry) {
    return this.#do("readwrite", (entries) => entries.put(entry));
  }

  /**
   * @param {string} entry
   * @returns {Promise<void>}
   */
  remove(entry) {
    return this.#do("readwrite", (entries) => entries.delete(entry));
  }

  /**
   * Two tabs that claim at once do so in two transactions, one after the other.
   * @param {string} name
   * @param {string} tab
   * @returns {Promise<"mine" | "taken" | "gone">}
   */
  claim(name, tab) {
    /** @type {"mine" | "taken" | "gone"} */
    let outcome = "gone";
    return this.#do("readwrite", (entries) => {
      const found = entries.get(name);
      found.onsuccess = () => {
        outcome = claimed(found.result, tab);
        if (outcome === "mine") entries.put(found.result);
      };
      return found;
    }).then(() => outcome);
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(entries: IDBObjectStore) => IDBRequest} work
   * @returns {Promise<any>} the request's result, when the transaction has been written
   */
  #do(mode, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(NAME, mode);
      const request = work(transaction.objectStore(NAME));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = reject;
      transaction.onabort = reject;
    });
  }
}

/** @implements {Store} */
class PlainStore {
  async all() {
    return /** @type {Entry[]} */ (JSON.parse(recall(NAME) ?? "[]"));
  }

  /** @param {Entry} entry */
  async put(entry) {
    const others = (await this.all()).filter((other) => other.entry !== entry.entry);
    remember(NAME, JSON.stringify([...others, entry]));
  }

  /** @param {string} entry */
  async remove(entry) {
    const others = (await this.all()).filter((other) => other.entry !== entry);
    remember(NAME, JSON.stringify(others));
  }

  /**
   * @param {string} name
   * @param {string} tab
   */
  async claim(name, tab) {
    const entry = (await this.all()).find((other) => other.entry === name);
    const outcome = claimed(entry, tab);
    if (entry && outcome === "mine") await this.put(entry);
    return outcome;
  }
}

/**
 * @param {Entry | undefined} entry gets the claim of `tab` unless another tab's holds
 * @param {string} tab
 * @returns {"mine" | "taken" | "gone"}
 */
function claimed(entry, tab) {
  if (!entry) return "gone";
  const left = entry.claim && entry.claim.tab !== tab ? entry.claim.until - Date.now() : 0;
  // A claim that reaches further than claims do was made before the device's clock was set back.
  if (left > 0 && left <= CLAIM) return "taken";
  entry.claim = { tab, until: Date.now() + CLAIM };
  return "mine";
}
