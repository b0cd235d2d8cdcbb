/**
 * Colours, type and space, as custom properties: what a page that embeds a passport may set begins with `--wayproof-`
 * (docs/embedding.md). The colours of verdicts are not among them, and important, so that none is made to look like another.
 */

import { css } from "lit";

const LIGHT = css`
  --wp-paper: var(--wayproof-paper, #f7f5f0);
  --wp-card: var(--wayproof-card, #ffffff);
  --wp-ink: var(--wayproof-ink, #1b1f23);
  --wp-soft: var(--wayproof-soft, #565e66);
  --wp-line: var(--wayproof-line, #e1ddd2);
  --wp-accent: var(--wayproof-accent, #17634a);
  --wp-good: #17634a !important;
  --wp-good-wash: #e3f1ea !important;
  --wp-wait: #1f5a8c !important;
  --wp-wait-wash: #e4eef8 !important;
  --wp-unsure: #855600 !important;
  --wp-unsure-wash: #fbf0d8 !important;
  --wp-none: #4a535d !important;
  --wp-none-wash: #ebedf0 !important;
  --wp-bad: #a3231a !important;
  --wp-bad-wash: #fce8e5 !important;
  --wp-on-tone: #ffffff !important;
  --wp-recall: #a3231a !important;
  --wp-on-recall: #ffffff !important;
  color-scheme: light;
`;

const DARK = css`
  --wp-paper: var(--wayproof-paper, #131618);
  --wp-card: var(--wayproof-card, #1c2023);
  --wp-ink: var(--wayproof-ink, #eeece6);
  --wp-soft: var(--wayproof-soft, #a9b0b6);
  --wp-line: var(--wayproof-line, #343a40);
  --wp-accent: var(--wayproof-accent, #74cba8);
  --wp-good: #74cba8 !important;
  --wp-good-wash: #16302a !important;
  --wp-wait: #8cc0ee !important;
  --wp-wait-wash: #16293a !important;
  --wp-unsure: #e9b955 !important;
  --wp-unsure-wash: #32280e !important;
  --wp-none: #b7bfc7 !important;
  --wp-none-wash: #262b30 !important;
  --wp-bad: #f59a8f !important;
  --wp-bad-wash: #3b1a17 !important;
  --wp-on-tone: #131618 !important;
  --wp-recall: #b3281e !important;
  --wp-on-recall: #ffffff !important;
  color-scheme: dark;
`;

/** For the host of a whole: nothing of the page around it comes in, and the reader's light or dark is followed. */
export const tokens = css`
  :host {
    all: initial;
    display: block;
    ${LIGHT}
    --wp-radius: var(--wayproof-radius, 1em);
    font-family: var(
      --wayproof-font,
      system-ui,
      -apple-system,
      "Segoe UI",
      Roboto,
      "Helvetica Neue",
      "PingFang SC",
      "Noto Sans SC",
      "Noto Sans",
      sans-serif
    );
    line-height: 1.5;
    color: var(--wp-ink);
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  :host([hidden]) {
    display: none;
  }

  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${DARK}
    }
  }

  :host([theme="dark"]) {
    ${DARK}
  }

  @media print {
    :host,
    :host(:not([theme="light"])),
    :host([theme="dark"]) {
      ${LIGHT}
    }
  }
`;
