// Somebody in the picture is lifted with Enter, taken to a table with arrows or figures, and put down.

/**
 * @typedef {object} Hooks
 * @property {(seat: SVGElement, table: number) => void} put 0 is no table
 * @property {(seat: SVGElement) => void} choose
 * @property {(text: string) => void} say
 */

const STEPS = new Map([
  ["ArrowRight", 1],
  ["ArrowDown", 1],
  ["ArrowLeft", -1],
  ["ArrowUp", -1],
]);

export class Lifting {
  #root;
  #hooks;
  /** Whom the tab key comes to: one of the picture, or a hall of fifty is in its way. */
  #current = "";
  #lifted = "";
  /** @type {number | null} */
  #target = null;
  #figures = "";

  /** @param {HTMLElement} root around the picture @param {Hooks} hooks */
  constructor(root, hooks) {
    this.#root = root;
    this.#hooks = hooks;
    root.addEventListener("keydown", (event) => {
      const seat = seatOf(event.target);
      if (!seat || event.ctrlKey || event.altKey || event.metaKey) return;
      const done = this.#lifted ? this.#carry(seat, event.key) : this.#walk(seat, event.key);
      if (!done) return;
      event.preventDefault();
      event.stopPropagation();
    });
    root.addEventListener("focusin", ({ target }) => {
      const seat = seatOf(target);
      if (!seat) return;
      this.#current = seat.id;
      if (this.#lifted && this.#lifted !== seat.id) this.#letGo();
      this.drawn();
    });
  }

  /** Put right what the server does not know of. */
  drawn() {
    const seats = this.#seats();
    if (!seats.some(({ id }) => id === this.#current)) this.#current = seats[0]?.id ?? "";
    for (const seat of seats) {
      seat.setAttribute("tabindex", seat.id === this.#current ? "0" : "-1");
      seat.toggleAttribute("data-lifted", seat.id === this.#lifted);
    }
    const lifted = this.#lifted && document.getElementById(this.#lifted);
    this.#root.toggleAttribute("data-holding", Boolean(lifted));
    for (const drop of this.#root.querySelectorAll("[data-drop=table], [data-drop=tray]")) {
      const number = Number(drop.getAttribute("data-table") ?? 0);
      drop.toggleAttribute("data-target", Boolean(lifted) && number === this.#target);
    }
  }

  /** @returns {SVGElement[]} */
  #seats() {
    return Array.from(this.#root.querySelectorAll("svg .seat"));
  }

  /** @param {SVGElement} seat @param {string} key @returns {boolean} whether it meant something */
  #walk(seat, key) {
    if (key === "Enter") this.#lift(seat);
    else if (key === " ") this.#hooks.choose(seat);
    else if (STEPS.has(key) || key === "Home" || key === "End") this.#next(seat, key)?.focus();
    else return false;
    return true;
  }

  /** @param {SVGElement} seat */
  #lift(seat) {
    this.#lifted = seat.id;
    this.#target = null;
    this.#figures = "";
    this.#say("sayLifted", { name: seat.dataset.name ?? "" });
    this.drawn();
  }

  /**
   * Sideways from one to the next, up and down from table to table.
   * @param {SVGElement} seat @param {string} key
   */
  #next(seat, key) {
    const seats = this.#seats();
    const at = seats.indexOf(seat);
    if (key === "Home") return seats[0];
    if (key === "End") return seats.at(-1);
    const step = STEPS.get(key) ?? 0;
    if (key === "ArrowRight" || key === "ArrowLeft") return seats[at + step];
    const rest = step > 0 ? seats.slice(at) : seats.slice(0, at).reverse();
    return rest.find(({ dataset }) => dataset.at !== seat.dataset.at);
  }

  /** @param {SVGElement} seat @param {string} key @returns {boolean} whether it meant something */
  #carry(seat, key) {
    if (key === "Escape") {
      this.#letGo();
    } else if (key === "Enter" || key === " ") {
      const target = this.#target;
      if (target === null) return true;
      this.#letGo();
      this.#hooks.put(seat, target);
    } else if (STEPS.has(key)) {
      this.#figures = "";
      this.#step(seat, STEPS.get(key) ?? 0);
    } else if (/^\d$/.test(key)) {
      this.#figures = this.#table(Number(this.#figures + key)) ? this.#figures + key : key;
      this.#aim(seat, Number(this.#figures));
    } else {
      return false;
    }
    this.drawn();
    return true;
  }

  /** @param {SVGElement} seat @param {number} step */
  #step(seat, step) {
    const own = Number(seat.dataset.at);
    const free = Array.from(this.#root.querySelectorAll("svg .table:not([data-full])"), (table) =>
      Number(table.getAttribute("data-table")),
    ).filter((number) => number !== own);
    const ways = [...free, 0];
    // The first step goes to the tables on both sides of one's own.
    const from =
      this.#target === null
        ? ways.findIndex((number) => number > own || number === 0) - (step > 0 ? 1 : 0)
        : ways.indexOf(this.#target);
    this.#aim(seat, ways[(from + step + ways.length) % ways.length]);
  }

  /** @param {SVGElement} seat @param {number} number */
  #aim(seat, number) {
    const table = this.#table(number);
    const counts = table?.dataset.counts ?? "";
    this.#target = null;
    if (number === 0) {
      this.#target = 0;
      this.#say("sayNowhere", {});
    } else if (table && "full" in table.dataset && number !== Number(seat.dataset.at)) {
      this.#say("sayFull", { table: `${number}`, counts });
    } else if (table) {
      this.#target = number;
      this.#say("sayTarget", { table: `${number}`, counts });
      table.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {number} number @returns {SVGElement | null} */
  #table(number) {
    return this.#root.querySelector(`svg .table[data-table="${number}"]`);
  }

  #letGo() {
    this.#lifted = "";
    this.#target = null;
    this.#hooks.say("");
    this.drawn();
  }

  /** @param {string} name of the root's text @param {Record<string, string>} values */
  #say(name, values) {
    const text = this.#root.dataset[name] ?? "";
    this.#hooks.say(text.replace(/\{(\w+)\}/g, (_, value) => values[value] ?? ""));
  }
}

/** @param {EventTarget | null} target @returns {SVGElement | null} the person that it belongs to */
export function seatOf(target) {
  const seat = target instanceof Element ? target.closest("svg .seat") : null;
  return seat instanceof SVGElement ? seat : null;
}
