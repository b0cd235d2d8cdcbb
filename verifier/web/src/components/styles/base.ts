/** What all parts share: text, cards, buttons and folds. Sizes are in em of the whole's own text size. */

import { css } from "lit";

export const base = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ol,
  ul {
    margin: 0;
    padding: 0;
  }

  ol,
  ul {
    list-style: none;
  }

  h1 {
    font-size: 1.75em;
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }

  h2 {
    font-size: 1.1875em;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }

  h3 {
    font-size: 1em;
    font-weight: 650;
    line-height: 1.35;
  }

  p,
  dd,
  li,
  h1,
  h2,
  h3 {
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }

  dt,
  .small {
    font-size: 0.8125em;
    color: var(--wp-soft);
  }

  .soft {
    color: var(--wp-soft);
  }

  a {
    color: var(--wp-accent);
    text-underline-offset: 0.15em;
  }

  :focus-visible {
    outline: 3px solid var(--wp-accent);
    outline-offset: 2px;
    border-radius: 0.25em;
  }

  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75em;
    padding: 1.125em;
    background: var(--wp-card);
    border: 1px solid var(--wp-line);
    border-radius: var(--wp-radius);
  }

  .icon {
    width: 1.5em;
    height: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2.2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  button {
    justify-self: start;
    min-height: 2.75em;
    padding: 0.5em 1.125em;
    font: inherit;
    font-weight: 600;
    color: var(--wp-card);
    background: var(--wp-ink);
    border: 0;
    border-radius: calc(var(--wp-radius) * 0.75);
    cursor: pointer;
  }

  @media print {
    .card {
      break-inside: avoid;
      background: none;
    }

    button {
      display: none;
    }
  }
`;

/** What is a tap away. */
export const folds = css`
  summary {
    cursor: pointer;
  }

  .fold {
    display: block;
  }

  .fold > summary {
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-height: 1.75em;
    list-style: none;
  }

  .fold > summary::-webkit-details-marker {
    display: none;
  }

  .fold > summary > :first-child {
    flex: 1;
  }

  .fold > summary::after {
    content: "";
    flex: none;
    width: 0.55em;
    height: 0.55em;
    margin-inline-end: 0.2em;
    border: solid var(--wp-soft);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
    translate: 0 -25%;
  }

  .fold[open] > summary::after {
    rotate: 225deg;
    translate: 0 25%;
  }

  .fold[open] > summary {
    margin-block-end: 0.9em;
  }

  .raw > summary {
    display: inline-block;
    min-height: 1.5em;
    font-size: 0.8125em;
    color: var(--wp-soft);
  }

  .rows {
    display: grid;
    gap: 0.1em;
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }

  .rows dd {
    margin-block-end: 0.5em;
  }

  pre {
    max-height: 22em;
    margin: 0.5em 0 0;
    padding: 0.9em;
    overflow: auto;
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    font-size: 0.75em;
    line-height: 1.45;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    background: var(--wp-paper);
    border-radius: 0.75em;
  }
`;
