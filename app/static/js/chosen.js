// The contributions that somebody has ticked, to do something with all of them at once.

/**
 * @param {Element | null} within where to look; the whole page when it is left out
 * @returns {string[]} ids, from the top of the page to its end, those of the shown side only
 */
export function chosen(within = document.body) {
  const ticked = within?.querySelectorAll(".pick:checked") ?? [];
  return Array.from(ticked)
    .filter((pick) => !pick.closest("[hidden]"))
    .map((pick) => /** @type {HTMLInputElement} */ (pick).value);
}

export function clearChosen() {
  for (const pick of document.querySelectorAll(".pick:checked")) {
    if (pick instanceof HTMLInputElement) pick.checked = false;
  }
  showChosen();
}

/** Say how many are ticked, and offer what may be done with them. */
export function showChosen() {
  const count = `${chosen().length}`;
  for (const element of document.querySelectorAll("[data-count-chosen]")) {
    if (element.textContent !== count) element.textContent = count;
  }
  for (const element of document.querySelectorAll("[data-for-chosen]")) {
    element.toggleAttribute("hidden", count === "0");
  }
}

/** A click anywhere on a contribution ticks it, as a click on its box does. */
export function listenForChosen() {
  document.addEventListener("change", ({ target }) => {
    if (target instanceof Element && target.matches(".pick")) showChosen();
  });
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || target.closest("input, button, a, textarea, summary")) {
      return;
    }
    const pick = target.closest(".piece")?.querySelector(".pick");
    if (!(pick instanceof HTMLInputElement)) return;
    pick.checked = !pick.checked;
    showChosen();
  });
}
