// The helpers' board: what was said is chosen or dragged, and joined in themes.

import { Choosing } from "./choosing.js";
import { chosen, clearChosen, listenForChosen, showChosen } from "./chosen.js";
import { Commands } from "./commands.js";
import { Dragging } from "./dragging.js";
import { joinerOf } from "./joining.js";
import { closeMenus, listenForMenus } from "./menus.js";
import { show } from "./regions.js";
import { listenForTitles } from "./renaming.js";
import { startScreen } from "./screen.js";
import { listenForSides, showSide, side } from "./sides.js";

/** @typedef {import("./dragging.js").Part} Part */

/** What came while something was dragged; to draw it then would pull it out of the hand. */
/** @type {Map<string, import("./regions.js").Region>} */
const held = new Map();
/** Suggestions that somebody does not want to see on this screen. @type {Set<string>} */
const unlike = new Set();
/** The theme that was made last, whose title is to be written. */
let fresh = 0;

const exercise = Number(document.body.dataset.shows ?? 0);
const { live } = startScreen({
  region(region) {
    if (dragging?.active) held.set(region.name, region);
    else show(region);
  },
  drawn,
});
const join = joinerOf(live);

new Commands(
  (name, payload) => live.send(name, payload),
  (answer) => {
    closeMenus();
    if (!answer.ok) live.sync();
  },
);
new Choosing(join, chosen, side, clearChosen);
listenForChosen();
listenForMenus();
listenForSides(drawn);
listenForTitles(join);
const dragging = new Dragging(document.querySelector("main") ?? document.body, {
  label: (dragged) => labelOf(dragged),
  allows: (dragged, target) => allows(dragged, target),
  drop: (dragged, target, after) => drop(dragged, target, after),
  over() {
    for (const region of held.values()) show(region);
    held.clear();
    drawn();
  },
});
drawn();

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  if (!button) return;
  const { title, put, split } = button.dataset;
  if (title) make(chosen(), title);
  if ("make" in button.dataset) make(chosen());
  if ("takeOut" in button.dataset) carryOut({ do: "take_out", ids: chosen() });
  if ("clear" in button.dataset) clearChosen();
  if (put) carryOut({ do: "add", theme: Number(put), ids: chosen() });
  if (split) divide(Number(split), chosen(button.closest("[data-theme]")));
  if ("unlike" in button.dataset) {
    unlike.add(button.closest("[data-twins]")?.getAttribute("data-twins") ?? "");
    drawn();
  }
});

/** What the server does not know of is put right again after it has drawn. */
function drawn() {
  showSide();
  for (const suggestion of document.querySelectorAll("[data-twins]")) {
    const hidden = unlike.has(suggestion.getAttribute("data-twins") ?? "");
    suggestion.toggleAttribute("hidden", hidden);
  }
  for (const twins of document.querySelectorAll(".twins")) {
    if (!twins.querySelector("[data-twins]:not([hidden])")) twins.toggleAttribute("hidden", true);
  }
  showChosen();
  writeTitle();
  follow();
}

/** Whoever came before the room was at an exercise is taken there when it comes. */
function follow() {
  const active = document.querySelector(".choice[data-active]");
  if (!exercise && active instanceof HTMLAnchorElement) location.assign(active.href);
}

/** The title of a theme that was called what its first contribution says is a proposal. */
function writeTitle() {
  const title = document.getElementById(`title-${fresh}`);
  if (!(title instanceof HTMLTextAreaElement)) return;
  fresh = 0;
  title.focus();
  title.select();
}

/**
 * @param {Record<string, unknown>} payload
 * @returns {Promise<import("./live.js").Answer & {theme?: number}>}
 */
async function carryOut(payload) {
  const answer = await join(payload);
  if (answer.ok) clearChosen();
  return answer;
}

/** @param {string[]} ids @param {string} [title] */
async function make(ids, title) {
  if (!ids.length && !title) return;
  const { theme = 0 } = await carryOut({
    do: "make",
    exercise,
    ids,
    ...(title ? { title, shelf: side() } : {}),
  });
  if (!title) fresh = theme;
  writeTitle();
}

/** @param {number} theme @param {string[]} ids */
async function divide(theme, ids) {
  const answer = await carryOut({ do: "split", theme, ids });
  fresh = answer.theme ?? 0;
  writeTitle();
}

/** @param {Part} dragged @returns {string[]} those that are dragged with it */
function idsWith({ dataset: { contribution = "" } }) {
  const all = chosen();
  return all.includes(contribution) ? all : [contribution];
}

/** @param {Part} dragged @returns {{text: string, count: number}} */
function labelOf(dragged) {
  const title = dragged.querySelector("textarea");
  if (dragged.dataset.drag === "theme") return { text: title?.value ?? "", count: 1 };
  const text = dragged.querySelector(".piece-text")?.textContent ?? "";
  return { text: text.trim().replace(/\s+/g, " "), count: idsWith(dragged).length };
}

/** @param {string} id @returns {string} how a contribution is found */
const named = (id) => `[data-contribution="${id}"]`;

/** @param {Part} dragged @param {Part} target */
function allows(dragged, target) {
  if (dragged.dataset.drag === "theme") {
    return target.dataset.drop === "theme" && target !== dragged;
  }
  const ids = idsWith(dragged);
  const joined = ids.filter((id) => document.querySelector(`.card ${named(id)}`));
  switch (target.dataset.drop) {
    case "piece":
      return !joined.length && !ids.includes(target.dataset.contribution ?? "");
    case "out":
      return joined.length > 0;
    case "theme":
      return ids.some((id) => !target.querySelector(named(id)));
    default:
      return true;
  }
}

/** @param {Part} dragged @param {Part} target @param {boolean} after */
function drop(dragged, target, after) {
  const { theme = "", contribution = "", title, drop: onto } = target.dataset;
  if (dragged.dataset.drag === "theme") {
    const [from, to] = [dragged, target].map(({ dataset }) => Number(dataset.place));
    const place = to + Number(after) - Number(from < to);
    carryOut({ do: "move", theme: Number(dragged.dataset.theme), place });
    return;
  }
  const ids = idsWith(dragged);
  if (onto === "theme") carryOut({ do: "add", theme: Number(theme), ids });
  else if (onto === "out") carryOut({ do: "take_out", ids });
  else make(onto === "piece" ? [contribution, ...ids] : ids, title);
}
