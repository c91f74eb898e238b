import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../slack-simulator/demo/find-chromium.ts";
import { servePage } from "../slack-simulator/page/page.ts";
import { openSlackWorld, type SlackWorld, until } from "./slack/world.ts";

const browserPath = findChromium();

describe.skipIf(browserPath === undefined)(
  "the page of the simulated Slack, in Chromium (skipped without one)",
  () => {
    let world: SlackWorld;
    let browser: Browser;
    let served: Awaited<ReturnType<typeof servePage>>;

    beforeAll(async () => {
      world = await openSlackWorld();
      for (const name of ["fay", "finn", "ana"]) await world.addPerson(name);
      served = await servePage(world.simulator, { narration: () => ["The agent waits."] });
      browser = await chromium.launch({ executablePath: browserPath ?? "", args: ["--no-sandbox"] });
    });
    afterAll(async () => {
      await browser?.close();
      await served?.close();
      await world?.close();
    });

    async function openPage(scheme: "light" | "dark" = "light"): Promise<Page> {
      const page = await browser.newPage({ colorScheme: scheme, viewport: { width: 1080, height: 860 } });
      await page.goto(served.url);
      return page;
    }

    it("lets a newcomer approve with a click, and the call runs", async () => {
      const { request, run } = await world.ask();
      await world.card(request);
      const page = await openPage();
      const card = page.locator("article", { hasText: request.id });
      await card.getByRole("button", { name: /^Approve/ }).waitFor();
      await page.getByLabel("You are").selectOption("fay");
      await card.getByRole("button", { name: /^Approve/ }).click();
      await page.getByText("Recorded: approved.").waitFor();
      expect(await run()).toMatchObject({ type: "executed" });
      await card.getByText("Approved and done.").waitFor();
      await page.close();
    });

    it("takes a denial by keyboard alone", async () => {
      const { request } = await world.ask({ order: "77", amount: 7_700 });
      await world.card(request);
      const page = await openPage("dark");
      await page.getByLabel("You are").selectOption("finn");
      const deny = page.locator("article", { hasText: request.id }).getByRole("button", { name: /^Deny/ });
      await deny.waitFor();
      await deny.focus();
      await page.keyboard.press("Enter");
      await page.getByLabel("Why not?").waitFor();
      await page.keyboard.type("This order was never placed.");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByText("Recorded: denied.").waitFor();
      expect(await world.state(request)).toBe("denied");
      await page.close();
    });

    it("shows the details, and tells the person who asked why they cannot approve", async () => {
      const { request } = await world.ask({ order: "78", amount: 7_800, note: "x".repeat(3_000) });
      await world.card(request);
      const page = await openPage();
      const card = page.locator("article", { hasText: request.id });
      await card.getByRole("button", { name: /^Details/ }).waitFor();
      expect(await card.getByRole("button", { name: /^Approve/ }).count()).toBe(0);
      await page.getByLabel("You are").selectOption("ana");
      await card.getByRole("button", { name: /^Details/ }).click();
      await page.getByRole("button", { name: "Approve" }).waitFor();
      await page.getByRole("button", { name: "Approve" }).click();
      await page.getByText("You may not decide this").waitFor();
      expect(await world.state(request)).toBe("pending");
      await page.close();
    });

    it("[G6] shows markup from documents as text", async () => {
      const { request } = await world.ask({ order: "<img src=x onerror=alert(1)><!channel>", amount: 1 });
      await world.card(request);
      const page = await openPage();
      await page.getByText("<img src=x onerror=alert(1)><!channel>").first().waitFor();
      expect(await page.locator("img").count()).toBe(0);
      await page.close();
    });

    it("refuses other sites' requests", async () => {
      const request = { method: "POST", body: "{}" };
      expect(
        (await fetch(`${served.url}click`, { ...request, headers: { "content-type": "text/plain" } })).status,
      ).toBe(415);
      await until(async () => (await fetch(served.url)).status === 200, "the page");
    });
  },
);
