/** A report as a page: what matters most first, what few will ask for a tap away. */

import { hex } from "../format/bytes.ts";
import type { Finding } from "../report.ts";
import { type Child, h, icon } from "./dom.ts";
import type { Checked } from "./load.ts";
import { descriptionOf, journeyOf, namesOf, numberOf, recallsOf, signaturesChecked, struckOf, textOf } from "./statements.ts";
import { renderStatementDetail, renderTimeline, row } from "./timeline.ts";
import { renderVerdict } from "./verdictCard.ts";
import { dateTime, happening, identity, SEVERITIES } from "./words.ts";

/** The page's sections. */
export function renderReport(checked: Checked): Node[] {
  const { report } = checked;
  const product = renderProduct(checked);
  const verdict = renderVerdict(report);
  // Where nothing vouches for the item, its description must not come first.
  const vouchedFor = report.verdict !== "NO_RECORD" && report.verdict !== "REFUSED";
  const sections = [
    renderRecall(checked),
    ...(vouchedFor ? [product, verdict] : [verdict, product]),
    renderFindings(report.findings.filter(({ rule, severity }) => rule !== "recalled" && severity !== "info")),
    renderJourney(checked),
    renderLimits(),
    renderChecks(checked),
    renderTechnical(checked),
  ];
  return sections.filter((section) => section !== null);
}

/** A recall stands above everything. */
function renderRecall({ report }: Checked): HTMLElement | null {
  const recalls = recallsOf(report);
  if (recalls.length === 0) return null;
  const issuers = [...new Set(recalls.map((each) => identity(each.issuer)))].join(", ");
  return h(
    "section",
    { class: "card recall", role: "alert" },
    icon("M12 4L2.5 20h19z", "M12 10v4.5", "M12 17.2v.01"),
    h("h2", {}, "This item is recalled"),
    h("p", {}, `Do not use it. Recalled by ${issuers}.`),
  );
}

function renderProduct({ report }: Checked): HTMLElement {
  const description = descriptionOf(report);
  const number = numberOf(report.item);
  const facts = [
    ["maker", "Maker"],
    ["origin", "Origin"],
    ["netContent", "Net content"],
    ["bestBefore", "Best before"],
    ["lot", "Lot"],
  ].flatMap(([name, label]) => {
    const value = textOf(description, name as string);
    const repeated = name === "lot" && number.some((part) => part.label === "Lot");
    return value === null || repeated ? [] : [{ label: label as string, value }];
  });
  const name = textOf(description, "name");
  const about = textOf(description, "description");
  const brand = textOf(description, "brand");
  return h(
    "section",
    { class: "product" },
    report.verdict === "NO_RECORD" && name !== null ? h("p", { class: "quiet" }, "The number belongs to this product:") : null,
    brand === null ? null : h("p", { class: "brand" }, brand),
    h("h1", {}, name ?? "Unnamed item"),
    about === null ? null : h("p", {}, about),
    h("dl", { class: "facts" }, ...[...number, ...facts].map(({ label, value }) => h("div", {}, ...row(label, value)))),
  );
}

function renderFindings(findings: readonly Finding[]): HTMLElement | null {
  if (findings.length === 0) return null;
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Worth knowing"),
    h(
      "ul",
      { class: "findings" },
      ...findings.map((finding) =>
        h(
          "li",
          { "data-severity": finding.severity },
          h("span", { class: "severity" }, SEVERITIES[finding.severity]),
          h("span", {}, finding.message),
        ),
      ),
    ),
  );
}

function renderJourney({ report }: Checked): HTMLElement | null {
  const journey = journeyOf(report);
  if (journey.length === 0) return null;
  const checked = signaturesChecked(report);
  return h(
    "section",
    { class: "card" },
    h("h2", {}, checked ? "Its journey" : "What the server says"),
    checked ? null : h("p", { class: "quiet" }, "Whose words these are could not be checked."),
    renderTimeline(journey, checked, namesOf(report)),
  );
}

