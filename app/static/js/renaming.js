// The titles of themes are written where they stand; nobody's title is written over unseen.

/**
 * The revision that a title had when somebody began to write it.
 * @type {Map<string, number>}
 */
const seen = new Map();

/** @param {EventTarget | null} target @returns {HTMLTextAreaElement | null} */
const titleOf = (target) =>
  target instanceof HTMLTextAreaElement && target.dataset.rename ? target : null;

/** @param {import("./joining.js").Join} join */
export function listenForTitles(join) {
  document.addEventListener("input", ({ target }) => {
    const title = titleOf(target);
    const { rename = "", base } = title?.dataset ?? {};
    if (title && !seen.has(rename)) seen.set(rename, Number(base));
  });
  document.addEventListener("change", ({ target }) => {
    const title = titleOf(target);
    if (title) save(title, join);
  });
  document.addEventListener("keydown", (event) => {
    const title = titleOf(event.target);
    if (!title || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      save(title, join);
    } else if (event.key === "Escape") {
      forget(title);
    }
  });
}

/** @param {HTMLTextAreaElement} title */
function forget(title) {
  title.value = title.defaultValue;
  seen.delete(title.dataset.rename ?? "");
}

/**
 * @param {HTMLTextAreaElement} title
 * @param {import("./joining.js").Join} join
 */
async function save(title, join) {
  const { rename = "", base } = title.dataset;
  const text = title.value;
  if (text === title.defaultValue || !text.trim()) {
    forget(title);
    return;
  }
  const answer = await join({
    do: "rename",
    theme: Number(rename),
    title: text,
    base: seen.get(rename) ?? Number(base),
  });
  if (answer.ok) {
    seen.delete(rename);
    title.defaultValue = text;
  } else if (answer.revision !== undefined) {
    // Now they have been told what it is called: who saves again means it.
    seen.set(rename, answer.revision);
  }
}
