import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../slack-simulator/demo/find-chromium.ts";
import { type Demo, openDemo } from "../slack-simulator/demo/open-demo.ts";

const executablePath = findChromium();

describe.skipIf(executablePath === undefined)("npm run demo:slack, in Chromium (skipped without one)", () => {
  let demo: Demo;
  let browser: Browser;
  beforeAll(async () => {
    demo = await openDemo({ port: 0 });
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.close();
  });

  /** Tab, until what has the focus is called so. */
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    for (let pressed = 0; pressed < 200; pressed += 1) {
      await page.keyboard.press("Tab");
      const focused = page.locator(":focus");
      if ((await focused.count()) === 0) continue;
      const [label, text, id] = await Promise.all([
        focused.getAttribute("aria-label"),
        focused.textContent(),
        focused.getAttribute("id"),
      ]);
      if (name.test(`${label ?? text} ${id ?? ""}`)) return;
    }
    throw new Error(`The keyboard does not get to ${name}.`);
  }

  /** Types the name until it is chosen: on a slow machine the letters come too late to be one word. */
  async function choose(page: Page, name: string): Promise<void> {
    const typed = async () => {
      await page.keyboard.type(name);
      return page.locator(":focus option:checked").textContent();
    };
    await expect.poll(typed, { interval: 1_500 }).toBe(name);
  }

  it("by keyboard alone: deny one with a reason, approve another, and watch the agent go on", async () => {
    const page = await browser.newPage({ colorScheme: "dark" });
    await page.goto(demo.page.url);
    await page.getByText("Update contact").first().waitFor();
    await page.getByText("Issue refund").first().waitFor();

    await tabTo(page, /user$/);
    await choose(page, "priya");
    await page.keyboard.press("Enter");
    await tabTo(page, /^Deny… update_contact/);
    await page.keyboard.press("Enter");
    await page.getByLabel("Why not?").waitFor();
    await page.keyboard.type("Nobody of this customer has asked for that.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Recorded: denied.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText(/update_contact \S+ was denied/).waitFor();

    // Above the limit it takes two of finance.
    for (const [name, answer] of [
      ["tomas", "Recorded. It needs more people"],
      ["owen", "Recorded: approved."],
    ] as const) {
      await page.getByLabel("You are").focus();
      await choose(page, name);
      await tabTo(page, /^Approve issue_refund/);
      await page.keyboard.press("Enter");
      await page.getByText(answer).first().waitFor();
    }
    await page.getByText(/issue_refund \S+ ran, once/).waitFor();
    expect(demo.incident.crm.refunds()).toHaveLength(1);
    await page.close();
  }, 120_000);
});
