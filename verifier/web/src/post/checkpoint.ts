/** A checkpoint as a phone states it, and the JSON of it that the ledger takes (`POST /api/v1/checkpoints`). */

/** Steps that name a container, which the things are put into or taken out of. */
export const CONTAINER_STEPS: readonly string[] = ["packed", "loaded", "unpacked", "unloaded"];
/** Of them, those that may empty a container without naming what was in it. */
export const EMPTYING_STEPS: readonly string[] = ["unpacked", "unloaded"];

/** What can be measured with what is at hand: CBV measurement type, and the unit that the ledger takes. */
export const READINGS: Readonly<Record<string, readonly string[]>> = {
  Temperature: ["°C", "°F"],
  RelativeHumidity: ["%"],
  Mass: ["kg", "g"],
};

/** Where: a place by its URI, or a position in degrees. */
export type Where =
  | { readonly place: string }
  | { readonly latitude: number; readonly longitude: number };

/** What is filled in. `time` is null for "now", which is when it is posted. */
export interface Draft {
  readonly items: readonly string[];
  readonly step: string | null;
  readonly container: string | null;
  readonly where: Where | null;
  readonly time: string | null;
  readonly reading: { readonly type: string; readonly value: string; readonly unit: string } | null;
  readonly quantity: { readonly value: string; readonly unit: string } | null;
  readonly lot: string;
  readonly bestBefore: string;
  readonly note: string;
  readonly photos: readonly string[];
}

/** A checkpoint as the ledger takes it. */
export interface Checkpoint {
  readonly step: string;
  readonly time: string;
  readonly items?: readonly string[];
  readonly container?: string;
  readonly place?: string;
  readonly position?: { readonly latitude: number; readonly longitude: number };
  readonly readings?: readonly { readonly type: string; readonly value: number; readonly unit: string }[];
  readonly quantity?: { readonly value: number; readonly unit?: string };
  readonly lot?: string;
  readonly bestBefore?: string;
  readonly note?: string;
  readonly photos?: readonly string[];
}

/** What is still missing or wrong, by the part of the page where it is put right. */
export type Lack = "items" | "step" | "container" | "time" | "reading" | "quantity";

export const EMPTY: Draft = {
  items: [],
  step: null,
  container: null,
  where: null,
  time: null,
  reading: null,
  quantity: null,
  lot: "",
  bestBefore: "",
  note: "",
  photos: [],
};

/** What the next checkpoint begins with after one was posted: who scans ten pallets scans them at one place. */
export function following(draft: Draft): Draft {
  return { ...EMPTY, step: draft.step, where: draft.where };
}

/** What keeps a draft from being posted. */
export function lacks(draft: Draft): Lack[] {
  const found: Lack[] = [];
  const empties = EMPTYING_STEPS.includes(draft.step ?? "") && draft.container !== null;
  if (draft.items.length === 0 && !empties) found.push("items");
  if (draft.step === null) found.push("step");
  if (needsContainer(draft) && draft.container === null) found.push("container");
  if (draft.time !== null && Number.isNaN(Date.parse(draft.time))) found.push("time");
  if (draft.reading !== null && numberIn(draft.reading.value) === null) found.push("reading");
  if (draft.quantity !== null && (numberIn(draft.quantity.value) ?? 0) <= 0) found.push("quantity");
  return found;
}

/** Whether the step names a container. */
export function needsContainer({ step }: Draft): boolean {
  return CONTAINER_STEPS.includes(step ?? "");
}

/** The checkpoint that a draft without lacks is, at `now` unless it names its time. */
export function checkpointOf(draft: Draft, now: Date): Checkpoint {
  const { where, reading, quantity } = draft;
  const produced = draft.step === "produced";
  return {
    step: draft.step as string,
    time: isoWithOffset(draft.time === null ? now : new Date(draft.time)),
    ...(draft.items.length > 0 && { items: draft.items }),
    ...(needsContainer(draft) && draft.container !== null && { container: draft.container }),
    ...(where !== null && ("place" in where ? { place: where.place } : { position: where })),
    ...(reading !== null && { readings: [{ ...reading, value: numberIn(reading.value) as number }] }),
    ...(quantity !== null && {
      quantity: { value: numberIn(quantity.value) as number, ...(quantity.unit !== "" && { unit: quantity.unit }) },
    }),
    ...(produced && draft.lot !== "" && { lot: draft.lot }),
    ...(produced && draft.bestBefore !== "" && { bestBefore: draft.bestBefore }),
    ...(draft.note.trim() !== "" && { note: draft.note.trim() }),
    ...(draft.photos.length > 0 && { photos: draft.photos }),
  };
}

/** The draft that a checkpoint came from, for putting it right. */
export function draftOf(checkpoint: Checkpoint): Draft {
  const { place, position, readings, quantity } = checkpoint;
  const reading = readings?.[0];
  return {
    items: checkpoint.items ?? [],
    step: checkpoint.step,
    container: checkpoint.container ?? null,
    where: place !== undefined ? { place } : (position ?? null),
    time: checkpoint.time,
    reading: reading === undefined ? null : { ...reading, value: String(reading.value) },
    quantity: quantity === undefined ? null : { unit: quantity.unit ?? "", value: String(quantity.value) },
    lot: checkpoint.lot ?? "",
    bestBefore: checkpoint.bestBefore ?? "",
    note: checkpoint.note ?? "",
    photos: checkpoint.photos ?? [],
  };
}

/** A time as EPCIS writes it, to the second, at the offset that this phone's clock has then. */
export function isoWithOffset(time: Date): string {
  const offset = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
}

/** The number that a person wrote, with a point or a comma; null for none. */
function numberIn(text: string): number | null {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  return /^[+-]?[0-9]{1,12}(?:\.[0-9]{1,9})?$/.test(plain) ? Number(plain) : null;
}
