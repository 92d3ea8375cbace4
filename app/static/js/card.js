// What the door is told of the one who has just come: the name, the table, and what may be done.

/** @typedef {import("./guests.js").Guests} Guests */
/**
 * `waiting` and `cancelled` ask whether to give a place; `asks` waits for what the server knows of a
 * badge; `unread` is no badge.
 * @typedef {"come" | "already" | "undone" | "waiting" | "cancelled" | "asks" | "unread"} Kind
 */

/** How long somebody has to read it, in milliseconds; what asks stays until it is answered. */
const SHOWN = 10_000;
const PASSING = new Set(["come", "already", "undone", "unread"]);

/** What the server has told of somebody. @typedef {{name?: string, table?: number | null}} Told */

export class Card {
  #guests;
  #connected;
  #timer = 0;
  /** @type {Kind | null} */
  kind = null;
  /** Whom it is about, the first one first. @type {string[]} */
  ids = [];
  /** @type {Map<string, Told>} */
  #told = new Map();

  /**
   * @param {Guests} guests
   * @param {() => boolean} connected
   */
  constructor(guests, connected) {
    this.#guests = guests;
    this.#connected = connected;
  }

  /**
   * @param {Kind} kind
   * @param {string[]} ids
   * @param {{told?: Told, message?: string}} besides
   */
  show(kind, ids = [], { told, message } = {}) {
    this.kind = kind;
    this.ids = ids;
    if (told) this.tell(ids[0], told);
    const place = placeOf();
    const card = cloneOf("template[data-card]");
    if (!place || !card) return;
    card.dataset.kind = kind;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (
      card.querySelectorAll("[data-for]")
    )) {
      part.hidden ||= !part.dataset.for?.split(" ").includes(kind);
    }
    if (message) say(card, "[data-card-message]", message);
    this.#full(card, kind);
    this.#people(card);
    this.#party(card, kind);
    place.replaceChildren(card);
    clearTimeout(this.#timer);
    if (PASSING.has(kind)) this.#pass(card);
  }

  /** @param {HTMLElement} card is put away after a while, but not from under somebody's fingers */
  #pass(card) {
    this.#timer = setTimeout(() => {
      if (card.contains(document.activeElement)) this.#pass(card);
      else this.putAway();
    }, SHOWN);
  }

  /**
   * The server has told more of somebody.
   * @param {string} id
   * @param {Told} told
   */
  tell(id, told) {
    this.#told.set(id, told);
    const card = document.querySelector(".card");
    if (card instanceof HTMLElement && this.ids.includes(id)) this.#people(card);
  }

  /** @param {string} id */
  nameOf(id) {
    return this.#told.get(id)?.name ?? "";
  }

  putAway() {
    this.kind = null;
    this.ids = [];
    for (const place of document.querySelectorAll("[data-card-place]")) place.replaceChildren();
  }

  /** @param {HTMLElement} card */
  #people(card) {
    const items = this.ids.flatMap((id) => {
      const item = cloneOf("template[data-card-person]");
      if (!item) return [];
      const { name, table } = this.#told.get(id) ?? {};
      const number = table ?? this.#guests.table(id);
      say(item, "[data-card-name]", name || this.#guests.name(id));
      say(item, "[data-card-number]", `${number ?? ""}`);
      item.querySelector("[data-card-table]")?.toggleAttribute("hidden", !number);
      return [item];
    });
    card.querySelector("[data-card-people]")?.replaceChildren(...items);
    const waits = this.kind === "come" && !this.#connected();
    card.querySelector("[data-card-waits]")?.toggleAttribute("hidden", !waits);
  }

  /**
   * @param {HTMLElement} card
   * @param {Kind} kind
   */
  #party(card, kind) {
    const missing = this.missing;
    const asks = kind === "come" && missing.length > 0;
    card.querySelector("[data-card-party]")?.toggleAttribute("hidden", !asks);
    card.querySelector("[data-card-all]")?.toggleAttribute("hidden", !asks);
    say(card, "[data-card-names]", missing.map((id) => this.#guests.name(id)).join(", "));
  }

  /** Those of the party who have not come. */
  get missing() {
    const [first] = this.ids;
    if (!first) return [];
    return this.#guests
      .party(first)
      .filter((id) => !this.ids.includes(id) && !this.#guests.hasCome(id));
  }

  /**
   * @param {HTMLElement} card
   * @param {Kind} kind
   */
  #full(card, kind) {
    const asks = kind === "waiting" || kind === "cancelled";
    const full = document.querySelector("[data-full]") !== null;
    card.querySelector("[data-when-full]")?.toggleAttribute("hidden", !(asks && full));
  }
}

/** @returns {Element | null} in the dialog that is open, else on the page */
function placeOf() {
  return (
    document.querySelector("dialog[open] [data-card-place]") ??
    document.querySelector("[data-card-place]")
  );
}

/**
 * @param {string} selector of a template
 * @returns {HTMLElement | null}
 */
export function cloneOf(selector) {
  const template = document.querySelector(selector);
  if (!(template instanceof HTMLTemplateElement)) return null;
  return /** @type {HTMLElement | null} */ (template.content.firstElementChild?.cloneNode(true));
}

/**
 * @param {HTMLElement} element
 * @param {string} place
 * @param {string} text
 */
export function say(element, place, text) {
  const found = element.querySelector(place);
  if (found) found.textContent = text;
}
