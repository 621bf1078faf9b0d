// Looks at pages of one form each with a real browser, and sends the form; prints what it saw as a JSON array.
// Usage: node stages.js <chromium> <screenshot folder> <width> <URL>...
"use strict";

const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const [executablePath, folder, width, ...urls] = process.argv.slice(2);

async function look(page, name) {
  await page.screenshot({ path: path.join(folder, "stage-" + name + "-" + width + ".png"), fullPage: true });
  return {
    text: await page.innerText("main"),
    overflow: await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
  };
}

async function main() {
  fs.mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  const seen = [];
  try {
    const page = await browser.newPage({ viewport: { width: Number(width), height: 720 } });
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    for (const url of urls) {
      await page.goto(url);
      const before = await look(page, seen.length + "-before");
      if (await page.locator("#field").count()) {
        await page.fill("#field", "somebody" + width + "@example.org");
      }
      await Promise.all([page.waitForNavigation(), page.click("#submit")]);
      const after = await look(page, seen.length + "-after");
      seen.push({ before: before.text, after: after.text, overflow: before.overflow || after.overflow });
    }
    seen.push({ errors });
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify(seen));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
