// The connection to the server: messages that are always answered, and a steady question what is new.

import { io } from "socket.io-client";
import { newId } from "./ids.js";

/**
 * What every message is answered with. The codes that only this side gives: `offline` when there
 * was no connection, `unanswered` when no real answer came in time. `retry` says that the same
 * message may be taken later.
 * @typedef {object} Answer
 * @property {boolean} ok
 * @property {string} [code]
 * @property {string} [message]
 * @property {Record<string, unknown>} [body] what stands there instead
 * @property {number} [revision] and which revision that is
 * @property {string} [id] at the door: whose badge it was
 * @property {string} [name] and how they are called
 * @property {number | null} [table] and the table where they sit
 * @property {boolean} [fresh] false when they had come before
 * @property {boolean} [retry]
 * @property {number} [server_now] milliseconds since the epoch
 * @property {number} [version] the newest of the whole meeting
 */

/**
 * @typedef {object} Hooks
 * @property {() => Record<string, number>} versions what this screen has
 * @property {(region: {name: string, version: number, html: string}) => void} region
 * @property {(programme: import("./ticking.js").Programme) => void} clock
 * @property {(serverNow: number, asked: number, answered: number) => void} answered
 * @property {(connected: boolean) => void} connection
 * @property {() => void} refused the key does not hold any more
 */

const PATIENCE = 8000;
const SYNC_EVERY = 10_000;
/** So soon the second question comes, which tells how long the first was under way. */
const SYNC_SOON = 2000;
const KEY_REFUSED = "bad_key";

export class Live {
  #hooks;
  #socket;
  #timer = 0;
  #over = false;
  /** How long the last answer was under way, in milliseconds. @type {number | undefined} */
  #took;

  /**
   * @param {{key: string, language: string, exercise?: number}} auth whose screen it is, what it is
   *   read in, and the exercise whose themes it shows
   * @param {Hooks} hooks
   */
  constructor(auth, hooks) {
    this.#hooks = hooks;
    this.#socket = io({
      auth,
      // A proxy in front of several workers sends all requests of one `w` to the same worker.
      query: { w: newId() },
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 2000,
      randomizationFactor: 0.9,
      reconnectionDelayMax: 15_000,
    });
    this.#socket.on("connect", () => {
      hooks.connection(true);
      this.sync();
    });
    this.#socket.on("disconnect", (reason) => {
      hooks.connection(false);
      // The server hangs up by itself when the key does not hold any more: soon ask whether it does.
      this.#again(reason === "io server disconnect" ? 200 : 2000);
    });
    this.#socket.on("connect_error", (error) => {
      const { data } = /** @type {{data?: {code?: string}}} */ (error);
      hooks.connection(false);
      if (data?.code === KEY_REFUSED) this.#refuse();
      else this.#again();
    });
    this.#socket.on("region", hooks.region);
    this.#socket.on("clock", hooks.clock);
    document.addEventListener("visibilitychange", () => this.#wake());
    window.addEventListener("online", () => this.#wake());
  }

  get connected() {
    return this.#socket.connected;
  }

  /**
   * Send a message now or not at all: what waits here could be meant for a moment that has passed.
   * @param {string} name
   * @param {object} payload
   * @returns {Promise<Answer>}
   */
  async send(name, payload) {
    if (!this.#socket.connected) return { ok: false, code: "offline" };
    const asked = performance.now();
    try {
      const answer = await this.#socket.timeout(PATIENCE).emitWithAck(name, payload);
      // A handler that fails may acknowledge with nothing at all: that is no success.
      if (typeof answer?.ok !== "boolean") return { ok: false, code: "unanswered" };
      if (answer.server_now) this.#hooks.answered(answer.server_now, asked, performance.now());
      if (answer.code === KEY_REFUSED) this.#refuse();
      return answer;
    } catch {
      return { ok: false, code: "unanswered" };
    }
  }

  /** Say what this screen has and get what is newer; then again every ten seconds or so. */
  async sync() {
    clearTimeout(this.#timer);
    if (document.hidden || !this.#socket.connected) return;
    const wait = this.#took === undefined ? SYNC_SOON : SYNC_EVERY;
    this.#timer = setTimeout(() => this.sync(), wait * (0.8 + 0.4 * Math.random()));
    const versions = this.#hooks.versions();
    const took = this.#took === undefined ? {} : { took: this.#took };
    const asked = performance.now();
    const answer = await this.send("sync", { versions, ...took });
    if (answer.ok) this.#took = Math.round(performance.now() - asked);
    // The server has gone back to a copy of its data: nothing that it draws would seem new here.
    if (Math.max(...Object.values(versions)) > (answer.version ?? Number.POSITIVE_INFINITY)) {
      location.reload();
    }
    // The line is dead though nobody has said so: after sleep, or a new network.
    if (answer.code === "unanswered") this.#socket.io.engine?.close();
  }

  #wake() {
    if (document.hidden || this.#over) return;
    if (this.#socket.connected) {
      this.sync();
    } else {
      // Waiting for the next planned attempt would keep somebody waiting who looks at the screen.
      this.#socket.disconnect();
      this.#socket.connect();
    }
  }

  /**
   * Socket.IO tries again by itself, except where the server closed or said no.
   * @param {number} soonest in milliseconds; at most five times as long
   */
  #again(soonest = 2000) {
    if (this.#socket.active || this.#over) return;
    setTimeout(() => this.#socket.connect(), soonest * (1 + 4 * Math.random()));
  }

  #refuse() {
    if (this.#over) return;
    this.#over = true;
    this.#socket.disconnect();
    this.#hooks.refused();
  }
}
