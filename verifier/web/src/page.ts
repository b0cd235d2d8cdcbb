/** The passport page: what a scanned code opens. It checks the item's history here, in the reader's own browser. */

import { h } from "./page/dom.ts";
import { check, itemOfAddress, LoadError } from "./page/load.ts";
import { renderFailure } from "./page/failure.ts";
import { renderReport } from "./page/report.ts";
import { numberOf } from "./page/statements.ts";

const main = document.getElementById("main") as HTMLElement;

/** Show `content`, and say on the root element how the check ended: tests and style sheets look there. */
function show(verdict: string, ...content: Node[]): void {
  main.replaceChildren(...content);
  document.documentElement.dataset.verdict = verdict;
}

function showChecking(item: string): void {
  delete document.documentElement.dataset.verdict;
  const number = numberOf(item).map(({ label, value }) => `${label} ${value}`).join(" · ");
  main.replaceChildren(
    h(
      "section",
      { class: "card checking", role: "status" },
      h("h1", {}, "Checking the history…"),
      h("p", { class: "number" }, number),
      h("div", { class: "progress", "aria-hidden": "true" }),
    ),
  );
}

async function run(): Promise<void> {
  try {
    const item = itemOfAddress(new URL(location.href));
    showChecking(item);
    const checked = await check(item);
    const { verdict } = checked.report;
    show(verdict, ...renderReport(checked));
    document.title = `${(main.querySelector("h1")?.textContent ?? "").trim()} – Wayproof`;
  } catch (error) {
    const known = error instanceof LoadError;
    if (!known) console.error(error);
    const failure = known ? error : new LoadError("Something went wrong in this page.");
    show(failure.wrongAddress ? "INVALID" : "INCOMPLETE", renderFailure(failure, () => void run()));
  }
}

void run();
