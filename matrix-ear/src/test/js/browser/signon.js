// Logs in by m.login.sso with a real browser: a web client sends it to the server, a person chooses a provider, logs in,
// agrees to go to the client, and is there. Then the client wants to end a session, and the person proves himself again in
// a window of its own. Prints what it saw as one line of JSON.
// Usage: node signon.js <chromium> <base URL> <provider> <user> <password> <screenshot folder> <width>
"use strict";

const fs = require("fs");
const http = require("http");
const path = require("path");
const { chromium } = require("playwright-core");

const [executablePath, baseUrl, provider, user, password, folder, width] = process.argv.slice(2);
const V3 = baseUrl + "/_matrix/client/v3";

const seen = { pageErrors: [], overflow: false };

async function shot(page, name) {
  await page.screenshot({ path: path.join(folder, "signon-" + name + "-" + width + ".png"), fullPage: true });
  if (page.url().startsWith(baseUrl)) {
    seen.overflow = seen.overflow
        || await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  }
}

/** The web client: it only shows where it was called. */
function client() {
  return new Promise((resolve) => {
    const server = http.createServer((request, response) => {
      if (request.url.startsWith("/app")) {
        seen.arrived = request.url;
      }
      response.setHeader("Content-Type", "text/html");
      response.end("<!DOCTYPE html><title>Client</title><p id=here>here</p>");
    });
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

async function call(method, where, token, body) {
  const headers = token ? { Authorization: "Bearer " + token } : {};
  const response = await fetch(V3 + where, { method, headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

async function atKeycloak(page) {
  await page.waitForSelector("#password");
  const name = page.locator("#username");
  if (await name.isVisible() && await name.isEditable()) {
    await name.fill(user);
  }
  await page.fill("#password", password);
  await page.click("#kc-login");
}

async function login(page, origin) {
  await page.goto(V3 + "/login/sso/redirect?redirectUrl=" + encodeURIComponent(origin + "/app?keep=1"));
  seen.services = await page.innerText("body");
  await shot(page, "services");
  await page.click("text=" + provider);
  await atKeycloak(page);
  await page.waitForSelector("#continue");
  seen.asked = await page.innerText("main");
  await shot(page, "asked");
  await page.click("#continue");
  await page.waitForSelector("#here");
  const token = new URL(page.url()).searchParams.get("loginToken");
  return (await call("POST", "/login", null, { type: "m.login.token", token })).body;
}

async function prove(page, who) {
  const other = { devices: ["NOSUCHDEVICE"] };
  const challenge = (await call("POST", "/delete_devices", who.access_token, other)).body;
  seen.flows = challenge.flows;
  const url = V3 + "/auth/m.login.sso/fallback/web?session=" + encodeURIComponent(challenge.session);
  await page.evaluate(() => {
    window.addEventListener("message", (event) => { window.told = event.data; });
  });
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    page.evaluate((where) => { window.open(where); }, url),
  ]);
  popup.setDefaultTimeout(60000);
  await popup.setViewportSize({ width: Number(width), height: 720 });
  popup.on("pageerror", (error) => seen.pageErrors.push(popup.url() + " " + error));
  await popup.waitForSelector("#continue");
  seen.prove = await popup.innerText("main");
  await shot(popup, "prove");
  await popup.click("#continue");
  await popup.waitForSelector("#password");
  seen.passwordAskedAgain = true;
  await atKeycloak(popup);
  await popup.waitForURL("**/oauth2/callback/*");
  await popup.waitForSelector("h1");
  await shot(popup, "passed");
  await page.waitForFunction(() => window.told);
  seen.told = await page.evaluate(() => window.told);
  const again = { ...other, auth: { type: "m.login.sso", session: challenge.session } };
  seen.ended = (await call("POST", "/delete_devices", who.access_token, again)).status;
}

async function main() {
  fs.mkdirSync(folder, { recursive: true });
  const server = await client();
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
  try {
    const context = await browser.newContext({ viewport: { width: Number(width), height: 720 } });
    const page = await context.newPage();
    page.setDefaultTimeout(60000);
    page.on("pageerror", (error) => seen.pageErrors.push(page.url() + " " + error));
    const who = await login(page, "http://127.0.0.1:" + server.address().port);
    seen.user = who.user_id;
    await prove(page, who);
  } finally {
    await browser.close();
    server.close();
  }
  console.log(JSON.stringify(seen));
}

main().catch((error) => {
  console.error(error, JSON.stringify(seen));
  process.exit(1);
});
