/** The decoder for browsers without one of their own: ZXing-C++ in wasm, which this ledger serves itself. */

import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";

import type { Decoder } from "./decoder.ts";

const OPTIONS: ReaderOptions = {
  formats: ["QRCode", "DataMatrix", "Code128", "EAN13", "EAN8", "UPCA", "ITF", "DataBar", "DataBarExp"],
  // FNC1 between values stays the byte that it is, which our own reader of element strings knows.
  textMode: "Plain",
  maxNumberOfSymbols: 4,
};

/** The decoder, once its wasm is there. */
export async function openZxing(): Promise<Decoder> {
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return {
    async read(picture) {
      const context = picture.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
      const found = await readBarcodes(context.getImageData(0, 0, picture.width, picture.height), OPTIONS);
      return found
        .filter(({ isValid }) => isValid)
        .map(({ text, symbologyIdentifier }) => ({ text, symbology: symbologyIdentifier || null }));
    },
  };
}
