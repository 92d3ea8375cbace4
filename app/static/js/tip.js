// Who somebody in the picture is: told beside them while one points at them or stands there.

import { seatOf } from "./lifting.js";

/** @param {HTMLElement} root around the picture */
export function listenForTips(root) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  // The link says the same to who does not see it.
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);

  const tell = (/** @type {Event} */ { target }) => {
    const seat = seatOf(target);
    // What is in the hand is told below the picture.
    tip.hidden = !seat || seat.hasAttribute("data-lifted");
    if (!seat || tip.hidden) return;
    tip.textContent = seat.getAttribute("aria-label");
    const { left, bottom, width, top } = seat.getBoundingClientRect();
    const { width: own, height } = tip.getBoundingClientRect();
    const x = Math.max(8, Math.min(left + width / 2 - own / 2, innerWidth - own - 8));
    const y = bottom + height + 8 > innerHeight ? top - height - 4 : bottom + 4;
    tip.style.transform = `translate(${x}px, ${y}px)`;
  };
  const end = () => {
    tip.hidden = true;
  };
  root.addEventListener("pointerover", tell);
  root.addEventListener("focusin", tell);
  root.addEventListener("pointerdown", end);
  root.addEventListener("focusout", end);
  document.addEventListener("scroll", end, { passive: true });
  const putAway = (/** @type {KeyboardEvent} */ { key }) => {
    if (key === "Escape" || key === "Enter") end();
  };
  // Before whoever lifts with the same key keeps it to themselves.
  document.addEventListener("keydown", putAway, { capture: true });
}
