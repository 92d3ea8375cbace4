// What this phone or laptop keeps for itself; where it may not, it forgets when the page closes.

/** @type {Map<string, string>} */
const memory = new Map();
const PREFIX = "medvirk:";

/**
 * @param {string} name
 * @returns {string | null}
 */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
    memory.delete(name);
  } catch {
    memory.set(name, value);
  }
}

/** @param {string} name */
export function forget(name) {
  memory.delete(name);
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // What may not be kept need not be removed.
  }
}

/**
 * @param {string} start
 * @returns {string[]} the names of what is kept that begin so
 */
export function remembered(start) {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX + start))
      .map((name) => name.slice(PREFIX.length));
  } catch {
    return Array.from(memory.keys()).filter((name) => name.startsWith(start));
  }
}
