// Logs in by m.login.oauth2 with a real browser: a client asks for the address, a person chooses a service there, logs in
// at it, and comes back. Prints what it saw as one line of JSON.
// Usage: node sso.js <chromium> <base URL> <service> <user> <password> <screenshot folder> <width> <from: client|page>
"use strict";

const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const [executablePath, baseUrl, service, user, password, folder, width, from] = process.argv.slice(2);
const LOGIN = baseUrl + "/_matrix/client/api/v1/login";

async function shot(page, name) {
  await page.screenshot({ path: path.join(folder, "sso-" + name + "-" + width + ".png"), fullPage: true });
}

async function toServices(page, seen) {
  if (from === "page") {
    await page.goto(LOGIN + "/fallback");
    await page.click("text=Account elsewhere");
    await shot(page, "fallback");
    await page.click("#submit");
    await page.waitForURL("**/oauth2/select*");
  } else {
    const answer = await fetch(LOGIN, { method: "POST", body: JSON.stringify({ type: "m.login.oauth2" }) });
    seen.uri = (await answer.json()).uri;
    await page.goto(seen.uri);
  }
}

async function atKeycloak(page, seen) {
  await page.waitForSelector("#username");
  await page.fill("#username", user);
  await page.fill("#password", "wrong " + password);
  await page.click("#kc-login");
  await page.waitForSelector("#input-error, .kc-feedback-text, [id^=input-error]");
  await page.fill("#password", password);
  await shot(page, "keycloak");
  await page.click("#kc-login");
}

async function login(page, seen) {
  await page.addInitScript(() => {
    window.matrixLogin = {
      onLogin: (userId, accessToken, homeServer) => {
        window.called = { userId, accessToken, homeServer };
      },
    };
  });
  await toServices(page, seen);
  seen.services = await page.innerText("body");
  seen.overflow = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  seen.links = await page.$$eval("a[href]", (links) => links.map((a) => a.href));
  await shot(page, "services");
  await page.click("text=" + service);
  if (password === "") {
    await page.click("#allow");
  } else {
    await atKeycloak(page, seen);
  }
  await page.waitForSelector("#done:visible, #error:visible");
  seen.shown = await page.innerText("main");
  seen.called = await page.evaluate(() => window.called || null);
  seen.address = page.url();
  await shot(page, "result");
}

/** The same addresses in another browser, which must not get anywhere. */
async function elsewhere(browser, seen) {
  const page = await (await browser.newContext({ viewport: { width: Number(width), height: 720 } })).newPage();
  await page.goto(seen.uri || seen.links[0]);
  await page.waitForSelector("#error:visible");
  seen.elsewhere = await page.innerText("#error");
  await shot(page, "refused");
}

async function main() {
  fs.mkdirSync(folder, { recursive: true });
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
  const seen = { pageErrors: [] };
  try {
    const context = await browser.newContext({ viewport: { width: Number(width), height: 720 } });
    const page = await context.newPage();
    page.setDefaultTimeout(60000);
    page.on("pageerror", (error) => seen.pageErrors.push(page.url() + " " + error));
    await login(page, seen);
    if (from === "client") {
      await elsewhere(browser, seen);
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
