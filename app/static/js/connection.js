// Whether what one writes has come through, in words: said when it changes, and only then.

/** What takes less time than this is not worth a word, in milliseconds. */
const NOTICEABLE = 700;

/** @typedef {"connected" | "saved" | "sending" | "offline"} State */

export class Connection {
  /** @type {State} */
  #state = "connected";
  /** @type {State} */
  #next = "connected";
  #timer = 0;

  /** The words for the state that is shown now. */
  get words() {
    return words(this.#state);
  }

  /** @param {State} state */
  show(state) {
    if (state === this.#next) return;
    this.#next = state;
    clearTimeout(this.#timer);
    const bad = state === "offline" || state === "sending";
    if (bad) this.#timer = setTimeout(() => this.#say(state), NOTICEABLE);
    else this.#say(state);
  }

  /** Something more has come through: say it again, also when it was the last that was said. */
  saved() {
    this.#next = "saved";
    clearTimeout(this.#timer);
    this.#say("saved");
  }

  /** @param {State} state */
  #say(state) {
    this.#state = state;
    for (const element of document.querySelectorAll("[data-connection]")) {
      if (!(element instanceof HTMLElement)) continue;
      element.dataset.state = state;
      (element.querySelector("[data-connection-text]") ?? element).textContent = words(state);
    }
  }
}

/**
 * @param {State} state
 * @returns {string}
 */
export function words(state) {
  const { textConnected, textSaved, textSending, textOffline } = document.body.dataset;
  const all = {
    connected: textConnected,
    saved: textSaved,
    sending: textSending,
    offline: textOffline,
  };
  return all[state] ?? "";
}
