// Names as one types them in a hurry: without accents, capitals or the letters that a keyboard lacks.

/** Letters that are no others with an accent. @type {Record<string, string>} */
const ALIKE = {
  "\u00e6": "ae",
  "\u00f8": "o",
  "\u00f0": "d",
  "\u00fe": "th",
  "\u00df": "ss",
  "\u0111": "d",
  "\u0142": "l",
  "\u014b": "n",
  "\u0167": "t",
};
const UNLIKE = new RegExp(`[${Object.keys(ALIKE).join("")}]`, "g");

/**
 * @param {string} text
 * @returns {string} its words in small plain letters, with one space between them
 */
export function fold(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(UNLIKE, (letter) => ALIKE[letter])
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * @param {string} folded a name
 * @param {string} typed also folded
 * @returns {boolean} whether each word that was typed is somewhere in the name
 */
export function finds(folded, typed) {
  return typed.split(" ").every((word) => folded.includes(word));
}
