/** `<wayproof-readings>`: what sensors read on the way, a chart for each kind, and the same as a table. */

import { css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";

import { journeyOf, signaturesChecked } from "../page/statements.ts";
import { spoken } from "../page/telling.ts";
import { type Chart, chartOf, FRAME, HEIGHT, type Spot, WIDTH } from "../readings/chart.ts";
import { type Series, seriesOf } from "../readings/series.ts";
import { define, Part } from "./part.ts";
import { base, folds } from "./styles/base.ts";

class WayproofReadings extends Part {
  static override styles = [
    base,
    folds,
    css`
      figure {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.4em;
        margin: 0;
      }

      figure + figure {
        padding-block-start: 0.75em;
        border-block-start: 1px solid var(--wp-line);
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 1em;
      }

      .chart {
        display: block;
        width: 100%;
        height: auto;
      }

      text {
        font-size: 15px;
        fill: var(--wp-soft);
      }

      .value {
        text-anchor: end;
        dominant-baseline: central;
      }

      .time {
        text-anchor: middle;
      }

      .grid {
        stroke: var(--wp-line);
        stroke-width: 1;
      }

      .line,
      .span {
        fill: none;
        stroke: var(--wp-accent);
        stroke-width: 2.6;
        stroke-linecap: round;
        stroke-linejoin: round;
      }

      .span {
        stroke-opacity: 0.4;
      }

      .spot {
        fill: var(--wp-accent);
      }

      .extreme {
        fill: var(--wp-card);
        stroke: var(--wp-accent);
        stroke-width: 2.6;
      }

      .said {
        font-weight: 700;
        text-anchor: middle;
        fill: var(--wp-ink);
        stroke: var(--wp-card);
        stroke-width: 4;
        paint-order: stroke;
      }

      .table {
        max-height: 22em;
        overflow: auto;
      }

      table {
        width: 100%;
        font-size: 0.875em;
        font-variant-numeric: tabular-nums;
        border-collapse: collapse;
      }

      th,
      td {
        padding: 0.25em 0;
        text-align: start;
        border-block-end: 1px solid var(--wp-line);
      }

      td:last-child,
      th:last-child {
        text-align: end;
      }
    `,
  ];

  override render() {
    const { report } = this.checked;
    const all = seriesOf(journeyOf(report));
    if (all.length === 0) return nothing;
    const { readings } = this.words;
    return html`
      <section class="card" part="readings" aria-labelledby="title">
        <div>
          <h2 id="title">${readings.title}</h2>
          <p class="small">${signaturesChecked(report) ? readings.byParties : readings.unchecked}</p>
        </div>
        ${all.map((series) => this.series(series))}
      </section>
    `;
  }

  private series(series: Series): TemplateResult {
    const { readings, locale } = this.words;
    const name = Object.hasOwn(readings.types, series.type) ? (readings.types[series.type] as string) : spoken(series.type);
    const chart = chartOf(series.readings);
    const [low, high] = [chart.lowest, chart.highest].map(({ reading }) => this.value(reading.value, series.unit)) as [string, string];
    const summary = readings.between(low, high, series.readings.length);
    return html`
      <figure>
        <figcaption class="head"><h3>${name}</h3><span class="small">${summary}</span></figcaption>
        <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${name}. ${summary}">${this.drawing(chart)}</svg>
        ${series.cut ? html`<p class="small">${readings.cut(series.readings.length)}</p>` : nothing}
        <details class="raw">
          <summary>${readings.table}</summary>
          <div class="table" tabindex="0" role="group" aria-label=${name}>
            <table>
              <thead><tr><th scope="col">${readings.time}</th><th scope="col">${readings.value}</th></tr></thead>
              <tbody>
                ${series.readings.map(
                  ({ at, value }) => html`<tr><td>${locale.dateTime(at)}</td><td>${this.value(value, series.unit)}</td></tr>`,
                )}
              </tbody>
            </table>
          </div>
        </details>
      </figure>
    `;
  }

  /** A value with its unit, as people write it. */
  private value(value: number, unit: string): string {
    const { readings, locale } = this.words;
    const sign = Object.hasOwn(UNITS, unit) ? (UNITS[unit] as string) : unit;
    return sign === "" ? locale.number(value) : readings.withUnit(locale.number(value), sign);
  }

  private drawing(chart: Chart): SVGTemplateResult {
    const { locale } = this.words;
    const days = (chart.times.at(-1)?.value ?? 0) - (chart.times[0]?.value ?? 0) > 3 * 86_400_000;
    const { lowest, highest } = chart;
    return svg`
      ${chart.values.map(
        ({ value, at }) => svg`
          <line class="grid" x1=${FRAME.left} x2=${FRAME.right} y1=${at} y2=${at} />
          <text class="value" x=${FRAME.left - 8} y=${at}>${locale.number(value)}</text>
        `,
      )}
      ${chart.times.map(
        ({ value, at }) => svg`<text class="time" x=${Math.min(at, WIDTH - 32)} y=${FRAME.bottom + 24}>${days || isMidnight(value) ? locale.shortDay(value) : locale.time(value)}</text>`,
      )}
      ${chart.spans.map((d) => svg`<path class="span" d=${d} />`)}
      ${chart.lines.map((d) => svg`<path class="line" d=${d} />`)}
      ${chart.spots.map(({ x, y }) => svg`<circle class="spot" cx=${x} cy=${y} r="4" />`)}
      ${this.extreme(highest, -12)}
      ${lowest.reading.value === highest.reading.value ? nothing : this.extreme(lowest, 20)}
    `;
  }

  private extreme({ reading, x, y }: Spot, below: number): SVGTemplateResult {
    const at = Math.max(FRAME.left + 16, Math.min(FRAME.right - 16, x));
    return svg`
      <circle class="extreme" cx=${x} cy=${y} r="4.5" />
      <text class="said" x=${at} y=${y + below}>${this.words.locale.number(reading.value)}</text>
    `;
  }
}

/** Whether a day begins at a time, where the reader is. */
function isMidnight(milliseconds: number): boolean {
  const time = new Date(milliseconds);
  return time.getHours() === 0 && time.getMinutes() === 0;
}

/** How people write the units that sensors report most, by UN/CEFACT Recommendation 20. */
const UNITS: Readonly<Record<string, string>> = {
  A97: "hPa",
  BAR: "bar",
  CEL: "°C",
  FAH: "°F",
  GRM: "g",
  KEL: "K",
  KGM: "kg",
  KMH: "km/h",
  LTR: "l",
  LUX: "lx",
  MTK: "m²",
  MTR: "m",
  MTS: "m/s",
  MSK: "m/s²",
  P1: "%",
  PAL: "Pa",
  VLT: "V",
};

define("wayproof-readings", WayproofReadings);
