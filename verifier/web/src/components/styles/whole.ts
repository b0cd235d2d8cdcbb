/** The whole of a passport: one column, or two where there is room, whatever the screen around it. */

import { css } from "lit";

export const whole = css`
  :host {
    position: relative;
    container-type: inline-size;
  }

  .whole,
  .column {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 1em;
  }

  .heard {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* A part that has nothing to say takes no room. */
  wayproof-recall:not([told]),
  wayproof-facts:not([told]),
  wayproof-journey:not([told]),
  wayproof-certificates:not([told]),
  wayproof-findings:not([told]) {
    display: none;
  }

  @container (min-width: 56em) {
    .whole:has(.column) {
      grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
      gap: 1.5em;
    }

    wayproof-recall {
      grid-column: 1 / -1;
    }
  }
`;
