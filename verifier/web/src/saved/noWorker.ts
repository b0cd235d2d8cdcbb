/** Verification on the page's own thread: a single file has no script of its own address for a worker. */

import type { Check } from "../report.ts";
import { type Outcome, perform, type Task } from "../worker/task.ts";

/** The outcome of a task; `progress` hears of each step as it ends. */
export function verifyAside(task: Task, progress: (check: Check) => void): Promise<Outcome> {
  return perform(task, progress);
}
