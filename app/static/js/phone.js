// A participant's phone.

import { listenForAnswering, offerAnswerable } from "./answers.js";
import { Commands } from "./commands.js";
import { words } from "./connection.js";
import { countAll, listenForCounting } from "./counting.js";
import { recall, remember } from "./device.js";
import { Dots } from "./dots.js";
import { Drafts } from "./drafts.js";
import { Forms } from "./forms.js";
import { thisTab } from "./ids.js";
import { keepForms, listenForGivingUp } from "./kept.js";
import { Mine } from "./mine.js";
import { notice } from "./notice.js";
import { Nudge } from "./nudge.js";
import { Outbox } from "./outbox.js";
import { show } from "./regions.js";
import { listenForWritingOn } from "./returned.js";
import { startScreen } from "./screen.js";
import { Waiting } from "./waiting.js";

/** Messages that must arrive even if the net is away now; the others are meant for this moment. */
const MUST_ARRIVE = new Set(["withdraw", "share"]);
/** A phone is sent to the door at most once in so many milliseconds. */
const PATIENCE_AT_THE_DOOR = 30_000;
const FIELDS = "input, textarea, select";

const { key = "", join = "/" } = document.body.dataset;
// The key without its signature, which is a secret that nothing here needs to keep.
const seat = key.slice(0, key.lastIndexOf("."));
const meeting = seat.split(".")[0];

const { live, connection } = startScreen({
  region(region) {
    const element = document.querySelector(`[data-region="${CSS.escape(region.name)}"]`);
    if (!(element instanceof HTMLElement)) return;
    const before = heading();
    keepForms(element, () => show(region));
    // Who has scrolled down sees what is new, but nobody is torn away from what they write.
    if (heading() !== before && !document.activeElement?.matches(FIELDS)) scrollTo(0, 0);
  },
  drawn,
  connected(connected) {
    if (connected) outbox.pump();
    waiting.draw();
  },
  async refused() {
    await outbox.leaveBehind();
    const last = Number(recall("turned-away") ?? 0);
    remember("turned-away", `${Date.now()}`);
    if (Math.abs(Date.now() - last) > PATIENCE_AT_THE_DOOR) location.replace(join);
  },
});
const mine = new Mine(seat);
const nudge = new Nudge(seat);
const dots = new Dots();
const drafts = new Drafts(seat);
const outbox = new Outbox(
  { seat, meeting },
  thisTab(),
  (name, payload) => live.send(name, payload),
  changed,
);
const waiting = new Waiting(outbox, (entry, sent) => {
  if (sent) return words(saidOf(entry));
  return words(live.connected ? "sending" : "offline");
});

new Forms(outbox, drafts, live);
new Commands(
  async (name, payload) => {
    if (name === "support") {
      const dot = /** @type {import("./dots.js").Dot} */ (payload);
      return dots.press(dot, () => live.send(name, dot));
    }
    if (!MUST_ARRIVE.has(name)) return live.send(name, payload);
    await outbox.add(name, /** @type {{id: string}} */ (payload));
    return { ok: true };
  },
  (answer) => {
    if (!answer.ok) live.sync();
  },
);
listenForCounting();
listenForAnswering();
listenForWritingOn();
listenForGivingUp((form) => drafts.drop(form));
drawn();
outbox.start();

/** @returns {string | null | undefined} what the room is at now */
function heading() {
  return document.querySelector("h1")?.textContent;
}

function drawn() {
  // First, so that a draft finds what it has chosen.
  offerAnswerable();
  drafts.restore();
  countAll();
  mine.mark();
  nudge.draw();
  dots.mark();
  waiting.draw();
}

/** @param {import("./store.js").Entry | null} answered */
function changed(answered) {
  if (answered?.state === "refused") refused(answered);
  else if (answered) sent(answered);
  waiting.draw();
  if (!live.connected) connection.show("offline");
  else if (outbox.entries.some((entry) => entry.state === "waiting")) connection.show("sending");
  else if (answered) connection.show(answered.state === "refused" ? "connected" : saidOf(answered));
}

/**
 * @param {import("./store.js").Entry} entry one that the server has taken
 * @returns {"saved" | "noted"}
 */
function saidOf({ name }) {
  return name === "note" ? "noted" : "saved";
}

/** @param {import("./store.js").Entry} entry */
function sent(entry) {
  if (entry.name === "give") mine.add(entry.payload.id);
  mine.mark();
  notice("");
  waiting.sent(entry);
  connection.again();
}

/** @param {import("./store.js").Entry} entry */
function refused(entry) {
  if (entry.filled.length) {
    waiting.refused(entry);
  } else {
    // There is no text to keep: it is enough to say that it did not go.
    notice(entry.message ?? "");
    outbox.forget(entry);
  }
}
