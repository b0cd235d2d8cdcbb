/** `<wayproof-picture>`: the product's picture, once it is known to be the one that was signed. */

import { css, html, nothing, type PropertyValues } from "lit";

import { pictureKind, pictureOf } from "../page/picture.ts";
import { descriptionOf, textOf } from "../page/statements.ts";
import { define, Part } from "./part.ts";

class WayproofPicture extends Part {
  static override properties = { ...Part.properties, address: { attribute: false } };
  static override styles = css`
    img {
      display: block;
      width: 100%;
      height: 100%;
      object-fit: contain;
      border-radius: var(--wp-radius);
    }
  `;

  /** The picture's address within this page; null while there is none. */
  declare address: string | null;

  constructor() {
    super();
    this.address = null;
  }

  override willUpdate(changed: PropertyValues<WayproofPicture>): void {
    if (changed.has("checked") && changed.get("checked")?.report !== this.checked.report) void this.show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.release();
  }

  override render() {
    if (this.address === null) return nothing;
    const name = textOf(descriptionOf(this.checked.report), "name") ?? this.words.product.unnamed;
    return html`<img part="picture" src=${this.address} alt=${name} @error=${this.hide} />`;
  }

  private async show(): Promise<void> {
    const { checked } = this;
    const bytes = await pictureOf(checked);
    if (checked.report !== this.checked.report) return;
    this.release();
    if (bytes === null) {
      this.hide();
      return;
    }
    this.hidden = false;
    this.address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: pictureKind(bytes) as string }));
  }

  /** Take up no room. */
  private hide(): void {
    this.hidden = true;
  }

  private release(): void {
    if (this.address !== null) URL.revokeObjectURL(this.address);
    this.address = null;
  }
}

define("wayproof-picture", WayproofPicture);
