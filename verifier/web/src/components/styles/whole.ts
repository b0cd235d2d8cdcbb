/** The whole of a passport: one column, or two where there is room, whatever the screen around it. */

import { css } from "lit";

export const whole = css`
  :host {
    position: relative;
    container-type: inline-size;
  }

  .whole,
  .columns,
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
    .whole {
      gap: 1.5em;
    }

    .columns {
      grid-template: "what way" auto "how way" 1fr / minmax(0, 5fr) minmax(0, 6fr);
      column-gap: 1.5em;
    }

    .what {
      grid-area: what;
    }

    .way {
      grid-area: way;
    }

    .how {
      grid-area: how;
    }
  }
`;
