// What is done with themes is sent from here, and whoever did it is told when it was refused.

import { notice, reason } from "./notice.js";

/** @typedef {import("./live.js").Answer & {theme?: number, title?: string, revision?: number}} Joined */
/**
 * @typedef {(payload: Record<string, unknown>, near?: Element | null) => Promise<Joined>} Join
 */

/**
 * @param {import("./live.js").Live} live
 * @returns {Join} `near` is where it was done: in a dialog the dialog says what was refused
 */
export function joinerOf(live) {
  return async (payload, near = null) => {
    /** @type {Joined} */
    const answer = await live.send("theme", payload);
    notice(answer.ok ? "" : reason(answer), near);
    if (!answer.ok) live.sync();
    return answer;
  };
}
