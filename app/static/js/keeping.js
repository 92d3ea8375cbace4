// Takes what is chosen in a form along when its page is asked for in another language.

/**
 * @param {HTMLFormElement} form One that asks for a page; `data-kept` says what else to ask for, so
 *   that the form is shown again.
 */
export function keepInLanguages(form) {
  form.addEventListener("change", () => {
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
      document.querySelectorAll(".languages a")
    );
    for (const link of links) {
      const asked = new URLSearchParams();
      for (const [name, value] of new FormData(form)) asked.append(name, String(value));
      asked.set(form.dataset.kept ?? "", "");
      asked.set("language", link.hreflang);
      link.search = String(asked);
    }
  });
}
