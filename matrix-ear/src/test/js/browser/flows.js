// Walks through one flow of the login or registration page with a real browser.
// Usage: node flows.js <chromium> <page URL> <phone|desktop> <screenshot prefix>
// Reads commands from standard input, one JSON array a line, and answers each with a line of JSON:
//   ["way", text]  chooses a flow    ["fill", field, value]    ["submit"]    ["state"]
//   ["wait", selector]  waits until it is visible    ["shot", name]    ["end"]
"use strict";

const readline = require("readline");
const { chromium } = require("playwright-core");

const [executablePath, url, device, prefix] = process.argv.slice(2);
const viewport = device === "phone" ? { width: 360, height: 640 } : { width: 1000, height: 720 };

async function state(page, seen) {
  return page.evaluate((extra) => {
    const shown = (element) => element && !element.closest("[hidden]");
    return {
      fields: Array.from(document.querySelectorAll("[data-field]"))
        .filter(shown).map((field) => field.dataset.field),
      ways: Array.from(document.querySelectorAll("#ways button")).filter(shown)
        .map((way) => way.textContent),
      step: shown(document.getElementById("step")) ? document.getElementById("step").textContent : "",
      hint: shown(document.getElementById("hint")) ? document.getElementById("hint").textContent : "",
      error: shown(document.getElementById("error"))
        ? document.getElementById("error").textContent : "",
      result: shown(document.getElementById("result"))
        ? document.getElementById("result").textContent : "",
      called: window.called,
      overflows: document.documentElement.scrollWidth > window.innerWidth,
      foreign: extra.foreign,
      errors: extra.errors,
    };
  }, seen);
}

async function run(page, seen, command) {
  const [name, first, second] = command;
  switch (name) {
    case "way":
      await page.click("#ways button:text-is(" + JSON.stringify(first) + ")");
      return {};
    case "fill":
      await page.fill("#" + first, second);
      return {};
    case "submit":
      await page.click("#submit");
      await page.waitForFunction(() => !document.getElementById("submit").disabled);
      return state(page, seen);
    case "wait":
      await page.waitForSelector(first, { state: "visible" });
      return state(page, seen);
    case "shot":
      await page.screenshot({ path: prefix + "-" + first + ".png", fullPage: true });
      return {};
    case "state":
      return state(page, seen);
    default:
      throw new Error("unknown command " + name);
  }
}

async function main() {
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const seen = { foreign: [], errors: [] };
  try {
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(30000);
    page.on("pageerror", (error) => seen.errors.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith("data:")) {
        seen.foreign.push(request.url());
      }
    });
    await page.addInitScript(() => {
      window.called = null;
      window.onLogin = (user, token, server) => {
        window.called = { userId: user, accessToken: token, homeServer: server };
      };
    });
    await page.goto(url);
    await page.waitForFunction(() => !document.getElementById("login").hidden
        || !document.getElementById("ways").hidden
        || !document.getElementById("error").hidden);
    for await (const line of readline.createInterface({ input: process.stdin })) {
      const command = JSON.parse(line);
      if (command[0] === "end") {
        break;
      }
      console.log(JSON.stringify(await run(page, seen, command)));
    }
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
