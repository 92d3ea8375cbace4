// A part of a page that tells how something goes is asked for again as long as it goes on.

import { morph } from "./regions.js";

/** Milliseconds between two questions. */
const EVERY = 2000;

/** @param {HTMLElement} part with `data-refresh`, an address; what it holds has `data-lives` while it goes on */
export function refresh(part) {
  if (!part.querySelector("[data-lives]")) return;
  const timer = setInterval(async () => {
    const html = await ask(part.dataset.refresh ?? "");
    if (html === null) return;
    morph(part, html);
    if (part.querySelector("[data-lives]")) return;
    clearInterval(timer);
    // What one can do now stands outside of this part.
    location.reload();
  }, EVERY);
}

/**
 * @param {string} address
 * @returns {Promise<string | null>} null when there was no answer
 */
async function ask(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
