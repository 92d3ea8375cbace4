// Whether what one writes has come through, in words: said when it changes, and only then.

/** What takes less time than this is not worth a word, in milliseconds. */
const NOTICEABLE = 700;

/** @typedef {"connected" | "saved" | "noted" | "sending" | "offline"} State */

export class Connection {
  /** @type {State | null} */
  #next = null;
  #timer = 0;

  /** @param {State} state */
  show(state) {
    if (state === this.#next) return;
    this.#next = state;
    clearTimeout(this.#timer);
    const passing = state === "offline" || state === "sending";
    if (passing) this.#timer = setTimeout(() => say(state), NOTICEABLE);
    else say(state);
  }

  /** Something more has happened: what is shown next is said also when it was said last. */
  again() {
    this.#next = null;
  }
}

/** @param {State} state */
function say(state) {
  for (const element of document.querySelectorAll("[data-connection]")) {
    if (!(element instanceof HTMLElement)) continue;
    element.dataset.state = state;
    (element.querySelector("[data-connection-text]") ?? element).textContent = words(state);
  }
}

/**
 * @param {State} state
 * @returns {string}
 */
export function words(state) {
  const { textConnected, textSaved, textNoted, textSending, textOffline } = document.body.dataset;
  const all = {
    connected: textConnected,
    saved: textSaved,
    noted: textNoted,
    sending: textSending,
    offline: textOffline,
  };
  return all[state] ?? "";
}
