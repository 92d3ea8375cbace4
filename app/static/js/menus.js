// Menus that unfold from a button: one at a time, and away again when one has chosen or looks away.

const OPEN = "details.menu[open]";

/** @param {Element | null} [but] the one that may stay */
export function closeMenus(but = null) {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (menu === but || !(menu instanceof HTMLDetailsElement)) continue;
    // Whoever stood in it with the keyboard stands at its button afterwards.
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    menu.open = false;
  }
}

export function listenForMenus() {
  document.addEventListener("click", ({ target }) => {
    const menu = target instanceof Element ? target.closest("details.menu") : null;
    closeMenus(target instanceof Element && target.closest("button") ? null : menu);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") closeMenus();
  });
}
