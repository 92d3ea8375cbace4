// A theme is chosen in a sheet: for contributions that go there, or for a theme that merges with it.

import { clear } from "./fields.js";

/** What was to be done when the sheet was opened. @typedef {{ids: string[], theme: number}} Subject */

export class Choosing {
  #join;
  #chosen;
  #side;
  #done;
  /** @type {Subject} */
  #subject = { ids: [], theme: 0 };
  #underway = false;

  /**
   * @param {import("./joining.js").Join} join
   * @param {() => string[]} [chosen] the contributions that are meant where none is named
   * @param {() => string} [side] the shelf of a new theme where none is named
   * @param {() => void} [done] called when it was done
   */
  constructor(join, chosen = () => [], side = () => "", done = () => {}) {
    this.#join = join;
    this.#chosen = chosen;
    this.#side = side;
    this.#done = done;
    document.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      const { open, merge, subject, into, joined } = button?.dataset ?? {};
      if (open) {
        const ids = subject ? [subject] : this.#chosen();
        this.#subject = { ids: merge ? [] : ids, theme: Number(merge ?? 0) };
        this.#offer(document.getElementById(open), joined !== undefined);
      }
      if (button && into) this.#put(Number(into), button);
      if (button && button.dataset.out !== undefined) {
        this.#run({ do: "take_out", ids: this.#subject.ids }, button);
      }
    });
    document.addEventListener("submit", async (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !form.dataset.newTheme) return;
      event.preventDefault();
      if (await this.#run(this.#made(form), form)) clear(form);
    });
  }

  /**
   * Only what makes sense: a theme does not merge with itself, and nothing goes nowhere.
   * @param {HTMLElement | null} sheet
   * @param {boolean} joined whether it is in a theme already
   */
  #offer(sheet, joined) {
    const { ids, theme } = this.#subject;
    for (const button of sheet?.querySelectorAll("button") ?? []) {
      const { into, out } = button.dataset;
      if (into) button.disabled = Number(into) === theme || (!theme && !ids.length);
      if (out !== undefined) button.disabled = !joined;
    }
  }

  /** @param {number} into @param {Element} near */
  #put(into, near) {
    const { ids, theme } = this.#subject;
    this.#run(theme ? { do: "merge", theme, into } : { do: "add", theme: into, ids }, near);
  }

  /** @param {HTMLFormElement} form @returns {Record<string, unknown>} */
  #made(form) {
    const title = new FormData(form).get("title");
    return {
      do: "make",
      exercise: Number(form.dataset.newTheme),
      shelf: form.dataset.side ?? this.#side(),
      ids: form.closest("dialog") ? this.#subject.ids : this.#chosen(),
      title,
    };
  }

  /**
   * @param {Record<string, unknown>} payload
   * @param {Element} near
   * @returns {Promise<boolean>} whether it was done
   */
  async #run(payload, near) {
    if (this.#underway) return false;
    this.#underway = true;
    const answer = await this.#join(payload, near);
    this.#underway = false;
    if (!answer.ok) return false;
    near.closest("dialog")?.close();
    this.#done();
    return true;
  }
}
