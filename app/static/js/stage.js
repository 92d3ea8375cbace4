// The projector: nobody touches it, and it never goes blank.

import { startScreen } from "./screen.js";
import { swallowReload } from "./shortcuts.js";

const { dataset } = document.documentElement;

startScreen({
  connected(connected) {
    if (connected) delete dataset.offline;
    else dataset.offline = "";
  },
  refused: () => {
    // The desk that shows the stage in a frame has the new link when it comes again.
    if (window.parent !== window) window.parent.location.reload();
    dataset.offline = "";
    const note = document.querySelector(".offline-note");
    if (note) note.textContent = document.body.dataset.textRefused ?? "";
  },
});
swallowReload();

// The moderator's "black" comes as a region; this is for whoever stands at the projector.
document.addEventListener("keydown", ({ key, repeat, ctrlKey, altKey, metaKey }) => {
  if (repeat || ctrlKey || altKey || metaKey || !/^[bB.]$/.test(key)) return;
  if ("black" in dataset) delete dataset.black;
  else dataset.black = "";
});

/** The laptop does not go to sleep on stage, where the browser lets us say so. */
async function stayAwake() {
  if (document.hidden || !("wakeLock" in navigator)) return;
  try {
    await navigator.wakeLock.request("screen");
  } catch {
    // The battery is low or the browser does not want to: the laptop's own settings decide.
  }
}
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
