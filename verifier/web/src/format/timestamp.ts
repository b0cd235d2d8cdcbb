/** Points in time as EPCIS writes them: `xsd:dateTimeStamp`, which always has an offset from UTC. */

import { FormatError } from "./errors.ts";

const TIMESTAMP =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:(Z)|([+-])(0[0-9]|1[0-3]):([0-5][0-9])|([+-])14:00)$/;
const FIRST = utc(1, 1, 1);
const LAST = utc(10_000, 1, 1) - 1;

/**
 * The point in time, in milliseconds since 1970; a fourth decimal of 5 or more rounds up (CBV 2.0 section 8.9).
 * FormatError unless `text` is an XML Schema 1.1 dateTimeStamp in the years 1 to 9999, hours 00 to 23. Leap seconds and
 * lower-case letters are refused, as XML Schema does.
 */
export function parseTimestamp(text: string): number {
  const match = TIMESTAMP.exec(text);
  if (match === null) throw new FormatError("not a date and time with an offset from UTC");
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number, number, number, number, number, number,
  ];
  const [fraction = "", zulu, sign, hours, minutes, far] = match.slice(7) as (string | undefined)[];
  const date = new Date(utc(year, month, day));
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    throw new FormatError("a day that no calendar has");
  }
  if (hour > 23 || minute > 59 || second > 59) throw new FormatError("an hour that does not exist");
  let moment = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
  moment += Number(fraction.slice(0, 3).padEnd(3, "0")) + Number((fraction[3] ?? "0") >= "5");
  if (moment > LAST) throw new FormatError("a year beyond 9999");
  if (zulu === undefined) {
    const offset = far === undefined ? (Number(hours) * 60 + Number(minutes)) * 60_000 : 14 * 3_600_000;
    moment += (sign ?? far) === "+" ? -offset : offset;
  }
  if (moment < FIRST || moment > LAST) throw new FormatError("a year before 1 or beyond 9999");
  return moment;
}

/** The same point in time as the Event Hash ID writes it: UTC, three decimals, `Z`; FormatError as above. */
export function canonicalTimestamp(text: string): string {
  return new Date(parseTimestamp(text)).toISOString();
}

function utc(year: number, month: number, day: number): number {
  // Date.UTC takes the years 0 to 99 for those of the twentieth century.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
