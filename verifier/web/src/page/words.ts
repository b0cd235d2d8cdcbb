/** What a shopper reads in place of the field's terms. */

import type { ReadStatement, Report, Severity, Verdict } from "../report.ts";
import { coreOf, textOf } from "./statements.ts";

/** The headline of each verdict. */
export const HEADLINES: Record<Verdict, string> = {
  VERIFIED: "History checks out",
  PENDING: "Being recorded",
  INCOMPLETE: "Could not be checked fully",
  NO_RECORD: "No record of this number",
  REFUSED: "Do not trust this",
};

/** What the verdict means, in one or two sentences. */
export function explanation(report: Report): string {
  switch (report.verdict) {
    case "VERIFIED":
      return report.entriesShown === null
        ? "This is everything on record about this item, each statement signed by the party it names."
        : `These are the newest ${report.entriesShown[0]} of ${report.entriesShown[1]} statements on record about this ` +
            "item, each signed by the party it names.";
    case "PENDING":
      return "What is final checks out. Something newer about this item was accepted and is not final yet.";
    case "NO_RECORD":
      return report.neverMade
        ? `${declaration(report)} is recorded here. This one is not: by the maker's word it was never made.`
        : "Nobody who may give out this number has recorded making an item that bears it.";
    case "INCOMPLETE":
      return report.missing.map(missingInWords).filter((words, at, all) => all.indexOf(words) === at).join(" ");
    case "REFUSED":
      return "What the server sent is forged, altered, or contradicts the public record. Nothing of it is shown.";
  }
}

/** What the maker declared, and since when it holds: nothing is said of goods made before. */
function declaration(report: Report): string {
  const times = report.statements.flatMap(({ notice, struck, time, undone }) =>
    notice === "serialised" && struck === null && !undone && time !== null ? [time] : [],
  );
  const since = times.length === 0 ? "" : ` since ${dateTime(Math.min(...times) * 1000)}`;
  return `The maker declared that every number of this product made${since}`;
}

/** What made a verdict INCOMPLETE. */
function missingInWords(code: string): string {
  switch (code) {
    case "offline":
      return "The public record on the chain could not be reached.";
    case "rpc-disagreement":
      return "The places where the public record is read contradict each other.";
    case "wrong-chain":
      return "What answered in the public record's place is something else.";
    case "stale":
      return "The server's copy is older than the public record.";
    case "not-final":
      return "The newest entry in the public record is not final yet.";
    case "too-old":
      return "The public record has not been brought up to date for too long.";
    case "auditors":
      return "Auditors who must have checked the record have not signed it yet.";
    case "expired":
      return "The settings by which this page trusts the record have expired.";
    case "trust-root":
      return "The settings by which this page trusts the record are missing or broken.";
    case "disputed":
      return "The key that recorded the making of this item may have been in other hands.";
    default:
      return "The server kept back something that is needed.";
  }
}

const STEPS: Readonly<Record<string, string>> = {
  accepting: "Accepted",
  arriving: "Arrived",
  assembling: "Assembled",
  collecting: "Collected",
  commissioning: "Made",
  consigning: "Consigned",
  creating_class_instance: "Produced",
  cycle_counting: "Counted",
  decommissioning: "Taken out of use",
  departing: "On its way",
  destroying: "Destroyed",
  disassembling: "Taken apart",
  dispensing: "Dispensed",
  encoding: "Labelled",
  entering_exiting: "Passed a gate",
  holding: "Held",
  inspecting: "Inspected",
  installing: "Installed",
  killing: "Tag switched off",
  loading: "Loaded",
  other: "Recorded",
  packing: "Packed",
  picking: "Picked",
  receiving: "Received",
  removing: "Removed",
  repackaging: "Repacked",
  repairing: "Repaired",
  replacing: "Replaced",
  reserving: "Reserved",
  retail_selling: "Sold",
  sampling: "Sampled",
  sensor_reporting: "Measured",
  shipping: "Shipped",
  staging_outbound: "Made ready to ship",
  stock_taking: "Counted",
  stocking: "Put on the shelf",
  storing: "Stored",
  transporting: "Transported",
  unloading: "Unloaded",
  unpacking: "Unpacked",
  void_shipping: "Shipment called off",
};

const NOTICES: Readonly<Record<string, string>> = {
  recall: "Recalled",
  withdrawn: "Notice withdrawn",
  correction: "Corrected",
  certificate: "Certified",
  decommission: "Taken out of use",
  description: "Described by its maker",
  serialised: "Every number is recorded here",
};

const TYPES: Readonly<Record<string, string>> = {
  ObjectEvent: "Seen",
  AggregationEvent: "Packed or unpacked",
  TransactionEvent: "Part of a transaction",
  TransformationEvent: "Made from other goods",
  AssociationEvent: "Joined or separated",
  Notice: "Notice",
};

/** What happened, in a word or two. */
export function happening(statement: ReadStatement): string {
  if (statement.notice !== null && statement.notice !== "certificate") return NOTICES[statement.notice] as string;
  const step = textOf(coreOf(statement), "bizStep");
  if (step === null) return NOTICES[statement.notice ?? ""] ?? (TYPES[statement.type] as string);
  return Object.hasOwn(STEPS, step) ? (STEPS[step] as string) : spoken(step);
}

/** A vocabulary word, or the last part of one's URI, as it would be spoken. */
function spoken(word: string): string {
  const last = word.split(/[/#:]/).at(-1) ?? word;
  const text = last.replace(/^(BizStep|Disp)-/, "").replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a severity is called. */
export const SEVERITIES: Record<Severity, string> = {
  alert: "Alert",
  warning: "Caution",
  notice: "Note",
  info: "For your information",
};

/** A party or place as people know it: its number, or the domain of a DID. */
export function identity(uri: string): string {
  const gln = /^https:\/\/id\.gs1\.org\/(?:414|417)\/([0-9]{13})(?:\/254\/(.+))?$/.exec(uri);
  if (gln !== null) return `GLN ${gln[1]}${gln[2] === undefined ? "" : `, ${gln[2]}`}`;
  return /^did:web:([^:]+)/.exec(uri)?.[1] ?? uri;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Unix milliseconds as date and time at an offset `+hh:mm`, or in the reader's own zone without one. */
export function dateTime(milliseconds: number, offset?: string): string {
  const match = offset === undefined ? null : /^([+-])([0-9]{2}):([0-9]{2})$/.exec(offset);
  const local = new Date(milliseconds).getTimezoneOffset();
  const minutes = match === null ? -local : Number(`${match[1]}1`) * (Number(match[2]) * 60 + Number(match[3]));
  const shifted = new Date(milliseconds + minutes * 60_000);
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${shifted.getUTCDate()} ${MONTHS[shifted.getUTCMonth()]} ${shifted.getUTCFullYear()}`;
  return `${day}, ${two(shifted.getUTCHours())}:${two(shifted.getUTCMinutes())}`;
}
