// Buttons, switches and forms that are commands: sent once, and the person is told when they are refused.

import { bodyOf } from "./body.js";
import { clear } from "./fields.js";
import { notice, reason } from "./notice.js";

/** @typedef {import("./live.js").Answer} Answer */

export class Commands {
  #send;
  #done;
  /** @type {WeakSet<HTMLElement>} */
  #underway = new WeakSet();
  /** What the last press of a button said. */
  #pressed = "";

  /**
   * @param {(name: string, payload: Record<string, unknown>) => Promise<Answer>} send
   * @param {(answer: Answer) => void} done called after each command
   */
  constructor(send, done) {
    this.#send = send;
    this.#done = done;
    document.addEventListener("click", ({ target, detail }) => {
      const button = target instanceof Element ? target.closest("button[data-send]") : null;
      if (!(button instanceof HTMLButtonElement)) return;
      const { send, payload, id } = button.dataset;
      const command = [send, payload, id].join();
      // A double click means what stood there at its first press, though the next item is there now.
      if (detail > 1 && command !== this.#pressed) return;
      this.#pressed = command;
      this.#run(button, payloadOf(button));
    });
    document.addEventListener("change", async ({ target }) => {
      if (!(target instanceof HTMLInputElement) || !target.dataset.send) return;
      const answer = await this.#run(target, { ...payloadOf(target), on: target.checked });
      if (answer && !answer.ok) target.checked = !target.checked;
    });
    document.addEventListener("submit", async (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !form.dataset.send) return;
      event.preventDefault();
      const body = { ...payloadOf(form), ...bodyOf(form, event.submitter) };
      const answer = await this.#run(form, body);
      if (!answer?.ok) return;
      clear(form);
      // Out of the field, so that the next key of a clicker is a command again.
      if (form.contains(document.activeElement)) event.submitter?.focus();
      form.closest("dialog")?.close();
    });
  }

  /**
   * @param {HTMLElement} element
   * @param {Record<string, unknown>} payload
   * @returns {Promise<Answer | null>} null when the element's command is still underway
   */
  async #run(element, payload) {
    if (this.#underway.has(element)) return null;
    this.#underway.add(element);
    element.dataset.sending = "";
    // Not `disabled`: that would take the focus away from somebody who uses the keyboard.
    element.setAttribute("aria-disabled", "true");
    const answer = await this.#send(element.dataset.send ?? "", payload);
    delete element.dataset.sending;
    element.removeAttribute("aria-disabled");
    this.#underway.delete(element);
    notice(answer.ok ? "" : reason(answer), element);
    this.#done(answer);
    return answer;
  }
}

/** @param {HTMLElement} element */
function payloadOf({ dataset: { payload = "{}", id } }) {
  return { ...JSON.parse(payload), ...(id && { id }) };
}
