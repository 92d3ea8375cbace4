// The dots that this phone, or its table, has given: marked on the lists that all phones share.

/** A press that the server has not shown by then does not count any longer, in milliseconds. */
const UNTIL_SEEN = 5000;

/** @typedef {{id: string, on: boolean}} Dot */

export class Dots {
  /** Pressed here, and not seen in what the server says yet. @type {Map<string, boolean>} */
  #pressed = new Map();

  /** Mark every list on the page: what has a dot, how many are used, and what is still possible. */
  mark() {
    for (const list of /** @type {NodeListOf<HTMLElement>} */ (
      document.querySelectorAll("[data-dots-list]")
    )) {
      const { most } = list.dataset;
      const given = this.#given(list);
      const none = most !== undefined && given.size >= Number(most);
      for (const button of buttonsOf(list)) {
        const on = given.has(button.dataset.id ?? "");
        button.setAttribute("aria-pressed", `${on}`);
        button.dataset.payload = JSON.stringify({ on: !on });
        button.disabled = none && !on;
      }
      const used = list.querySelector("[data-dots-used]");
      if (used && used.textContent !== `${given.size}`) used.textContent = `${given.size}`;
    }
  }

  /**
   * Show a press at once, and take it back when it was refused.
   * @param {Dot} dot
   * @param {() => Promise<import("./live.js").Answer>} send
   */
  async press({ id, on }, send) {
    this.#pressed.set(id, on);
    this.mark();
    const answer = await send();
    if (answer.ok) setTimeout(() => this.#forget(id, on), UNTIL_SEEN);
    else this.#forget(id, on);
    return answer;
  }

  /**
   * @param {string} id
   * @param {boolean} on
   */
  #forget(id, on) {
    if (this.#pressed.get(id) === on) this.#pressed.delete(id);
    this.mark();
  }

  /**
   * @param {HTMLElement} list
   * @returns {Set<string>} what has a dot on the list, or off it
   */
  #given(list) {
    const given = new Set();
    const of = CSS.escape(list.dataset.dotsList ?? "");
    for (const told of document.querySelectorAll(`[data-dots-of="${of}"]`)) {
      for (const id of told.getAttribute("data-dots")?.split(" ") ?? []) given.add(id);
    }
    for (const { dataset } of buttonsOf(list)) {
      const { id = "" } = dataset;
      const pressed = this.#pressed.get(id);
      if (pressed === true) given.add(id);
      if (pressed === false) given.delete(id);
    }
    return given;
  }
}

/**
 * @param {HTMLElement} list
 * @returns {NodeListOf<HTMLButtonElement>}
 */
function buttonsOf(list) {
  return list.querySelectorAll("button[data-dot]");
}
