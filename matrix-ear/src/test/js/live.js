// Two clients of matrix-js-sdk 0.2.0, each with its store and its running stream, by the server
// under test.
// Usage: node live.js <base URL> <server name> <first user> <second user>
"use strict";

const assert = require("assert");
const sdk = require("matrix-js-sdk");

const [baseUrl, serverName, firstUser, secondUser] = process.argv.slice(2);
const PASSWORD = "a long enough password";

// Levels in the form of 2015 in addition: this SDK reads no other (docs/policy.md).
const LEVELS = { "org.matrixee.levels": "2015" };

/** Registers by the API of 2014, whose register this SDK does not speak any more, and logs in. */
async function login(user) {
  const answer = await fetch(baseUrl + "/_matrix/client/api/v1/register", {
    method: "POST",
    body: JSON.stringify({ type: "m.login.password", user: user, password: PASSWORD }),
  });
  assert.strictEqual(answer.status, 200);
  const nobody = sdk.createClient(baseUrl);
  const flows = await nobody.loginFlows();
  assert(flows.flows.some((flow) => flow.type === "m.login.password"));
  const session = await nobody.loginWithPassword(user, PASSWORD);
  assert.strictEqual(session.user_id, "@" + user + ":" + serverName);
  const client = sdk.createClient({
    baseUrl: baseUrl,
    accessToken: session.access_token,
    userId: session.user_id,
    queryParams: LEVELS,
  });
  client.on("syncError", (error) => {
    throw new Error("sync failed: " + JSON.stringify(error));
  });
  return client;
}

/** Starts a client and awaits its first sync. */
function start(client) {
  return new Promise((resolve) => {
    client.on("syncComplete", resolve);
    client.startClient(10);
  });
}

/** The next live event that satisfies a condition. */
function next(client, condition) {
  return new Promise((resolve) => {
    const listener = (event) => {
      if (condition(event)) {
        client.removeListener("event", listener);
        resolve(event);
      }
    };
    client.on("event", listener);
  });
}

function message(body) {
  return (event) =>
    event.getType() === "m.room.message" && event.getContent().body === body;
}

/** Push rules, TURN and push actions: what newer clients ask for. */
async function askNewerPaths(bert) {
  assert.strictEqual(bert.pushRules.global.underride.length > 0, true);
  assert.deepStrictEqual(bert.pushRules.device, {});
  assert.deepStrictEqual(await bert.turnServer(), {});
  await assert.rejects(
    Promise.resolve(bert.addPushRule("global", "content", "x", { pattern: "x", actions: [] })),
    (error) => error.httpStatus === 404 || error.httpStatus === 405
  );
}

async function chat(anna, bert, roomId) {
  const joined = next(anna, (e) => e.getType() === "m.room.member" && e.getStateKey() === bert.credentials.userId);
  const room = await bert.joinRoom("#" + firstUser + ":" + serverName);
  assert.strictEqual(room.roomId, roomId);
  await joined;
  const me = bert.getRoom(roomId).getMember(bert.credentials.userId);
  assert.strictEqual(me.membership, "join");
  assert.strictEqual(bert.getRoom(roomId).getMember(anna.credentials.userId).powerLevel, 100);
  assert.strictEqual(me.powerLevel, 0);

  const received = next(bert, message("hello from 0.2.0"));
  const sent = await anna.sendTextMessage(roomId, "hello from 0.2.0");
  const event = await received;
  assert.strictEqual(event.getId(), sent.event_id);
  assert.strictEqual(event.getSender(), anna.credentials.userId);
  console.log("received live: " + event.getContent().body);
  assert.strictEqual(bert.getPushActionsForEvent(event).notify, true);

  const answered = next(anna, message("hello back"));
  await bert.sendTextMessage(roomId, "hello back");
  await answered;
}

/** A new name reaches the other's room list by itself. */
async function rename(anna, bert, roomId) {
  const renamed = next(
    bert,
    (e) => e.getType() === "m.room.member" && e.getContent().displayname === "Anna Two"
  );
  await anna.setDisplayName("Anna Two");
  await renamed;
  assert.strictEqual(bert.getRoom(roomId).getMember(anna.credentials.userId).name, "Anna Two");
  const profile = await bert.getProfileInfo(anna.credentials.userId);
  assert.strictEqual(profile.displayname, "Anna Two");
}

async function stateAndHistory(anna, bert, roomId) {
  const topic = next(bert, (e) => e.getType() === "m.room.topic");
  await anna.setRoomTopic(roomId, "Topic by 0.2.0");
  assert.strictEqual((await topic).getContent().topic, "Topic by 0.2.0");
  await bert.scrollback(bert.getRoom(roomId), 20);
  assert(bert.getRoom(roomId).timeline.length > 3);
  // Listened for first: the stream may be quicker than the answer to createRoom.
  const invited = next(
    bert,
    (e) => e.getType() === "m.room.member" && e.getContent().membership === "invite"
  );
  const second = await anna.createRoom({ invite: [bert.credentials.userId], name: "Second" });
  assert.strictEqual((await invited).getRoomId(), second.room_id);
  await bert.joinRoom(second.room_id);
  await bert.leave(roomId);
}

async function main() {
  const anna = await login(firstUser);
  const bert = await login(secondUser);
  const created = await anna.createRoom({ visibility: "public", room_alias_name: firstUser });
  await start(anna);
  assert(anna.getRoom(created.room_id), "initialSync tells the room");
  await start(bert);
  await askNewerPaths(bert);
  await chat(anna, bert, created.room_id);
  await rename(anna, bert, created.room_id);
  await stateAndHistory(anna, bert, created.room_id);
}

process.on("uncaughtException", (error) => {
  console.error(error);
  process.exit(1);
});

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  }
);
