/** What pages for a phone in one hand share: large targets, fields, and choices as buttons. */

import { css } from "lit";

export const touch = css`
  button,
  .button {
    min-height: 3em;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    padding: 0.5em 1.125em;
    font-weight: 600;
    border-radius: calc(var(--wp-radius) * 0.75);
    cursor: pointer;
  }

  .quiet {
    color: var(--wp-ink);
    background: var(--wp-card);
    border: 1.5px solid var(--wp-line);
  }

  .wide {
    justify-self: stretch;
    width: 100%;
  }

  .main {
    min-height: 3.5em;
    font-size: 1.0625em;
    color: var(--wp-on-tone);
    background: var(--wp-accent);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    align-items: center;
  }

  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
    gap: 0.5em;
  }

  .choices button {
    justify-self: stretch;
  }

  [aria-pressed="false"] {
    color: var(--wp-ink);
    background: var(--wp-card);
    border: 1.5px solid var(--wp-line);
  }

  [aria-pressed="true"] {
    color: var(--wp-on-tone);
    background: var(--wp-accent);
    border: 1.5px solid var(--wp-accent);
  }

  label,
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25em;
    font-size: 0.9375em;
    color: var(--wp-soft);
  }

  input:not([type="file"]),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: 3em;
    padding: 0.5em 0.75em;
    font: inherit;
    /* Smaller text makes a phone zoom into the field. */
    font-size: max(16px, 1em);
    color: var(--wp-ink);
    background: var(--wp-paper);
    border: 1.5px solid var(--wp-soft);
    border-radius: calc(var(--wp-radius) * 0.6);
  }

  input[type="file"] {
    position: absolute;
    width: 1px;
    height: 1px;
    opacity: 0;
  }

  .button:focus-within {
    outline: 3px solid var(--wp-accent);
    outline-offset: 2px;
  }

  form {
    display: grid;
    gap: 0.75em;
  }

  .said:empty {
    display: none;
  }

  .said[data-tone="bad"] {
    color: var(--wp-bad);
  }

  .said[data-tone="good"] {
    color: var(--wp-good);
  }
`;
