/**
 * Play one scenario on the posting page, and print what was seen, as one line of JSON.
 *
 *     node verifier/web/e2e/post.mjs SCENARIO URL LINK [--host NAME] [--camera CODE] [--key KEY] [--other LINK] [--lang TAG]
 *         [--dark] [--screenshot FILE]
 *
 * CODE is a bracketed element string, whose GS1 DataMatrix the camera sees. LINK is a posting link's part from `#` on, `--key` its party's own API key, `--other` another party's link.
 */

import { parseArgs } from "node:util";

import { accessibility, launch, overflows, phone } from "./browser.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    host: { type: "string" },
    camera: { type: "string" },
    key: { type: "string" },
    other: { type: "string" },
    lang: { type: "string", default: "en-GB" },
    dark: { type: "boolean", default: false },
    screenshot: { type: "string" },
  },
});
const [scenario, url, link] = positionals;
const errors = [];
const browser = await launch({ host: values.host ?? null, code: values.camera === undefined ? null : ["GS1", values.camera] });
const context = await phone(browser, errors, { lang: values.lang, dark: values.dark, permissions: [], serviceWorkers: "allow" });
const PAGE = `${url}/p/post`;

const SCENARIOS = {
  /** By link, everything filled in, online. */
  async whole() {
    const page = await signedIn();
    const address = page.url();
    await fill(page, "(01)09521321000421(21)B1", "produced");
    await page.locator("wayproof-more-fields").evaluate((fields) => {
      fields.closest("details").open = true;
    });
    const more = page.locator("wayproof-more-fields");
    await more.getByRole("button").first().click();
    await more.locator("input[inputmode=decimal]").fill("4,5");
    await more.locator("textarea").fill("Seal is whole.");
    await more.locator("input[maxlength='20']").fill("L7");
    await more.locator("input[type=file]").setInputFiles({ name: "seal.jpg", mimeType: "image/jpeg", buffer: Buffer.from("photo") });
    await more.locator("p:not(.small)").waitFor();
    await place(page, "9521321000018", "Roastery");
    const seen = { axe: await accessibility(page), overflows: await overflows(page) };
    if (values.screenshot) await page.screenshot({ path: values.screenshot, fullPage: true });
    await post(page);
    await settled(page, 1);
    const outbox = await outboxOf(page);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("wayproof-outbox li button").first().click(),
    ]);
    return { ...seen, axeAfter: await accessibility(page), address, outbox, photo: saved.suggestedFilename() };
  },

  /** Three checkpoints without a connection, a reload without a connection, then a connection. */
  async offline() {
    const page = await signedIn();
    await controlled(page);
    await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith(".wasm")));
    const posts = postsOf(context);
    await context.setOffline(true);
    for (const number of [1, 2, 3]) {
      await fill(page, `(01)09521321000421(21)B${number}`, "produced");
      await post(page);
    }
    await entries(page, "waiting", 3);
    await page.reload();
    await entries(page, "waiting", 3);
    const waiting = await outboxOf(page);
    // One was a mistake.
    const mistake = page.locator("wayproof-outbox li").nth(1);
    await mistake.getByRole("button").last().click();
    await mistake.getByRole("button").last().click();
    await entries(page, "waiting", 2);
    const notice = await page.locator("wayproof-outbox [role=status]").filter({ hasText: /\S/ }).innerText();
    await context.setOffline(false);
    await settled(page, 2);
    return { waiting, notice, outbox: await outboxOf(page), posted: posts.map((body) => body.items[0]) };
  },

  /** While the first of three is on its way, the second is removed and the third put right. */
  async changed() {
    const page = await signedIn();
    const { begun, answer } = await held(page, 3);
    await begun;
    const [newest, middle] = [page.locator("wayproof-outbox li").nth(0), page.locator("wayproof-outbox li").nth(1)];
    await middle.getByRole("button").last().click();
    await middle.getByRole("button").last().click();
    await entries(page, "waiting", 2);
    await newest.getByRole("button").first().click();
    await page.locator("wayproof-item-list").first().locator("li button").click();
    await fill(page, "(01)09521321000421(21)B4", "produced");
    await post(page);
    answer();
    await settled(page, 2);
    return { outbox: await outboxOf(page) };
  },

  /** The page is loaded again while it sends, which leaves the lease behind. */
  async reloaded() {
    const page = await signedIn();
    const { begun, answer } = await held(page, 1);
    await begun;
    await page.reload();
    answer();
    await page.locator("wayproof-outbox li[data-state=accepted]").waitFor({ timeout: 15_000 });
    return { outbox: await outboxOf(page) };
  },

  /** The link is opened without a connection, on a phone that has the page. */
  async early() {
    const page = await context.newPage();
    await page.goto(PAGE);
    await page.locator("wayproof-sign-in").waitFor();
    await controlled(page);
    await context.setOffline(true);
    await page.goto(PAGE + link);
    // Not the one of signing in, which says that it is under way.
    const kept = page.locator("wayproof-post-page p[role=status]").filter({ hasNotText: /^…$/ });
    await kept.waitFor();
    const said = await kept.innerText();
    await page.reload();
    await kept.waitFor();
    await context.setOffline(false);
    await page.locator("wayproof-checkpoint-form").waitFor();
    return { said, address: page.url() };
  },

  /** The service is there for pages and away for what is posted; no service worker, as on plain http. */
  async away() {
    const page = await signedIn();
    await context.route("**/api/v1/checkpoints", (route) => route.abort());
    await fill(page, "(01)09521321000421(21)B1", "produced");
    await post(page);
    await page.locator("wayproof-outbox button").first().waitFor();
    await page.reload();
    await entries(page, "waiting", 1);
    await context.unroute("**/api/v1/checkpoints");
    const secure = await page.evaluate(() => isSecureContext);
    const position = page.locator("wayproof-place-picker");
    await position.getByRole("button").first().click();
    const said = await position.locator("p[role=status]").innerText();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await settled(page, 1);
    return { secure, position: said, outbox: await outboxOf(page) };
  },

  /** A carrier's way of a pallet, scanned by camera, at the phone's own position, at another time. */
  async position() {
    await context.grantPermissions(["geolocation"], { origin: url });
    await context.setGeolocation({ latitude: 57.477812, longitude: -4.224688 });
    const page = await signedIn();
    const list = page.locator("wayproof-item-list").first();
    await list.locator("button.scan").click();
    await list.locator("li").waitFor();
    await list.locator("button.quiet.wide").last().click();
    await page.locator("button[data-step=arrived]").click();
    await page.locator("wayproof-place-picker").getByRole("button").first().click();
    await page.locator("wayproof-place-picker [aria-pressed=true]").filter({ hasText: "57.4778" }).waitFor();
    await page.locator("[aria-labelledby=when] button").last().click();
    await page.locator("input[type=datetime-local]").fill("2026-03-29T01:30");
    const steps = await page.locator("button[data-step]").allInnerTexts();
    await post(page);
    await settled(page, 1);
    return { steps, outbox: await outboxOf(page) };
  },

  /** The ledger refuses; the entry is put right, another is removed. */
  async refused() {
    const page = await signedIn();
    for (const number of [1, 2]) {
      await fill(page, `(01)09521437000001(21)B${number}`, "produced");
      await post(page);
    }
    await entries(page, "refused", 2);
    const refused = await outboxOf(page);
    const axe = await accessibility(page);
    if (values.screenshot) await page.screenshot({ path: values.screenshot, fullPage: true });
    const [newest, oldest] = [page.locator("wayproof-outbox li").nth(0), page.locator("wayproof-outbox li").nth(1)];
    await oldest.getByRole("button").last().click();
    await oldest.getByRole("button").last().click();
    await entries(page, "refused", 1);
    await newest.getByRole("button").first().click();
    const items = page.locator("wayproof-item-list").first();
    await items.locator("li button").click();
    await fill(page, "(01)09521321000421(21)B2", "produced");
    await post(page);
    await settled(page, 1);
    return { refused, axe, outbox: await outboxOf(page) };
  },

  /** Two tabs post without a connection, and send at once when there is one. */
  async tabs() {
    const one = await signedIn();
    const two = await context.newPage();
    await two.goto(PAGE);
    await two.locator("wayproof-checkpoint-form").waitFor();
    const posts = postsOf(context);
    await context.route("**/api/v1/checkpoints", (route) => route.abort());
    for (const [page, number] of [[one, 1], [two, 2], [one, 3], [two, 4]]) {
      await fill(page, `(01)09521321000421(21)B${number}`, "produced");
      await post(page);
    }
    for (const page of [one, two]) await entries(page, "waiting", 4);
    await context.unroute("**/api/v1/checkpoints");
    await Promise.all([one, two].map((page) => page.evaluate(() => dispatchEvent(new Event("online")))));
    for (const page of [one, two]) await settled(page, 4);
    return { outbox: await outboxOf(two), posted: posts.map((body) => body.items[0]) };
  },

  /** What answers accepts, but its promise is not this ledger's. */
  async forged() {
    const page = await signedIn();
    await context.route("**/api/v1/checkpoints", async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      await route.fulfill({ response, json: { ...answer, promise: answer.promise.replace(/\n(\d)/, (_, digit) => `\n${9 - digit}`) } });
    });
    await fill(page, "(01)09521321000421(21)B1", "produced");
    await post(page);
    await entries(page, "doubtful", 1);
    const doubtful = await outboxOf(page);
    await context.unroute("**/api/v1/checkpoints");
    await page.locator("wayproof-outbox li button").first().click();
    await settled(page, 1);
    return { doubtful, outbox: await outboxOf(page) };
  },

  /** The link is ended by its party while something waits; another link of the same party sends it, a stranger's does not. */
  async ended() {
    const page = await signedIn();
    await context.route("**/api/v1/checkpoints", (route) => route.abort());
    await fill(page, "(01)09521321000421(21)B1", "produced");
    await post(page);
    await entries(page, "waiting", 1);
    const headers = { Authorization: `Bearer ${values.key}`, "Content-Type": "application/json" };
    const { links } = await (await fetch(`${url}/api/v1/posting-links`, { headers })).json();
    for (const { id } of links) await fetch(`${url}/api/v1/posting-links/${id}`, { method: "DELETE", headers });
    await context.unroute("**/api/v1/checkpoints");
    await page.reload();
    const door = page.locator("wayproof-sign-in");
    await door.waitFor();
    const said = await page.locator("wayproof-post-page p[role=alert]").first().innerText();
    await door.locator("input").fill(values.other.replace("#key=", ""));
    await door.locator("button").click();
    await page.locator("wayproof-checkpoint-form").waitFor();
    const stranger = await page.locator("wayproof-outbox p.small").innerText();
    const made = await fetch(`${url}/api/v1/posting-links`, { method: "POST", headers, body: JSON.stringify({ label: "New" }) });
    const fresh = new URL((await made.json()).link).hash;
    await page.goto(PAGE + fresh);
    const asked = await page.locator("wayproof-sign-in p").first().innerText();
    const address = page.url();
    await page.locator("wayproof-sign-in button").first().click();
    await settled(page, 1);
    return { said, stranger, asked, address, outbox: await outboxOf(page) };
  },
};

