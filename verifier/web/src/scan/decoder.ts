/** Reading codes in pictures: by the browser's own detector where it knows all that is needed, else by one in wasm. */

import type { Scan } from "./code.ts";

/** Finds the codes in a picture. */
export interface Decoder {
  read(picture: HTMLCanvasElement): Promise<Scan[]>;
}

interface NativeDetector {
  detect(picture: HTMLCanvasElement): Promise<{ readonly rawValue: string }[]>;
}

interface NativeDetectors {
  new (options: { formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

const NEEDED = ["qr_code", "data_matrix", "code_128"];
const WELCOME = ["ean_13", "ean_8", "upc_a", "itf"];

let opened: Promise<Decoder> | undefined;

/** The decoder, loaded when it is first asked for. Rejects if it cannot be loaded, and is then asked for again. */
export function openDecoder(): Promise<Decoder> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(): Promise<Decoder> {
  return (await openNative()) ?? (await import("./zxing.ts")).openZxing();
}

async function openNative(): Promise<Decoder | null> {
  const detectors = (globalThis as { BarcodeDetector?: NativeDetectors }).BarcodeDetector;
  if (detectors === undefined) return null;
  try {
    const supported = await detectors.getSupportedFormats();
    if (!NEEDED.every((format) => supported.includes(format))) return null;
    const detector = new detectors({ formats: [...NEEDED, ...WELCOME].filter((format) => supported.includes(format)) });
    return {
      async read(picture) {
        return (await detector.detect(picture)).map(({ rawValue }) => ({ text: rawValue, symbology: null }));
      },
    };
  } catch {
    return null; // some systems have the interface and nothing behind it
  }
}
