// Shows how much is written in a field and how much there is room for, as `35/140`.

/** Count in what is written from now on. */
export function listenForCounting() {
  document.addEventListener("input", ({ target }) => {
    const form = target instanceof Element ? target.closest("form") : null;
    if (form) count(form);
  });
  document.addEventListener("reset", ({ target }) => {
    if (target instanceof HTMLFormElement) setTimeout(() => count(target));
  });
}

/** Count in every form of the page. */
export function countAll() {
  for (const form of document.forms) count(form);
}

/** @param {HTMLFormElement} form */
function count(form) {
  for (const counter of form.querySelectorAll("[data-count]")) {
    const field = form.elements.namedItem(counter.getAttribute("data-count") ?? "");
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
      counter.textContent = `${Array.from(field.value).length}/${field.dataset.most}`;
    }
  }
}
