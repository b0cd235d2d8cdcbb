/** The card of a verdict, or of its absence. */

import { css } from "lit";

export const tones = css`
  .verdict {
    --tone: var(--wp-none);
    --wash: var(--wp-none-wash);
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0.9em 1em;
    padding: 1.125em;
    background: var(--wash);
    border: 2px solid color-mix(in srgb, var(--tone) 45%, transparent);
    border-radius: calc(var(--wp-radius) * 1.25);
  }

  .verdict[data-tone="good"] {
    --tone: var(--wp-good);
    --wash: var(--wp-good-wash);
  }

  .verdict[data-tone="wait"] {
    --tone: var(--wp-wait);
    --wash: var(--wp-wait-wash);
  }

  .verdict[data-tone="unsure"] {
    --tone: var(--wp-unsure);
    --wash: var(--wp-unsure-wash);
  }

  .verdict[data-tone="bad"] {
    --tone: var(--wp-bad);
    --wash: var(--wp-bad-wash);
  }

  .verdict > :not(.seal, .said) {
    grid-column: 1 / -1;
  }

  .seal {
    width: 4.25em;
    height: 4.25em;
  }

  .shape {
    fill: var(--tone);
    stroke: var(--tone);
    stroke-width: 2;
  }

  .hollow {
    fill: none;
    stroke-width: 4;
    stroke-dasharray: 9.6 7.7;
    stroke-linecap: round;
  }

  .sign {
    fill: none;
    stroke: var(--wp-on-tone);
    stroke-width: 5.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .sign.thin {
    stroke-width: 3;
    opacity: 0.6;
  }

  .sign.ink {
    stroke: var(--tone);
  }

  .said {
    display: grid;
    gap: 0.25em;
  }

  .headline {
    font-size: 1.5em;
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }

  .basis {
    font-size: 0.875em;
    color: var(--wp-soft);
    font-variant-numeric: tabular-nums;
  }

  .basis:empty {
    display: none;
  }

  @media (forced-colors: active) {
    .shape,
    .sign {
      forced-color-adjust: none;
    }
  }

  @media print {
    .verdict {
      break-inside: avoid;
      background: none;
    }

    .shape,
    .sign {
      print-color-adjust: exact;
    }
  }
`;
