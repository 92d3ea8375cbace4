// Pages of our own that a script asks for, and forms that it sends, as a browser would.

/**
 * @param {string} address
 * @param {RequestInit} [how]
 * @returns {Promise<{answer: Response, page: Document}>} its scripts do not run
 */
export async function askFor(address, how) {
  const answer = await fetch(address, how);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { answer, page };
}

/**
 * @param {FormData} data without files
 * @returns {URLSearchParams} what the server reads it as
 */
export function written(data) {
  const body = new URLSearchParams();
  for (const [name, value] of data) body.append(name, `${value}`);
  return body;
}
