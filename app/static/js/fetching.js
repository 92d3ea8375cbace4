// Fetches what the server has to make first: asks again until it is there.

/** How long between two questions, in milliseconds. */
const AGAIN = 1000;

/**
 * @param {string} address
 * @param {(done: number, of: number) => void} told how far it has come; `of` is 0 while nobody knows
 * @returns {Promise<any>} what was made; refused with an error whose message is for people
 */
export async function fetched(address, told) {
  let asked = address;
  for (;;) {
    const answer = await ask(asked);
    if (answer.status === 200) return answer.told;
    if (answer.status !== 202) throw new Error(answer.told.problem ?? "");
    told(answer.told.done, answer.told.of);
    asked = `${address}?making=${encodeURIComponent(answer.told.making)}`;
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}

/** @param {string} address */
async function ask(address) {
  try {
    const answer = await fetch(address);
    return { status: answer.status, told: await answer.json() };
  } catch {
    // The net was away, or what came is no answer of ours: the page says what to do.
    throw new Error("");
  }
}
