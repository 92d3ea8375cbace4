// Things are dragged with a mouse, a finger or a pen, and dropped on what takes them.

/** So far a pointer moves, in pixels, before it is no click any more. */
const FAR = 6;
/** So near to its edge a list begins to scroll, in pixels. */
const EDGE = 56;
const TAKEN = "input, textarea, select, button, summary, a";

/** @typedef {HTMLElement | SVGElement} Part of a page or of a picture */
/**
 * @typedef {object} Hooks
 * @property {(dragged: Part) => {text: string, count: number}} label what hangs on the pointer
 * @property {(dragged: Part, target: Part) => boolean} allows
 * @property {(dragged: Part, target: Part, after: boolean) => void} drop `after`: in the second
 *   half of the target
 * @property {() => void} over when nothing is dragged any more, whether it was dropped or not
 */

export class Dragging {
  #root;
  #hooks;
  /** @type {Part | null} */
  #dragged = null;
  /** @type {HTMLElement | null} */
  #ghost = null;
  /** @type {Part | null} */
  #target = null;
  #start = { x: 0, y: 0 };
  #at = { x: 0, y: 0 };

  /**
   * @param {HTMLElement} root around all that has `data-drag` and `data-drop`
   * @param {Hooks} hooks
   */
  constructor(root, hooks) {
    this.#root = root;
    this.#hooks = hooks;
    root.addEventListener("pointerdown", (event) => this.#press(event));
    root.addEventListener("pointermove", (event) => this.#move(event));
    root.addEventListener("pointerup", () => this.#release());
    root.addEventListener("pointercancel", () => this.#end());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.active) return;
      event.preventDefault();
      this.#end();
    });
  }

  /** Whether something is in the hand. */
  get active() {
    return this.#ghost !== null;
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const { target, button, isPrimary, pointerType, clientX: x, clientY: y } = event;
    if (button !== 0 || !isPrimary || !(target instanceof Element)) return;
    const dragged = target.closest("[data-drag]");
    const taken = target.closest(TAKEN);
    // A link may be dragged as a whole.
    if (!isPart(dragged) || (taken && taken !== dragged)) return;
    // A finger elsewhere than on the grip scrolls; and a theme is no handle for all that is in it.
    const byGrip = target.closest("[data-grip]") !== null;
    if (!byGrip && (pointerType !== "mouse" || dragged.dataset.drag === "theme")) return;
    this.#dragged = dragged;
    this.#start = { x, y };
  }

  /** @param {PointerEvent} event */
  #move({ pointerId, clientX: x, clientY: y, buttons }) {
    if (!this.#dragged) return;
    if (!buttons) {
      this.#end();
      return;
    }
    this.#at = { x, y };
    if (!this.active) {
      if (Math.hypot(x - this.#start.x, y - this.#start.y) < FAR) return;
      this.#root.setPointerCapture(pointerId);
      this.#lift();
    }
    this.#aim();
  }

  #lift() {
    if (!this.#dragged) return;
    const { text, count } = this.#hooks.label(this.#dragged);
    this.#ghost = document.createElement("div");
    this.#ghost.className = "ghost";
    this.#ghost.textContent = text;
    this.#ghost.setAttribute("aria-hidden", "true");
    if (count > 1) this.#ghost.dataset.count = `${count}`;
    document.body.append(this.#ghost);
    document.documentElement.dataset.dragging = this.#dragged.dataset.drag;
    requestAnimationFrame(() => this.#scroll());
  }

  /** Show where it would go now. */
  #aim() {
    const { x, y } = this.#at;
    if (!this.#ghost || !this.#dragged) return;
    this.#ghost.style.transform = `translate(${x + 12}px, ${y + 12}px)`;
    let target = document.elementFromPoint(x, y)?.closest("[data-drop]") ?? null;
    while (isPart(target) && !this.#hooks.allows(this.#dragged, target)) {
      target = target.parentElement?.closest("[data-drop]") ?? null;
    }
    const found = isPart(target) ? target : null;
    if (found !== this.#target) delete this.#target?.dataset.over;
    this.#target = found;
    if (found) found.dataset.over = this.#after(found) ? "after" : "before";
  }

  /** @param {Part} target */
  #after(target) {
    const { left, top, width, height } = target.getBoundingClientRect();
    const { x, y } = this.#at;
    // Beside others it lies in a row, alone in a column.
    const inRow = width < (target.parentElement?.clientWidth ?? 0) * 0.7;
    return inRow ? x > left + width / 2 : y > top + height / 2;
  }

  /** Bring what lies beyond the edge of a list. */
  #scroll() {
    if (!this.active) return;
    const { x, y } = this.#at;
    const list = scrollingAt(document.elementFromPoint(x, y));
    const { top, bottom } =
      list === document.scrollingElement
        ? { top: 0, bottom: window.innerHeight }
        : list.getBoundingClientRect();
    const before = list.scrollTop;
    if (y < top + EDGE) list.scrollTop -= (top + EDGE - y) / 4;
    if (y > bottom - EDGE) list.scrollTop += (y - bottom + EDGE) / 4;
    if (list.scrollTop !== before) this.#aim();
    requestAnimationFrame(() => this.#scroll());
  }

  #release() {
    const [dragged, target] = [this.#dragged, this.#target];
    if (this.active) swallowClick();
    const after = target ? this.#after(target) : false;
    this.#end();
    if (dragged && target) this.#hooks.drop(dragged, target, after);
  }

  #end() {
    const wasActive = this.active;
    delete this.#target?.dataset.over;
    delete document.documentElement.dataset.dragging;
    this.#ghost?.remove();
    this.#ghost = this.#target = this.#dragged = null;
    if (wasActive) this.#hooks.over();
  }
}

/** @param {Element | null} element @returns {element is Part} */
function isPart(element) {
  return element instanceof HTMLElement || element instanceof SVGElement;
}

/** The click that ends a drag is none. */
function swallowClick() {
  const stop = (/** @type {Event} */ event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", stop, { capture: true }));
}

/** @param {Element | null} element @returns {Element} the nearest around it that can scroll */
function scrollingAt(element) {
  for (let around = element; around; around = around.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(around).overflowY);
    if (scrolls && around.scrollHeight > around.clientHeight) return around;
  }
  return document.scrollingElement ?? document.documentElement;
}
