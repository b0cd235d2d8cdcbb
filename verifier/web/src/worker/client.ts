/** Verification aside: in a worker where one can be had, else on the page's own thread. */

import type { Check } from "../report.ts";
import { ownScript } from "../page/trusted.ts";
import type { Outcome, Task } from "./task.ts";
import script from "./worker.ts?worker&url";

type Message = { readonly check: Check } | { readonly outcome: Outcome } | { readonly error: string };

/** No worker could be had, or it died. */
class NoWorker extends Error {}

/** The outcome of a task; `progress` hears of each step as it ends. Rejects only where the verifier itself fails. */
export async function verifyAside(task: Task, progress: (check: Check) => void): Promise<Outcome> {
  try {
    return await inWorker(task, progress);
  } catch (error) {
    if (!(error instanceof NoWorker)) throw error;
  }
  const { perform } = await import("./task.ts");
  return perform(task, progress);
}

function inWorker(task: Task, progress: (check: Check) => void): Promise<Outcome> {
  const worker = start();
  return new Promise<Outcome>((resolve, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new NoWorker(event.message));
    };
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if ("check" in data) progress(data.check);
      else if ("outcome" in data) resolve(data.outcome);
      else reject(new Error(data.error));
    };
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}

/** A worker, if this script's origin is the page's: browsers start no other, and a page's policy may forbid any. */
function start(): Worker {
  const url = new URL(script, import.meta.url);
  if (typeof Worker !== "function" || url.origin !== location.origin) throw new NoWorker("none can be had here");
  try {
    return new Worker(ownScript(url));
  } catch (error) {
    throw new NoWorker(String(error));
  }
}