function renderLimits(): HTMLElement {
  return h(
    "section",
    { class: "card quiet" },
    h("h2", {}, "What this cannot tell you"),
    h(
      "p",
      {},
      "Whether the object in your hand is the one that was labelled: a label can be copied onto another. Nor whether a " +
        "party told the truth, only that it said so, and that nobody can take it back unnoticed.",
    ),
  );
}

const CHECKS: readonly string[] = [
  "The record is complete and well-formed",
  "The trust settings are valid",
  "The log signed its newest state",
  "The public chain has the same record",
  "Independent auditors replayed the record",
  "The index of items is the committed one",
  "Each statement is in the log",
  "Each statement is signed by its party",
  "Nothing that is needed is hidden",
  "The item was made by who owns its number",
  "Its packaging and ingredients are accounted for",
  "The supply-chain rules were applied",
];

const RESULTS = { PASSED: "passed", FAILED: "did not pass", NOT_CHECKED: "not checked" } as const;

function renderChecks({ report }: Checked): HTMLElement {
  const passed = report.checks.filter(({ result }) => result === "PASSED").length;
  return h(
    "details",
    { class: "card fold" },
    h("summary", {}, h("h2", {}, "Twelve checks"), h("span", { class: "quiet" }, `${passed} passed`)),
    h(
      "ol",
      { class: "checks" },
      ...report.checks.map((check, at) => {
        const none = check.step === 5 && check.result === "PASSED" && report.operatorOnly;
        const result = none ? "none are required here" : RESULTS[check.result];
        return h(
          "li",
          { "data-result": none ? "NONE" : check.result },
          h("span", {}, CHECKS[at] as string),
          h("span", { class: "result" }, result),
          check.reason === "" || check.reason === "not reached" ? null : h("p", { class: "reason" }, check.reason),
        );
      }),
    ),
  );
}

function renderTechnical({ report, passportUrl, trustUrl, passportSize, trustRoot, pin, took }: Checked): HTMLElement {
  const rows: HTMLElement[] = [
    ...row("Item", report.item),
    ...row("Verdict", `${report.verdict}, exit code ${report.exit}`),
    ...row("Status", report.status),
    ...(report.missing.length === 0 ? [] : row("Missing", report.missing.join("; "))),
    ...(report.seq === null ? [] : row("Newest anchor", `number ${report.seq}, over ${report.size} log entries`)),
    ...(report.asOf === null ? [] : row("Anchored", dateTime(report.asOf * 1000))),
  ];
  if (trustRoot !== null) {
    rows.push(
      ...row("Log", trustRoot.origin),
      ...row("Chain", `id ${trustRoot.anchorage.chainId}, contract 0x${hex(trustRoot.anchorage.contract)}`),
      ...row("Read at", trustRoot.rpcUrls.join(", ")),
    );
  }
  if (pin !== null) rows.push(...row("Pinned block", `${pin.number}, 0x${hex(pin.hash)}`));
  rows.push(...row("Check took", `${Math.round(took)} ms, for ${passportSize} bytes`));
  const info = report.findings.filter(({ severity }) => severity === "info");
  const struck = struckOf(report);
  return h(
    "details",
    { class: "card fold" },
    h("summary", {}, h("h2", {}, "Technical detail")),
    h("dl", { class: "rows" }, ...rows),
    ...info.map((finding): Child => h("p", {}, `${finding.message} (statements ${finding.statements.join(", ")})`)),
    struck.length === 0 ? null : h("h3", {}, "Statements that do not count"),
    ...struck.map((statement): Child => h("div", {}, h("p", {}, happening(statement)), renderStatementDetail(statement))),
    h(
      "p",
      { class: "files" },
      h("a", { href: passportUrl, download: "passport.json" }, "Keep the passport"),
      " · ",
      h("a", { href: trustUrl, download: "trust.json" }, "Keep the trust settings"),
    ),
  );
}
