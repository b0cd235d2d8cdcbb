/** What passport pages say, once their check has ended. */

/** Wait until a page says how its check ended. A document whose bytes have not arrived has no root element yet. */
export async function concluded(page) {
  await page.waitForFunction(() => document.documentElement?.dataset.verdict !== undefined, null, { timeout: 60_000 });
}

/** Wait until a page shows how its check ended, and no longer. */
export async function settled(page) {
  await concluded(page);
  await page.locator(".headline").first().waitFor();
}

/** Wait until the parts that a passport loads after its verdict are there too, its picture or the lack of one among them. */
export async function complete(page) {
  await settled(page);
  await page.waitForFunction(
    () => {
      const inside = document.querySelector("wayproof-passport")?.shadowRoot;
      const later = "wayproof-map, wayproof-readings, wayproof-picture, wayproof-keep";
      return [...(inside?.querySelectorAll(later) ?? [])].every((part) => {
        const pictured = part.localName !== "wayproof-picture" || part.hidden || part.shadowRoot?.querySelector("img")?.complete;
        return part.hasUpdated && pictured;
      });
    },
    null,
    { timeout: 60_000 },
  );
}

/** Open everything that is a tap away. */
export async function unfold(page) {
  await page.locator("details").evaluateAll((all) => {
    for (const details of all) details.open = true;
  });
}

/** The text that is visible, shadow trees and slots followed; to be evaluated in the page. */
export function visibleText() {
  const blocks = /^(P|LI|DT|DD|H[1-6]|PRE|SUMMARY|DIV|SECTION|BUTTON)$/;
  const textOf = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (!node.checkVisibility() && getComputedStyle(node).display !== "contents") return "";
    const slotted = node.tagName === "SLOT" ? node.assignedNodes({ flatten: true }) : node.childNodes;
    const text = [...(node.shadowRoot?.childNodes ?? slotted)].map(textOf).join("");
    return blocks.test(node.tagName) ? `\n${text}\n` : text;
  };
  return textOf(document.body)
    .replace(/[ \t]*\n\s*/g, "\n")
    .trim();
}
