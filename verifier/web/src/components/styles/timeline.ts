/** The journey: one line through all hands, a dot for each, and its steps below. */

import { css } from "lit";

export const timeline = css`
  .hand {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding: 0 0 1.4em 1.75em;
  }

  .hand::before {
    content: "";
    position: absolute;
    inset: 0.25em auto auto 0;
    width: 0.9em;
    height: 0.9em;
    background: var(--wp-accent);
    border-radius: 50%;
  }

  .hand::after {
    content: "";
    position: absolute;
    inset: 1.55em auto 0.1em calc(0.45em - 1px);
    width: 2px;
    background: var(--wp-line);
    border-radius: 1px;
  }

  .hand:last-child {
    padding-block-end: 0;
  }

  .hand[data-checked="false"]::before {
    background: none;
    border: 2px solid var(--wp-soft);
  }

  .steps {
    margin-block-start: 0.35em;
  }

  .step + .step {
    border-block-start: 1px solid var(--wp-line);
  }

  .step summary {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding-block: 0.5em;
    padding-inline-end: 1.5em;
    list-style: none;
  }

  .step summary::-webkit-details-marker {
    display: none;
  }

  .step summary::after {
    content: "";
    position: absolute;
    inset: 0.95em 0.2em auto auto;
    width: 0.45em;
    height: 0.45em;
    border: solid var(--wp-soft);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }

  .step details[open] summary::after {
    inset-block-start: 1.15em;
    rotate: 225deg;
  }

  .step details[open] {
    padding-block-end: 0.75em;
  }

  .what {
    font-weight: 550;
  }

  .step[data-kind="recall"] .what {
    font-weight: 700;
    color: var(--wp-bad);
  }

  .step[data-undone="true"] .what {
    text-decoration: line-through;
  }

  .when,
  .where,
  .marks {
    font-size: 0.875em;
    color: var(--wp-soft);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }

  .zone {
    font-size: 0.875em;
  }

  .marks {
    font-weight: 600;
    color: var(--wp-unsure);
  }
`;
