/** The worker in which a passport is verified, so that the page stays quick to the touch meanwhile. */

import { perform, type Task } from "./task.ts";

// The compiler knows pages; of a worker, this is all that is used.
const here = globalThis as unknown as {
  onmessage: (event: MessageEvent<Task>) => void;
  postMessage: (message: unknown) => void;
};

here.onmessage = ({ data }) => {
  void perform(data, (check) => here.postMessage({ check })).then(
    (outcome) => here.postMessage({ outcome }),
    (error: unknown) => here.postMessage({ error: String(error) }),
  );
};
