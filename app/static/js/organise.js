// The organiser's pages; they work without any of this.

import { Autosave } from "./autosave.js";
import { followSections, refreshBeside } from "./beside.js";
import { Commands } from "./commands.js";
import { listenForCopying } from "./copying.js";
import { listenForDialogs } from "./dialogs.js";
import { keepInLanguages } from "./keeping.js";
import { previewOf } from "./preview.js";
import { refresh } from "./refresh.js";
import { reviewIn } from "./reviewing.js";
import { startScreen } from "./screen.js";
import { makeSortable } from "./sorting.js";

if (document.body.dataset.key) {
  const { live } = startScreen();
  new Commands(
    (name, payload) => live.send(name, payload),
    (answer) => {
      if (!answer.ok) live.sync();
    },
  );
} else {
  listenForDialogs();
}
listenForCopying();
for (const form of document.querySelectorAll("form[data-paste]")) {
  previewOf(/** @type {HTMLFormElement} */ (form));
}
for (const form of document.querySelectorAll("form[data-kept]")) {
  keepInLanguages(/** @type {HTMLFormElement} */ (form));
}
for (const list of document.querySelectorAll("[data-sortable]")) {
  makeSortable(/** @type {HTMLElement} */ (list));
}
for (const review of document.querySelectorAll("[data-review]")) {
  reviewIn(/** @type {HTMLElement} */ (review));
}
for (const part of document.querySelectorAll("[data-refresh]")) {
  refresh(/** @type {HTMLElement} */ (part));
}
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const frame = document.querySelector("[data-report-preview]");
  const own = /** @type {HTMLFormElement} */ (form);
  new Autosave(own, () => {
    if (frame instanceof HTMLIFrameElement) refreshBeside(frame);
  });
  if (frame instanceof HTMLIFrameElement) followSections(own, frame);
}
