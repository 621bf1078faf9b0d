// Looks at pages with a real browser, on a phone's screen; prints what it saw as a JSON array.
// Usage: node look.js <chromium> <screenshot folder> <URL>...
"use strict";

const path = require("path");
const { chromium } = require("playwright-core");

const [executablePath, folder, ...urls] = process.argv.slice(2);

async function main() {
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  const seen = [];
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    for (const url of urls) {
      const response = await page.goto(url);
      seen.push({ status: response.status(), text: await page.innerText("body") });
      await page.screenshot({ path: path.join(folder, "link-" + seen.length + ".png") });
    }
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify(seen));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