try {
  const seen = await SCENARIOS[scenario]();
  console.log(JSON.stringify({ ...seen, errors }));
} finally {
  await browser.close();
}

async function signedIn() {
  const page = await context.newPage();
  await page.goto(PAGE + link);
  await page.locator("wayproof-checkpoint-form").waitFor();
  return page;
}

/** Type an item and choose a step. */
async function fill(page, item, step) {
  const list = page.locator("wayproof-item-list").first();
  await list.locator("button.scan").click();
  await list.locator("input[name=code]").fill(item);
  await list.locator("input[name=code]").press("Enter");
  await list.locator("li").waitFor();
  await list.locator("> button.quiet.wide, button.quiet.wide").last().click();
  await page.locator(`button[data-step=${step}]`).click();
}

async function place(page, gln, name) {
  const picker = page.locator("wayproof-place-picker");
  await picker.getByRole("button").nth(1).click();
  await picker.locator("input[name=code]").fill(gln);
  await picker.locator("input[name=code]").press("Enter");
  await picker.locator("input[name=name]").fill(name);
  await picker.locator("input[name=name]").press("Enter");
  await picker.getByRole("button", { name }).waitFor();
}

async function post(page) {
  await page.locator(".post button.main").click();
  await page.locator("wayproof-item-list").first().locator("li").waitFor({ state: "detached" });
}

