// Buttons that copy a text of the page, also on plain http, where the browser has no clipboard.

export function listenForCopying() {
  document.addEventListener("click", async ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-copy]") : null;
    if (!(button instanceof HTMLButtonElement)) return;
    const source = document.getElementById(button.dataset.copy ?? "");
    if (source && (await copy(source))) button.textContent = button.dataset.textCopied ?? "";
  });
}

/**
 * @param {HTMLElement} source what it holds is copied; selected, where copying is left to the person
 * @returns {Promise<boolean>} whether it was copied
 */
async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent ?? "");
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    return document.execCommand("copy");
  }
}
