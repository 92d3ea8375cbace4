// A part of a page that tells how something goes is asked for again as long as it goes on.

import { morph } from "./regions.js";

/** Milliseconds between two questions. */
const EVERY = 2000;

/**
 * @param {HTMLElement} part with `data-refresh`, an address; what it holds has `data-lives` while it
 * goes on, with the tag of what is shown when the server has one
 */
export function refresh(part) {
  const living = () => /** @type {HTMLElement | null} */ (part.querySelector("[data-lives]"));
  if (!living()) return;
  const timer = setInterval(async () => {
    const html = await ask(part.dataset.refresh ?? "", living()?.dataset.lives ?? "");
    if (html === null) return;
    morph(part, html);
    if (living()) return;
    clearInterval(timer);
    // What one can do now stands outside of this part.
    location.reload();
  }, EVERY);
}

/**
 * @param {string} address
 * @param {string} tag
 * @returns {Promise<string | null>} null when there was no answer, or nothing new
 */
async function ask(address, tag) {
  try {
    const headers = tag ? { "If-None-Match": `"${tag}"` } : undefined;
    const answer = await fetch(address, { headers });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
