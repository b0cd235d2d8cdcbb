/** An item is in one container at a time, and leaves only what it was packed into. */

import { hex } from "../format/bytes.ts";
import { CHILD, PARENT } from "../format/itemTree.ts";
import type { Finding } from "../report.ts";
import { indicesOf, type Journey } from "./journey.ts";

/** `packed-twice`, `unpacked-without-packing`, `unpacked-before-packing` and `foreign-unpacking`. */
export function containment(journey: Journey): Finding[] {
  const findings: Finding[] = [];
  const warn = (rule: string, message: string, statements: number[]) =>
    findings.push({ rule, severity: "warning", message, statements });
  const inside = new Set<string>();
  const packed = new Set<string>();
  for (const event of journey.own) {
    if (!(event.role(journey.key) & CHILD)) continue;
    const containers = event.leavesWith(PARENT).map((leaf) => hex(leaf.key));
    if (event.contains("ADD")) {
      for (const { container, unpacking } of journey.windows) {
        if (unpacking !== null && unpacking.eventTime() <= event.eventTime()) inside.delete(hex(container.key));
      }
      if ([...inside].some((container) => !containers.includes(container))) {
        warn("packed-twice", "It was packed while it was in another container.", [event.index]);
      }
      for (const container of containers) {
        inside.add(container);
        packed.add(container);
      }
    } else if (event.contains("DELETE")) {
      if (containers.some((container) => !packed.has(container))) {
        warn("unpacked-without-packing", "It was taken out of a container that it was never put into.", [event.index]);
      }
      for (const container of containers) inside.delete(container);
    }
  }
  const backwards = journey.windows.flatMap(({ packing, unpacking }) =>
    unpacking !== null && unpacking.eventTime() < packing.eventTime() ? [unpacking.index] : [],
  );
  if (backwards.length > 0) {
    const message = "It is said to have been unpacked before it was packed.";
    warn("unpacked-before-packing", message, [...new Set(backwards)].sort((a, b) => a - b));
  }
  if (journey.foreignUnpackings.length > 0) {
    const message = "It was unpacked by a party that its history does not know otherwise.";
    warn("foreign-unpacking", message, indicesOf(journey.foreignUnpackings));
  }
  return findings;
}
