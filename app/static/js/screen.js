// What every live screen does: connect, show regions as they come, tick the clock, say how it goes.

import { Clock } from "./clock.js";
import { Connection } from "./connection.js";
import { listenForDialogs } from "./dialogs.js";
import { Live } from "./live.js";
import { notice } from "./notice.js";
import { show, versions } from "./regions.js";

/**
 * @typedef {object} Screen
 * @property {Live} live
 * @property {Connection} connection
 */

/**
 * What a kind of screen does besides; each may be left out.
 * @typedef {object} Besides
 * @property {(region: import("./regions.js").Region) => void} [region] shows a region its own way
 * @property {() => void} [drawn] after a region was shown
 * @property {(connected: boolean) => void} [connected] when the connection comes or goes
 * @property {() => void} [refused] when the key does not hold any more
 */

/**
 * @param {Besides} besides
 * @returns {Screen}
 */
export function startScreen(besides = {}) {
  const { key = "", language = "", zone = "Europe/Oslo", shows } = document.body.dataset;
  const clock = new Clock(zone, () => live.sync());
  const connection = new Connection();
  const live = new Live(
    { key, language, ...(shows ? { exercise: Number(shows) } : {}) },
    {
      versions: () => ({ ...versions(), clock: clock.version }),
      region(region) {
        (besides.region ?? show)(region);
        clock.draw();
        besides.drawn?.();
      },
      clock: (programme) => clock.update(programme),
      answered: (serverNow, asked, answered) => clock.answer(serverNow, asked, answered),
      connection(connected) {
        connection.show(connected ? "connected" : "offline");
        if (connected) notice("");
        besides.connected?.(connected);
      },
      refused() {
        document.documentElement.dataset.refused = "";
        notice(document.body.dataset.textRefused ?? "");
        besides.refused?.();
      },
    },
  );
  listenForDialogs();
  return { live, connection };
}
