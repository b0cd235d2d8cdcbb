/** Pictures for the decoder: out of a running camera, or out of a photo. */

import type { Scan } from "./code.ts";
import type { Decoder } from "./decoder.ts";

/** Milliseconds between two looks, so that a cheap phone can show its camera meanwhile. */
const PAUSE = 120;
/** Pixels on the longer side; more slows a phone down and finds no more. */
const FRAME = 800;
const PHOTO = 2400;

/** Look at a camera until `signal` aborts, and hand on what is found. */
export async function watch(
  video: HTMLVideoElement,
  decoder: Decoder,
  found: (scan: Scan) => void,
  signal: AbortSignal,
): Promise<void> {
  const canvas = document.createElement("canvas");
  for (let look = 0; !signal.aborted; look++) {
    if (video.videoWidth > 0 && !document.hidden) {
      // Whole frames find large codes, their middle at full resolution finds small ones.
      const part = look % 2 === 0 ? 1 : 0.5;
      const [width, height] = [video.videoWidth * part, video.videoHeight * part];
      const left = (video.videoWidth - width) / 2;
      const top = (video.videoHeight - height) / 2;
      draw(canvas, video, [left, top, width, height], FRAME);
      for (const scan of await decoder.read(canvas)) if (!signal.aborted) found(scan);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** The codes in a photo; none if it is no picture. */
export async function readPhoto(photo: Blob, decoder: Decoder): Promise<Scan[]> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(photo);
  } catch {
    return [];
  }
  const canvas = document.createElement("canvas");
  draw(canvas, picture, [0, 0, picture.width, picture.height], PHOTO);
  picture.close();
  return decoder.read(canvas);
}

function draw(
  canvas: HTMLCanvasElement,
  source: CanvasImageSource,
  [left, top, width, height]: [number, number, number, number],
  most: number,
): void {
  const scale = Math.min(1, most / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  context.drawImage(source, left, top, width, height, 0, 0, canvas.width, canvas.height);
}
