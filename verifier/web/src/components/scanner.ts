/**
 * `<wayproof-scanner>`: a code by camera, by photo, or typed. Sends `wayproof-scan` with a `Scan` for each that it sees.
 */

import { css, html, LitElement, nothing } from "lit";

import { barrier, type Barrier, type Camera, type CameraChoice, CameraError, cameras, openCamera } from "../scan/camera.ts";
import type { Scan } from "../scan/code.ts";
import { type Decoder, openDecoder } from "../scan/decoder.ts";
import { readPhoto, watch } from "../scan/frames.ts";
import type { ScanWords } from "../words/phone.ts";
import { define } from "./part.ts";
import { base } from "./styles/base.ts";
import { touch } from "./styles/touch.ts";

/** A camera that saw one code goes on seeing it; milliseconds until the same counts again. */
const SAME = 3_000;

class WayproofScanner extends LitElement {
  static override properties = {
    words: { attribute: false },
    state: { state: true },
    said: { state: true },
    choices: { state: true },
    lit: { state: true },
  };
  static override styles = [
    base,
    touch,
    css`
      :host {
        display: grid;
        gap: 0.75em;
      }

      .view {
        position: relative;
        overflow: hidden;
        background: #000;
        border-radius: var(--wp-radius);
      }

      .view[hidden] {
        display: none;
      }

      video {
        display: block;
        width: 100%;
        aspect-ratio: 4 / 3;
        object-fit: cover;
      }

      .aim {
        position: absolute;
        inset: 18% 24%;
        border: 3px solid #fff;
        border-radius: 1em;
        box-shadow: 0 0 0 100vmax rgb(0 0 0 / 35%);
        pointer-events: none;
      }

      .typed {
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: end;
      }

      .typed .small {
        grid-column: 1 / -1;
      }
    `,
  ];

  declare words: ScanWords;
  /** Whether a camera runs, or why there is none. */
  declare state: "off" | "starting" | "on" | Barrier;
  declare said: string;
  declare choices: CameraChoice[];
  declare lit: boolean;
  private camera: Camera | null = null;
  private watching: AbortController | null = null;
  private last = { text: "", at: 0 };

  constructor() {
    super();
    this.state = barrier() ?? "off";
    this.said = "";
    this.choices = [];
    this.lit = false;
  }

  /** Start the camera, as its button does; does nothing where there can be none. */
  async start(id: string | null = null): Promise<void> {
    if (barrier() !== null) return;
    this.stop();
    this.state = "starting";
    this.said = "";
    const watching = new AbortController();
    this.watching = watching;
    await this.updateComplete;
    const video = this.renderRoot.querySelector("video") as HTMLVideoElement;
    try {
      const camera = await openCamera(video, id);
      if (watching.signal.aborted) return camera.stop();
      this.camera = camera;
    } catch (error) {
      if (watching.signal.aborted) return;
      if (!(error instanceof CameraError)) throw error;
      this.state = error.barrier;
      return;
    }
    this.state = "on";
    this.choices = await cameras();
    const decoder = await this.decoder(watching.signal);
    if (decoder !== null) await watch(video, decoder, (scan) => this.saw(scan), watching.signal);
  }

  /** Stop the camera. */
  stop(): void {
    this.watching?.abort();
    this.camera?.stop();
    this.camera = null;
    this.lit = false;
    if (this.state === "on" || this.state === "starting") this.state = "off";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.hide);
  }

  override disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.hide);
    this.stop();
    super.disconnectedCallback();
  }

  override render() {
    const { words, state } = this;
    const running = state === "on" || state === "starting";
    const kept = running || state === "off" ? null : words.barriers[state];
    return html`
      <div class="view" ?hidden=${!running}>
        <video muted playsinline aria-label=${words.picture}></video>
        <div class="aim"></div>
      </div>
      ${kept === null
        ? html`<div class="row">
            <button type="button" class=${running ? "quiet" : "main wide"} @click=${() => (running ? this.stop() : void this.start())}>
              ${running ? words.stop : words.start}
            </button>
            ${state === "on" ? this.settings() : nothing}
          </div>`
        : html`<p class="kept">${kept}</p>`}
      <p class="said" role="status">${state === "starting" ? words.starting : this.said}</p>
      <label class="button photo ${kept === null ? "quiet" : "main"}">
        ${words.photo}
        <input type="file" accept="image/*" capture="environment" @change=${this.photo} />
      </label>
      <form class="typed" @submit=${this.typed}>
        <label>${words.type}<input name="code" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="2048" aria-describedby="hint" required /></label>
        <button class="quiet">${words.go}</button>
        <p id="hint" class="small">${words.typeHint}</p>
      </form>
    `;
  }

  private settings() {
    const { words, choices } = this;
    const torch = this.camera?.hasTorch ?? false;
    return html`
      ${torch ? html`<button type="button" aria-pressed=${this.lit} @click=${this.light}>${words.light}</button>` : nothing}
      ${choices.length > 1
        ? html`<select aria-label=${words.camera} @change=${this.choose}>
            ${choices.map(
              ({ id, label }, at) => html`<option value=${id} ?selected=${id === this.camera?.id}>${label || words.cameraNumber(at + 1)}</option>`,
            )}
          </select>`
        : nothing}
    `;
  }

  private readonly hide = (): void => {
    if (document.hidden) this.stop();
  };

  private async light(): Promise<void> {
    try {
      await this.camera?.torch(!this.lit);
      this.lit = !this.lit;
    } catch {
      this.lit = false; // some lights are promised and not there
    }
  }

  private choose(event: Event): void {
    void this.start((event.target as HTMLSelectElement).value);
  }

  private async photo(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file === undefined) return;
    this.said = this.words.readingPhoto;
    const decoder = await this.decoder();
    input.value = "";
    if (decoder === null) return;
    const [scan] = await readPhoto(file, decoder);
    this.said = scan === undefined ? this.words.photoWithout : "";
    if (scan !== undefined) this.send(scan);
  }

  private typed(event: Event): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = String(new FormData(form).get("code"));
    this.send({ text, symbology: null });
  }

  /** What reads codes; without it the camera is stopped, unless that is another one by now. */
  private async decoder(signal = this.watching?.signal): Promise<Decoder | null> {
    try {
      return await openDecoder();
    } catch (error) {
      console.warn(String(error));
      this.said = this.words.noDecoder;
      if (signal === this.watching?.signal) this.stop();
      return null;
    }
  }

  private saw(scan: Scan): void {
    const now = performance.now();
    if (scan.text === this.last.text && now - this.last.at < SAME) {
      this.last.at = now;
      return;
    }
    this.last = { text: scan.text, at: now };
    // A camera that began by itself, on a page that nobody has touched yet, may not shake the phone.
    if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(60);
    this.send(scan);
  }

  private send(scan: Scan): void {
    this.dispatchEvent(new CustomEvent("wayproof-scan", { detail: scan }));
  }
}

/** The element, for those that hold one. */
export type Scanner = WayproofScanner;

define("wayproof-scanner", WayproofScanner);
