// The moderator's console.

import { offerAnswerable } from "./answers.js";
import { Choosing } from "./choosing.js";
import { Commands } from "./commands.js";
import { countAll, listenForCounting } from "./counting.js";
import { Drafts } from "./drafts.js";
import { joinerOf } from "./joining.js";
import { Paper } from "./paper.js";
import { startScreen } from "./screen.js";
import { listenForKeyBoxes, listenForShortcuts, swallowReload } from "./shortcuts.js";

let seen = current()?.id;

const { live } = startScreen({
  drawn() {
    offerAnswerable();
    if (current()?.id === seen) return;
    seen = current()?.id;
    showCurrent();
  },
});
new Commands(
  (name, payload) => live.send(name, payload),
  (answer) => {
    if (!answer.ok) live.sync();
    // A page without regions is a list to read; it shows what was done when it comes again.
    else if (!document.querySelector("[data-region]")) location.reload();
  },
);
new Choosing(joinerOf(live));
const drafts = new Drafts(`paper:${document.body.dataset.meeting}`);
new Paper(live, drafts);
// First, so that a draft finds what it has chosen.
offerAnswerable();
drafts.restore();
listenForCounting();
countAll();
listenForShortcuts();
listenForKeyBoxes();
swallowReload();
showCurrent();

/** The line of the programme that runs. */
function current() {
  return document.querySelector('[aria-current="step"]');
}

/** Scrolls the programme, never the page: on a narrow screen the desk stays where it is. */
function showCurrent() {
  const list = document.querySelector(".desk-programme");
  if (list && list.scrollHeight > list.clientHeight) {
    current()?.scrollIntoView({ block: "nearest" });
  }
}
