// The door's camera: looks for a QR code until somebody closes it. Only where the browser trusts the page.

/** Between two looks, in milliseconds. */
const EVERY = 120;
/** A code that is still held up is not a new one before it was away so long. */
const AWAY = 2500;
/** The picture is made so small, in pixels; a phone decodes that many times a second. */
const LARGEST = 720;
/** Of the tone when something is found: hertz, and seconds. */
const PITCH = 880;
const TONE = 0.08;

/** @typedef {(picture: HTMLCanvasElement) => Promise<string | null>} Reader */

/** Whether this browser lets the page have a camera. */
export function hasCamera() {
  return isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia);
}

export class Scanner {
  #dialog;
  #found;
  #canvas = document.createElement("canvas");
  /** @type {MediaStream | null} */
  #stream = null;
  #last = { text: "", at: 0 };
  /** @type {AudioContext | null} */
  #sound = null;

  /**
   * @param {HTMLDialogElement} dialog with a video in it
   * @param {(text: string) => void} found
   */
  constructor(dialog, found) {
    this.#dialog = dialog;
    this.#found = found;
    dialog.addEventListener("close", () => this.#stop());
  }

  /** Ask for the camera and look until the dialog is closed. */
  async start() {
    const video = this.#dialog.querySelector("video");
    const failed = this.#dialog.querySelector("[data-scan-failed]");
    if (!video || this.#stream) return;
    failed?.toggleAttribute("hidden", true);
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment" },
      });
      this.#stream = stream;
      this.#sound = "AudioContext" in globalThis ? new AudioContext() : null;
      if (!this.#dialog.open) return this.#stop();
      video.srcObject = stream;
      await video.play();
      await this.#look(video, await readerOf());
    } catch {
      this.#stop();
      failed?.toggleAttribute("hidden", false);
    }
  }

  /**
   * @param {HTMLVideoElement} video
   * @param {Reader} read
   */
  async #look(video, read) {
    while (this.#stream) {
      const text = this.#draw(video) ? await read(this.#canvas) : null;
      if (text && this.#stream) this.#see(text);
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  }

  /**
   * @param {HTMLVideoElement} video
   * @returns {boolean} whether there was a picture to draw
   */
  #draw(video) {
    const { videoWidth, videoHeight } = video;
    if (!videoWidth || !videoHeight) return false;
    const scale = Math.min(1, LARGEST / Math.max(videoWidth, videoHeight));
    this.#canvas.width = Math.round(videoWidth * scale);
    this.#canvas.height = Math.round(videoHeight * scale);
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    context?.drawImage(video, 0, 0, this.#canvas.width, this.#canvas.height);
    return context !== null;
  }

  /** @param {string} text */
  #see(text) {
    const { text: before, at } = this.#last;
    this.#last = { text, at: Date.now() };
    if (text === before && Date.now() - at < AWAY) return;
    this.#nod();
    this.#found(text);
  }

  /** Felt or heard by who holds the camera and looks at the badge. */
  #nod() {
    navigator.vibrate?.(60);
    if (!this.#sound) return;
    const tone = this.#sound.createOscillator();
    tone.frequency.value = PITCH;
    tone.connect(this.#sound.destination);
    tone.start();
    tone.stop(this.#sound.currentTime + TONE);
  }

  #stop() {
    this.#sound?.close();
    this.#sound = null;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#last = { text: "", at: 0 };
  }
}

/**
 * The browser's own reader, or one that is fetched now.
 * @returns {Promise<Reader>}
 */
async function readerOf() {
  try {
    const { BarcodeDetector } = /** @type {any} */ (globalThis);
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    // Some have it in name only, and say so when they are asked to read.
    await detector.detect(new ImageData(8, 8));
    return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null;
  } catch {
    const { decode } = await import(document.body.dataset.decoder ?? "");
    return async (picture) => decode(picture);
  }
}
