/**
 * `<wayproof-more-fields>`: what a checkpoint may say besides: quantity, lot, reading, note, photos. Sends `wayproof-draft`
 * with the members of the draft that change.
 */

import { css, html, LitElement, nothing } from "lit";

import { describeItem } from "../format/item.ts";
import { type Draft, READINGS } from "../post/checkpoint.ts";
import { keepPhoto } from "../post/photo.ts";
import type { PostWords } from "../words/phone.ts";
import { define } from "./part.ts";
import { base } from "./styles/base.ts";
import { touch } from "./styles/touch.ts";

const QUANTITY_UNITS = ["", "kg", "g", "l"];

class WayproofMoreFields extends LitElement {
  static override properties = { words: { attribute: false }, draft: { attribute: false } };
  static override styles = [
    base,
    touch,
    css`
      :host {
        display: grid;
        gap: 0.75em;
      }

      .dated {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11em, 100%), 1fr));
        gap: 0.5em;
      }

      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr);
        gap: 0.5em;
      }
    `,
  ];

  declare words: PostWords;
  declare draft: Draft;

  override render() {
    const words = this.words.more;
    const { draft } = this;
    return html`
      ${countable(draft) ? this.quantity() : nothing}
      ${draft.step === "produced"
        ? html`<div class="dated">
            <label>${words.lot}<input .value=${draft.lot} maxlength="20" autocomplete="off" @input=${this.text("lot")} /></label>
            <label>${words.bestBefore}<input type="date" .value=${draft.bestBefore} @input=${this.text("bestBefore")} /></label>
          </div>`
        : nothing}
      ${this.reading()}
      <label>${words.note}<textarea rows="2" maxlength="1000" .value=${draft.note} @input=${this.text("note")}></textarea></label>
      <label class="button quiet">
        ${words.photo}
        <input type="file" accept="image/*" capture="environment" @change=${this.photo} />
      </label>
      ${draft.photos.length > 0 ? html`<p>${words.photos(draft.photos.length)}</p>` : nothing}
      <p class="small">${words.photoStays}</p>
    `;
  }

  private reading() {
    const words = this.words.more;
    const { reading } = this.draft;
    const choose = (type: string) => () =>
      this.tell({ reading: { type, unit: (READINGS[type] as readonly string[])[0] as string, value: reading?.value ?? "" } });
    return html`
      <div class="choices" role="group" aria-label=${words.reading}>
        ${Object.keys(READINGS).map(
          (type) =>
            html`<button type="button" aria-pressed=${reading?.type === type} @click=${choose(type)}>${words.readings[type]}</button>`,
        )}
        <button type="button" aria-pressed=${reading === null} @click=${() => this.tell({ reading: null })}>${words.none}</button>
      </div>
      ${reading === null
        ? nothing
        : this.amount(words.value, reading.value, reading.unit, READINGS[reading.type] ?? [reading.unit], (value, unit) =>
            this.tell({ reading: { type: reading.type, value, unit } }),
          )}
    `;
  }

  private quantity() {
    const { quantity } = this.draft;
    return this.amount(this.words.more.quantity, quantity?.value ?? "", quantity?.unit ?? "", QUANTITY_UNITS, (value, unit) =>
      this.tell({ quantity: value.trim() === "" ? null : { value, unit } }),
    );
  }

  private amount(label: string, value: string, unit: string, units: readonly string[], told: (value: string, unit: string) => void) {
    const words = this.words.more;
    const typed = (event: Event) => told((event.target as HTMLInputElement).value, unit);
    const chosen = (event: Event) => told(value, (event.target as HTMLSelectElement).value);
    return html`<div class="pair">
      <label>${label}<input inputmode="decimal" autocomplete="off" .value=${value} @input=${typed} /></label>
      <label>
        ${words.unit}
        <select @change=${chosen}>
          ${units.map((each) => html`<option value=${each} ?selected=${each === unit}>${each || words.pieces}</option>`)}
        </select>
      </label>
    </div>`;
  }

  private text(name: "lot" | "bestBefore" | "note") {
    return (event: Event) => this.tell({ [name]: (event.target as HTMLInputElement).value });
  }

  private async photo(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file === undefined) return;
    const digest = await keepPhoto(file);
    input.value = "";
    if (!this.draft.photos.includes(digest)) this.tell({ photos: [...this.draft.photos, digest] });
  }

  private tell(changed: Partial<Draft>): void {
    this.dispatchEvent(new CustomEvent("wayproof-draft", { detail: changed }));
  }
}

/** Whether there is one lot or class, of which there can be so and so much. */
function countable({ items }: Draft): boolean {
  return items.length === 1 && ["lot", "class"].includes(describeItem(items[0] as string).kind);
}

define("wayproof-more-fields", WayproofMoreFields);