/** Post so many without a connection; then there is one, and what is sent, as `begun` tells, waits until `answer` is called. */
async function held(page, count) {
  const [begun, answered] = [Promise.withResolvers(), Promise.withResolvers()];
  let away = true;
  await context.route("**/api/v1/checkpoints", async (route) => {
    if (away) return route.abort();
    begun.resolve();
    await answered.promise;
    await route.continue().catch(() => undefined); // the page that asked may be gone
  });
  for (let number = 1; number <= count; number++) {
    await fill(page, `(01)09521321000421(21)B${number}`, "produced");
    await post(page);
  }
  await entries(page, "waiting", count);
  away = false;
  await page.evaluate(() => dispatchEvent(new Event("online")));
  return { begun: begun.promise, answer: answered.resolve };
}

function entries(page, state, count) {
  return page.waitForFunction(
    ([state, count]) => {
      const outbox = document.querySelector("wayproof-post-page")?.shadowRoot?.querySelector("wayproof-outbox");
      return outbox?.shadowRoot?.querySelectorAll(`li[data-state=${state}]`).length === count;
    },
    [state, count],
  );
}

/** All are accepted, and their promises checked. */
async function settled(page, count) {
  await entries(page, "accepted", count);
  await page.waitForFunction(
    (count) => {
      const outbox = document.querySelector("wayproof-post-page")?.shadowRoot?.querySelector("wayproof-outbox");
      return outbox?.shadowRoot?.querySelectorAll("li[data-promised]").length === count;
    },
    count,
  );
}

function outboxOf(page) {
  return page.locator("wayproof-outbox li").allInnerTexts();
}

/** What is posted from now on and answered. */
function postsOf(context) {
  const posts = [];
  context.on("requestfinished", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/checkpoints")) posts.push(request.postDataJSON());
  });
  return posts;
}

async function controlled(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}
