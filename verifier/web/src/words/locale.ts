/** Numbers, dates, plurals and lists as one language and region write them, all by the browser's own Intl. */

/** Texts by plural category; `#` in them stands for the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

const OFFSET = /^([+-])([0-9]{2}):([0-9]{2})$/;
const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?$/;

/** The habits of one locale, by its BCP 47 tag. */
export class Locale {
  readonly tag: string;
  private readonly numbers: Intl.NumberFormat;
  private readonly rules: Intl.PluralRules;

  constructor(tag: string) {
    this.tag = tag;
    this.numbers = new Intl.NumberFormat(tag);
    this.rules = new Intl.PluralRules(tag);
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  /** The form for a number of things, with the number in it. */
  plural(count: number, forms: Forms): string {
    return (forms[this.rules.select(count)] ?? forms.other).replaceAll("#", this.number(count));
  }

  /** Things one after the other, the last joined by an "and". */
  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.tag, { type: "conjunction" }).format(items);
  }

  /** Unix milliseconds as date and time at an offset `+hh:mm`, or in the reader's own zone without one. */
  dateTime(milliseconds: number, offset?: string): string {
    return this.format(milliseconds, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" }, offset);
  }

  /** The day alone. */
  day(milliseconds: number, offset?: string): string {
    return this.format(milliseconds, { dateStyle: "medium" }, offset);
  }

  /** The time of day alone. */
  time(milliseconds: number): string {
    return this.format(milliseconds, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  /** The day without its year. */
  shortDay(milliseconds: number): string {
    return this.format(milliseconds, { day: "numeric", month: "short" });
  }

  /** A date as data write it, `2027-03-31` or with a time; any other text as it is. */
  date(text: string): string {
    const [, year, month, day] = (DATE.exec(text) ?? []).map(Number) as [number, number, number, number];
    if (year === undefined) return text;
    const time = Date.UTC(year, month - 1, day);
    return new Date(time).getUTCDate() === day ? this.format(time, { dateStyle: "long" }, "+00:00") : text;
  }

  /** What a country or territory is called by its ISO 3166 code; any other text as it is. */
  region(code: string): string {
    if (!/^[A-Z]{2}$/.test(code)) return code;
    return new Intl.DisplayNames([this.tag], { type: "region", fallback: "code" }).of(code) ?? code;
  }

  private format(milliseconds: number, options: Intl.DateTimeFormatOptions, offset?: string): string {
    const match = offset === undefined ? null : OFFSET.exec(offset);
    if (match === null) return new Intl.DateTimeFormat(this.tag, options).format(milliseconds);
    // Not every browser takes an offset for a time zone.
    const shift = Number(`${match[1]}1`) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
    return new Intl.DateTimeFormat(this.tag, { ...options, timeZone: "UTC" }).format(milliseconds + shift);
  }
}
