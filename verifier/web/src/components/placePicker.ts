/**
 * `<wayproof-place-picker>`: where something happens: a place used before, the phone's position, or another place. Sends
 * `wayproof-where` with a `Where` or null.
 */

import { html, LitElement, nothing } from "lit";

import { CANONICAL_STEM } from "../format/gs1Key.ts";
import type { Where } from "../post/checkpoint.ts";
import { keepPlace, type Place, places } from "../post/places.ts";
import { askPosition } from "../post/position.ts";
import { readCode, type Scan } from "../scan/code.ts";
import type { PhoneWords } from "../words/phone.ts";
import type { Words } from "../words/words.ts";
import { define } from "./part.ts";
import "./scanner.ts";
import { base, folds } from "./styles/base.ts";
import { touch } from "./styles/touch.ts";

const GLN_LENGTH = 13;
const MOST_SHOWN = 6;

class WayproofPlacePicker extends LitElement {
  static override properties = {
    words: { attribute: false },
    phone: { attribute: false },
    where: { attribute: false },
    known: { state: true },
    adding: { state: true },
    said: { state: true },
  };
  static override styles = [base, folds, touch];

  declare words: Words;
  declare phone: PhoneWords;
  declare where: Where | null;
  declare known: Place[];
  /** The URI of a place that was scanned or typed and has no name yet; "" while it is asked for. */
  declare adding: string | null;
  declare said: string;

  constructor() {
    super();
    this.where = null;
    this.known = [];
    this.adding = null;
    this.said = "";
    void this.read();
  }

  override render() {
    const words = this.phone.post.where;
    const { where } = this;
    const position = where !== null && "latitude" in where ? where : null;
    const place = where !== null && "place" in where ? where.place : null;
    return html`
      <div class="choices" role="group" aria-label=${words.title}>
        ${this.known
          .slice(0, MOST_SHOWN)
          .map(({ uri, name }) => this.choice(name, uri === place, () => this.choose({ place: uri })))}
        ${place !== null && !this.known.some(({ uri }) => uri === place) ? this.choice(short(place), true, () => undefined) : nothing}
        ${this.choice(position === null ? words.position : this.coordinates(position), position !== null, () => void this.locate())}
        ${this.choice(words.add, this.adding !== null, () => this.add())}
        ${this.choice(words.unsaid, where === null, () => this.choose(null))}
      </div>
      <p class="said" role="status">${this.said}</p>
      ${this.adding === null ? nothing : this.form(this.adding)}
    `;
  }

  private choice(text: string, chosen: boolean, act: () => void) {
    return html`<button type="button" aria-pressed=${chosen} @click=${act}>${text}</button>`;
  }

  private form(uri: string) {
    const words = this.phone.post.where;
    if (uri === "") return html`<wayproof-scanner .words=${this.phone.scan} @wayproof-scan=${this.scanned}></wayproof-scanner>`;
    return html`<form @submit=${this.name}>
      <p class="small">${short(uri)}</p>
      <label>${words.name}<input name="name" maxlength="60" autocomplete="off" required /></label>
      <button class="wide">${words.save}</button>
    </form>`;
  }

  private coordinates({ latitude, longitude }: { latitude: number; longitude: number }): string {
    return this.phone.post.where.at(latitude.toFixed(4), longitude.toFixed(4));
  }

  private add(): void {
    this.said = "";
    this.adding = this.adding === null ? "" : null;
  }

  private scanned({ detail }: CustomEvent<Scan>): void {
    // People call a place by its GLN alone; a bare number of that length would else be a product's.
    const digits = detail.text.replace(/\s/g, "");
    const gln = detail.symbology === null && /^[0-9]+$/.test(digits) && digits.length === GLN_LENGTH;
    const code = readCode(gln ? { text: `(414)${digits}`, symbology: null } : detail);
    if (code.kind === "place") {
      this.said = "";
      this.adding = code.item.uri;
      return;
    }
    this.said = code.kind === "broken" ? this.phone.scan.broken : this.phone.scan.noPlace;
  }

  private async name(event: Event): Promise<void> {
    event.preventDefault();
    const uri = this.adding as string;
    await keepPlace(uri, String(new FormData(event.target as HTMLFormElement).get("name")).trim() || short(uri));
    await this.read();
    this.choose({ place: uri });
  }

  private async locate(): Promise<void> {
    const words = this.phone.post.where;
    this.said = words.asking;
    const found = await askPosition();
    this.said = "";
    if (typeof found === "string") this.said = words[found];
    else this.choose(found);
  }

  private choose(where: Where | null): void {
    this.adding = null;
    const known = where !== null && "place" in where ? this.known.find(({ uri }) => uri === where.place) : undefined;
    if (known !== undefined) void keepPlace(known.uri, known.name);
    this.dispatchEvent(new CustomEvent("wayproof-where", { detail: where }));
  }

  private async read(): Promise<void> {
    this.known = await places();
  }
}

function short(uri: string): string {
  return uri.startsWith(CANONICAL_STEM) ? uri.slice(CANONICAL_STEM.length + 1).replaceAll("/", " ") : uri;
}

define("wayproof-place-picker", WayproofPlacePicker);
