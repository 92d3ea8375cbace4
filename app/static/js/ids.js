// Random ids that also work where the page came over plain http.

/**
 * A UUID, version 4. `crypto.randomUUID` does not exist on a hall's own network: no secure context.
 * @returns {string}
 */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * What tells this tab from others: a reload is the same tab.
 * @returns {string}
 */
export function thisTab() {
  try {
    sessionStorage.medvirkTab ??= newId();
    return sessionStorage.medvirkTab;
  } catch {
    return newId();
  }
}
