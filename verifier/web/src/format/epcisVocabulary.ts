/** The URIs that the words of the Core Business Vocabulary abbreviate (CBV 2.0 sections 7.1 to 7.5 and 8.9). */

export const BIZ_STEP = "https://ref.gs1.org/cbv/BizStep-";
export const DISPOSITION = "https://ref.gs1.org/cbv/Disp-";
export const BIZ_TRANSACTION_TYPE = "https://ref.gs1.org/cbv/BTT-";
export const SOURCE_DESTINATION_TYPE = "https://ref.gs1.org/cbv/SDT-";
export const COMPONENT = "https://ref.gs1.org/cbv/Comp-";
/** Measurement types and sensor exceptions. */
export const GS1_VOCABULARY = "https://gs1.org/voc/";

export const URN = "urn:epcglobal:cbv:";

const URN_FAMILIES: ReadonlyMap<string, string> = new Map([
  ["bizstep", BIZ_STEP],
  ["disp", DISPOSITION],
  ["btt", BIZ_TRANSACTION_TYPE],
  ["sdt", SOURCE_DESTINATION_TYPE],
  ["er", "https://ref.gs1.org/cbv/ER-"],
]);

/** The web URI of a vocabulary word given as URN; other text unchanged. */
export function webUri(text: string): string {
  const match = /^urn:epcglobal:cbv:([^:]*):([^]*)$/.exec(text);
  const namespace = match === null ? undefined : URN_FAMILIES.get(match[1] as string);
  return namespace === undefined ? text : namespace + (match as RegExpExecArray)[2];
}
