// The sides of a question are worked on one at a time: what belongs to another side is hidden.

/** @returns {NodeListOf<HTMLInputElement>} */
const radios = () => document.querySelectorAll("input[name=side]");

/** @returns {string} the name of the side that is shown; empty where there is only one */
export function side() {
  return Array.from(radios()).find(({ checked }) => checked)?.value ?? "";
}

export function showSide() {
  const shown = side();
  for (const element of document.querySelectorAll("[data-shelf]")) {
    element.toggleAttribute("hidden", element.getAttribute("data-shelf") !== shown);
  }
}

/** @param {() => void} changed called when another side is shown; the address remembers which */
export function listenForSides(changed) {
  const asked = location.hash.slice(1);
  for (const radio of radios()) if (radio.value === asked) radio.checked = true;
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "side") return;
    history.replaceState(null, "", `#${target.value}`);
    changed();
  });
}
