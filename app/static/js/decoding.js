// Reads QR codes where the browser cannot; fetched only when somebody starts to scan.

import decodeQR from "qr/decode.js";

/**
 * @param {HTMLCanvasElement} picture
 * @returns {string | null} what the code says; null when there is none to be seen
 */
export function decode(picture) {
  const { width, height } = picture;
  const pixels = picture.getContext("2d")?.getImageData(0, 0, width, height);
  try {
    return pixels ? decodeQR(pixels) : null;
  } catch {
    return null;
  }
}
