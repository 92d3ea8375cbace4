// What a measure may answer: what the table has said, as choices in the form of the measure.

const CHOICE = 'form[data-exercise] select[name="answers"]';

/** @returns {NodeListOf<HTMLElement>} contributions and themes that ask for a measure */
const answerable = () => document.querySelectorAll("[data-answerable]");

/** @returns {NodeListOf<HTMLSelectElement>} */
const choices = () => document.querySelectorAll(CHOICE);

/** Let every form choose among what is answerable on the page now. */
export function offerAnswerable() {
  const offered = new Map(
    Array.from(answerable(), (element) => [
      element.dataset.contribution ?? element.getAttribute("value") ?? "",
      element.dataset.answerable ?? "",
    ]),
  );
  for (const choice of choices()) {
    for (const option of choice.querySelectorAll("option")) {
      const words = offered.get(option.value);
      if (words !== undefined) name(option, words);
      // What somebody has chosen stays until it is sent, though it is taken back meanwhile.
      else if ("local" in option.dataset && !option.selected) option.remove();
    }
    const there = new Set(Array.from(choice.options, ({ value }) => value));
    for (const [value, words] of offered) {
      if (!there.has(value)) choice.append(made(choice, value, words));
    }
  }
}

/** `[data-answer]` chooses what it names in the form that is open, and lets one write there. */
export function listenForAnswering() {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-answer]") : null;
    if (!button) return;
    const choice = Array.from(choices()).find(({ form }) => !form?.dataset.revise);
    if (!choice?.form) return;
    offerAnswerable();
    choice.value = button.getAttribute("data-answer") ?? "";
    // What has changed is known before it is kept as a draft.
    for (const kind of ["change", "input"]) {
      choice.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    unfold(choice.form);
    const text = choice.form.elements.namedItem("text");
    if (text instanceof HTMLElement) text.focus();
  });
}

/**
 * @param {HTMLSelectElement} choice
 * @param {string} value
 * @param {string} words
 */
function made(choice, value, words) {
  const option = new Option(words, value);
  // Its id keeps a newer page from making something else of it.
  option.id = `${choice.id}-${value}`;
  option.dataset.local = "";
  return option;
}

/**
 * @param {HTMLOptionElement} option
 * @param {string} words
 */
function name(option, words) {
  if (option.text !== words) option.text = words;
}

/** @param {Element} element */
function unfold(element) {
  for (let fold = element.closest("details"); fold; ) {
    fold.open = true;
    fold = fold.parentElement?.closest("details") ?? null;
  }
}
