/** What two verifiers must agree on: tests/passport_cases.py makes it of the Python one's report. */

import type { Report } from "../src/report.ts";

export function summary(report: Report): unknown {
  return {
    asOf: report.asOf,
    checks: report.checks.map((check) => [check.step, check.result]),
    exit: report.exit,
    findings: report.findings.map((finding) => [finding.rule, finding.statements]),
    missing: report.missing,
    neverMade: report.neverMade,
    newer: report.newer.map((each) => each.index),
    statements: report.statements.map((each) => [
      each.index,
      each.applies,
      each.struck !== null,
      each.undone,
      each.disputed,
      each.whole,
    ]),
    status: report.status,
    verdict: report.verdict,
  };
}
