import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Locator, type Page } from "playwright-core";
import { findChromium } from "./find-chromium.ts";
import { openDemo } from "./open-demo.ts";

/** Takes the pictures of docs/approvers.md from the demo's page: `npm run pictures:slack`. */
const folder = fileURLToPath(new URL("../../../docs/images", import.meta.url));
const executablePath = findChromium();
if (executablePath === undefined) throw new Error("There is no Chromium here: apt-get install chromium.");

await mkdir(folder, { recursive: true });
const demo = await openDemo({ port: 0 });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 760, height: 1800 } });
  await page.goto(demo.page.url);
  await page.getByLabel("You are").selectOption("tomas");

  const card = page.locator("article", { hasText: "HIGH RISK" }).first();
  await card.waitFor();
  await take(page, card, "card");

  await card.getByRole("button", { name: /^Deny/ }).click();
  const modal = page.locator("dialog");
  await page.getByLabel("Why not?").fill("The supplier never changed its bank. I telephoned.");
  await take(page, modal, "deny");
  await page.getByRole("button", { name: "Back" }).click();

  await page.getByLabel("You are").selectOption("priya");
  await page.getByRole("button", { name: "Home" }).click();
  const home = page.locator("#home article");
  await home.getByText("in quarantine").waitFor();
  await take(page, home, "home");
} finally {
  await browser.close();
  await demo.close();
}

/** One element, light and dark. */
async function take(page: Page, element: Locator, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await element.screenshot({ path: join(folder, `slack-${name}-${colorScheme}.png`) });
  }
}
