// Time as people read it on the screens.

/**
 * Time left as `7:24` or `1:07:24`, time over as `+1:20`.
 * @param {number} left milliseconds; negative when the time is over
 * @returns {string}
 */
export function timeLeft(left) {
  const seconds = Math.ceil(left / 1000);
  return (seconds < 0 ? "+" : "") + minutesAndSeconds(Math.abs(seconds));
}

/**
 * Time until a moment as `7:24`; `0:00` when it has passed.
 * @param {number} left milliseconds
 * @returns {string}
 */
export function countdown(left) {
  return minutesAndSeconds(Math.max(0, Math.ceil(left / 1000)));
}

/** @param {number} seconds whole and not negative */
function minutesAndSeconds(seconds) {
  const rest = `${seconds % 60}`.padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${`${minutes % 60}`.padStart(2, "0")}:${rest}`;
}

/**
 * The wall clock as `16.52`.
 * @param {number} moment milliseconds since the epoch
 * @param {string} zone an IANA time zone
 * @returns {string}
 */
export function hoursMinutes(moment, zone) {
  return wallClock(moment, zone).slice(0, 2).join(".");
}

/**
 * The wall clock as `16.52.36`.
 * @param {number} moment milliseconds since the epoch
 * @param {string} zone an IANA time zone
 * @returns {string}
 */
export function hoursMinutesSeconds(moment, zone) {
  return wallClock(moment, zone).join(".");
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {number} moment
 * @param {string} zone
 * @returns {string[]} hours, minutes and seconds, two digits each
 */
function wallClock(moment, zone) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("nb", {
      timeZone: zone,
      hourCycle: "h23",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(zone, format);
  }
  const parts = format.formatToParts(moment).filter((part) => part.type !== "literal");
  return parts.map((part) => part.value.padStart(2, "0"));
}
