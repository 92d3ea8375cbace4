// What the phone has to say, tried until the server has it or has said no to the person.

import { Backoff } from "./backoff.js";
import { newId } from "./ids.js";
import { Shelf } from "./shelf.js";
import { CLAIM } from "./store.js";

/** @typedef {import("./store.js").Entry} Entry */
/** @typedef {Pick<Entry, "exercise" | "draft" | "text" | "filled">} About */

/** Nothing is wrong with what was said, nor does the server say that it wants it later. */
const LATER = new Set(["offline", "unanswered", "bad_key"]);
/** The name under which the way to the server itself fails. */
const WAY = "";

/**
 * @param {import("./live.js").Answer} answer
 * @returns {Partial<Entry>}
 */
function refusal({ code, message = "", body, revision }) {
  const current = body && revision !== undefined ? { body, revision } : undefined;
  return { state: "refused", code, message, current };
}

export class Outbox {
  #owner;
  #send;
  #changed;
  #shelf;
  #backoff = new Backoff();
  /** @type {Entry[]} */
  #entries = [];
  #timer = 0;
  #running = false;
  #again = false;

  /**
   * @param {import("./shelf.js").Owner} owner whose entries these are
   * @param {string} tab tells this tab from others, and survives its reload
   * @param {(name: string, payload: object) => Promise<import("./live.js").Answer>} send
   * @param {(answered: Entry | null, answer?: import("./live.js").Answer) => void} changed called
   *   after every change, with the entry that has just been taken or refused, and what was answered
   */
  constructor(owner, tab, send, changed) {
    this.#owner = owner;
    this.#send = send;
    this.#changed = changed;
    this.#shelf = new Shelf(owner, tab, () => this.#load());
  }

  /** The entries in order. */
  get entries() {
    return this.#entries;
  }

  /** Take up what was left here the last time. */
  async start() {
    await this.#load();
    await this.#run();
  }

  /** There is a connection again: nothing needs to wait any longer. */
  async pump() {
    this.#backoff.clear();
    await this.#run();
  }

  /**
   * Keep a message and send it as soon as it goes.
   * @param {string} name
   * @param {{id: string, [field: string]: unknown}} payload
   * @param {Partial<About>} about
   * @returns {Promise<void>} done when the device has it
   */
  async add(name, payload, about = {}) {
    const place = Math.max(Date.now(), 1 + Math.max(0, ...this.#entries.map((one) => one.place)));
    /** @type {Entry} */
    const entry = {
      ...{ entry: newId(), place, ...this.#owner, name, payload, state: "waiting" },
      ...{ exercise: null, draft: "", text: "", filled: [], ...about },
    };
    this.#entries.push(entry);
    await this.#keep(entry);
    this.#run();
  }

  /**
   * Try a refused entry again.
   * @param {Entry} entry
   */
  async retry(entry) {
    await this.#keep(Object.assign(entry, { state: "waiting" }));
    this.#run();
  }

  /** @param {Entry} entry one that nobody wants to send any more */
  async forget({ entry }) {
    this.#drop(entry);
    // The device may have been read again in the meantime, hence twice.
    await this.#shelf.remove(entry, () => this.#drop(entry));
  }

  /** The seat does not hold any more: leave the entries to the meeting's next seat on this device. */
  async leaveBehind() {
    for (const entry of this.#entries) await this.#keep(Object.assign(entry, { homeless: true }));
  }

  async #run() {
    this.#again = this.#running;
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#timer);
    const wait = await this.#sendAll();
    this.#running = false;
    if (this.#again) await this.#run();
    else if (wait) this.#timer = setTimeout(() => this.#run(), wait * (0.75 + 0.5 * Math.random()));
  }

  /** @returns {Promise<number>} when to try again, in milliseconds; 0 for nothing left */
  async #sendAll() {
    // What was said later of the same contribution must not overtake.
    const passed = new Set();
    let soonest = Number.POSITIVE_INFINITY;
    for (;;) {
      const entry = this.#entries.find(
        (one) => one.state === "waiting" && !passed.has(one.payload.id),
      );
      if (!entry) return Number.isFinite(soonest) ? soonest : 0;
      const wait = await this.#try(entry);
      if (wait === null) return this.#backoff.fail(WAY);
      if (wait) passed.add(entry.payload.id);
      if (wait) soonest = Math.min(soonest, wait);
    }
  }

  /**
   * @param {Entry} entry
   * @returns {Promise<number | null>} 0 when it is done with, else when to try it again, in
   *   milliseconds; null when nothing goes now
   */
  async #try(entry) {
    const left = this.#backoff.left(entry.entry);
    if (left) return left;
    const claim = await this.#shelf.claim(entry.entry);
    if (claim === "taken") return CLAIM;
    if (claim === "gone") {
      // Another tab has sent it.
      this.#drop(entry.entry);
      return 0;
    }
    const answer = await this.#send(entry.name, entry.payload);
    if (answer.ok) {
      // The way is free; what the server itself could not take waits on all the same.
      for (const mended of [WAY, entry.entry]) this.#backoff.succeed(mended);
      this.#drop(entry.entry, entry, answer);
      await this.forget(entry);
    } else if (!answer.retry && !LATER.has(answer.code ?? "")) {
      await this.#keep(Object.assign(entry, refusal(answer), { claim: undefined }));
      this.#changed(entry, answer);
    } else {
      return answer.code === "failed" ? this.#backoff.fail(entry.entry) : null;
    }
    return 0;
  }

  /**
   * @param {string} name
   * @param {Entry | null} sent
   * @param {import("./live.js").Answer} [answer]
   */
  #drop(name, sent = null, answer = undefined) {
    this.#entries = this.#entries.filter((one) => one.entry !== name);
    this.#changed(sent, answer);
  }

  /** @param {Entry} entry */
  async #keep(entry) {
    const kept = this.#shelf.keep(entry);
    this.#changed(null);
    await kept;
  }

  #load() {
    return this.#shelf.load(
      () => this.#entries,
      (entries) => {
        this.#entries = entries;
        this.#changed(null);
      },
    );
  }
}
