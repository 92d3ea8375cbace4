// What the server understands of a text is shown while one writes it.

import { morph } from "./regions.js";

/** So long nobody types before the server is asked, in milliseconds. */
const PAUSE = 400;

/** @param {HTMLFormElement} form with `data-preview`, an address, and `data-preview-target`, an id */
export function previewOf(form) {
  let timer = 0;
  let asking = new AbortController();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      asking.abort();
      asking = new AbortController();
      const target = document.getElementById(form.dataset.previewTarget ?? "");
      const html = await ask(form, asking.signal);
      if (target && html !== null) morph(target, html);
    }, PAUSE);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>} null when there was no answer; the button still asks
 */
async function ask(form, signal) {
  try {
    const body = new FormData(form);
    const answer = await fetch(form.dataset.preview ?? "", { method: "POST", body, signal });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
