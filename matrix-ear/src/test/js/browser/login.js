// Logs in by the fallback page with a real browser; prints what it saw as one line of JSON.
// Usage: node login.js <chromium> <base URL> <user id> <localpart> <password> <screenshot folder>
"use strict";

const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const [executablePath, baseUrl, userId, localpart, password, folder] = process.argv.slice(2);

async function login(page, seen) {
  await page.addInitScript(() => {
    window.called = null;
    window.matrixLogin = window.matrixLogin || {};
    window.matrixLogin.onLogin = (user, token, server) => {
      window.called = { userId: user, accessToken: token, homeServer: server };
    };
    window.onLogin = window.matrixLogin.onLogin;
  });
  await page.goto(baseUrl + "/_matrix/client/api/v1/login/fallback");
  await page.screenshot({ path: path.join(folder, "login.png") });
  await page.fill("#user, [name=user]", localpart);
  await page.fill("#password, [name=password]", password);
  const before = await page.innerText("body");
  const answered = page.waitForResponse(
    (response) => response.request().method() === "POST" && response.url().includes("/login"));
  await page.click("button[type=submit], input[type=submit], form button");
  const status = (await answered).status();
  if (status === 200) {
    await page.waitForFunction(
      (id) => document.getElementById("result").innerText.includes(id), userId);
  } else {
    await page.waitForFunction((text) => document.body.innerText !== text, before);
  }
  seen.status = status;
  seen.shown = await page.innerText(status === 200 ? "#result" : "body");
  seen.called = await page.evaluate(() => window.called);
  await page.screenshot({ path: path.join(folder, status === 200 ? "result.png" : "refused.png") });
}

async function landing(page, seen) {
  await page.goto(baseUrl + "/");
  seen.landing = await page.innerText("body");
  seen.landingLinks = await page.$$eval("a[href]", (links) => links.map((a) => a.href));
  await page.screenshot({ path: path.join(folder, "landing.png"), fullPage: true });
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
  const seen = { expected: userId, foreignRequests: [], pageErrors: [] };
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 720 } });
    page.setDefaultTimeout(30000);
    page.on("pageerror", (error) => seen.pageErrors.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith(baseUrl) && !request.url().startsWith("data:")) {
        seen.foreignRequests.push(request.url());
      }
    });
    await login(page, seen);
    await landing(page, seen);
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify(seen));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
