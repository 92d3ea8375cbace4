// What is written is seen at once in the report beside it, which stays where it was scrolled to.

import { askFor } from "./pages.js";

/** @param {HTMLIFrameElement} frame one that shows a page of our own */
export async function refreshBeside(frame) {
  const shown = frame.contentDocument;
  // On a phone there is no frame to be seen, and nothing is fetched for it.
  if (!shown || !frame.checkVisibility()) return;
  try {
    const { answer, page } = await askFor(shown.location.href);
    const [now, fresh] = [shown.querySelector("main"), page.querySelector("main")];
    if (answer.ok && now && fresh) now.replaceWith(shown.adoptNode(fresh));
  } catch {
    // The next change shows it.
  }
}

/**
 * Show the section that somebody begins to write about.
 * @param {HTMLElement} form its parts have `data-section`
 * @param {HTMLIFrameElement} frame
 */
export function followSections(form, frame) {
  let last = "";
  form.addEventListener("focusin", ({ target }) => {
    const part = target instanceof Element ? target.closest("[data-section]") : null;
    const section = part instanceof HTMLElement ? (part.dataset.section ?? "") : "";
    if (!section || section === last) return;
    last = section;
    const place = frame.contentDocument?.querySelector(`[data-section="${CSS.escape(section)}"]`);
    const view = frame.contentWindow;
    if (place && view)
      view.scrollTo({ top: view.scrollY + place.getBoundingClientRect().top - 16 });
  });
}
