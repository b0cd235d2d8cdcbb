/** `<wayproof-map>`: the journey on a map of our own, and the same as a list of places. */

import { css, html, nothing, svg, type SVGTemplateResult } from "lit";

import { type Stop, stopsOf } from "../map/stops.ts";
import { HEIGHT, type Mark, numbersText, type View, viewOf, WIDTH } from "../map/view.ts";
import { partyName } from "../page/parties.ts";
import { eventTime, journeyOf } from "../page/statements.ts";
import { happening, identity, positionInWords } from "../page/telling.ts";
import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

/** So many places are listed at once; more would stand between the map and the journey. */
const LISTED = 6;

class WayproofMap extends Part {
  static override styles = [
    base,
    css`
      figure {
        display: grid;
        gap: 0.75em;
        margin: 0 0 0.75em;
      }

      .earth {
        display: block;
        width: 100%;
        height: auto;
        background: var(--wp-water);
        border-radius: calc(var(--wp-radius) * 0.75);
        print-color-adjust: exact;
      }

      :host {
        --wp-water: color-mix(in srgb, var(--wp-wait) 14%, var(--wp-card));
        --wp-land: color-mix(in srgb, var(--wp-line) 70%, var(--wp-card));
      }

      .land {
        fill: var(--wp-land);
        stroke: color-mix(in srgb, var(--wp-soft) 45%, var(--wp-card));
        stroke-width: 0.8;
        stroke-linejoin: round;
      }

      .lines {
        fill: none;
        stroke: var(--wp-soft);
        stroke-opacity: 0.14;
        stroke-width: 0.8;
      }

      .way {
        fill: none;
        stroke: var(--wp-accent);
        stroke-width: 3.2;
        stroke-linecap: round;
        stroke-dasharray: 0.1 7;
      }

      .mark rect {
        fill: var(--wp-accent);
        stroke: var(--wp-card);
        stroke-width: 2.5;
      }

      .mark text {
        font-size: 17px;
        font-weight: 700;
        text-anchor: middle;
        dominant-baseline: central;
        fill: var(--wp-card);
      }

      .mark[data-current] rect {
        fill: var(--wp-ink);
      }

      .around {
        fill: var(--wp-ink);
        fill-opacity: 0.16;
      }

      ol {
        display: grid;
        gap: 0.35em;
      }

      li {
        display: grid;
        grid-template-columns: 1.75em minmax(0, 1fr);
        font-size: 0.875em;
      }

      @media print {
        details:not([open])::details-content {
          content-visibility: visible;
          block-size: auto;
        }
      }

      .number {
        font-weight: 700;
        font-variant-numeric: tabular-nums;
        color: var(--wp-accent);
      }
    `,
  ];

  override render() {
    const stops = stopsOf(journeyOf(this.checked.report));
    if (stops.length === 0) return nothing;
    const { map } = this.words;
    const view = viewOf(stops.map(({ position }) => position));
    return html`
      <figure part="map">
        <svg class="earth" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${map.label(stops.length)} aria-describedby="places">
          ${drawing(view, stops.length)}
        </svg>
        <figcaption>
          <details ?open=${stops.length <= LISTED}>
            <summary>${map.places}</summary>
            <ol id="places">
              ${stops.map((stop, at) => html`<li><span class="number">${at + 1}</span><span>${this.place(stop)} <span class="small">${this.done(stop)}</span></span></li>`)}
            </ol>
          </details>
        </figcaption>
      </figure>
    `;
  }

  /** What a place is called: by who is there and its number, else by where it is. */
  private place({ place, position, statements }: Stop): string {
    if (place === null) return positionInWords(position, this.words);
    const issuers = [...new Set(statements.map(({ issuer }) => issuer))];
    const { name, source } = partyName(this.checked, issuers[0] as string);
    return issuers.length > 1 || source === "number" ? identity(place) : `${name}, ${identity(place)}`;
  }

  /** What was done there, and when that began. */
  private done({ statements }: Stop): string {
    const { locale } = this.words;
    const steps = [...new Set(statements.map((each) => happening(each, this.words)))];
    const time = eventTime(statements[0] as Stop["statements"][number]);
    return [time === null ? "" : locale.day(time.at, time.offset), steps.join(" · ")].filter((text) => text !== "").join(": ");
  }
}

function drawing(view: View, count: number): SVGTemplateResult {
  // The last mark is drawn last, over those before it.
  return svg`
    <path class="land" d=${view.land} />
    <path class="lines" d=${view.lines} />
    ${view.ways.map((way) => svg`<path class="way" d=${way} />`)}
    ${[...view.marks].reverse().map((mark) => markOf(mark, mark.numbers.includes(count)))}
  `;
}

function markOf({ numbers, x, y }: Mark, current: boolean): SVGTemplateResult {
  const text = numbersText(numbers);
  const width = Math.max(30, 14 + 10 * text.length);
  return svg`
    <g class="mark" ?data-current=${current}>
      ${current ? svg`<rect class="around" x=${x - width / 2 - 7} y=${y - 22} width=${width + 14} height="44" rx="22" />` : nothing}
      <rect x=${x - width / 2} y=${y - 15} width=${width} height="30" rx="15" />
      <text x=${x} y=${y}>${text}</text>
    </g>
  `;
}

define("wayproof-map", WayproofMap);
