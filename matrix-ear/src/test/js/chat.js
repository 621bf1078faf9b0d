// Two clients of matrix-js-sdk chat by the server under test.
// Usage: node chat.js <base URL> <server name> <first user> <second user>
"use strict";

const assert = require("assert");
const sdk = require("matrix-js-sdk");

const [baseUrl, serverName, firstUser, secondUser] = process.argv.slice(2);
const PASSWORD = "a long enough password";

/** Calls a function of the SDK, which takes a callback as last argument, and awaits its result. */
function call(client, name, ...args) {
  return new Promise((resolve, reject) => {
    client[name](...args, (error, data) => {
      if (error) {
        reject(new Error(name + ": " + JSON.stringify(error)));
      } else {
        resolve(data);
      }
    });
  });
}

async function register(user) {
  const client = sdk.createClient(baseUrl);
  const flows = await call(client, "registerFlows");
  assert(flows.flows.some((flow) => flow.type === "m.login.password"));
  const answer = await call(client, "register", "m.login.password", {
    user: user,
    password: PASSWORD,
  });
  assert.strictEqual(answer.user_id, "@" + user + ":" + serverName);
  return login(user);
}

async function login(user) {
  const client = sdk.createClient(baseUrl);
  const flows = await call(client, "loginFlows");
  assert(flows.flows.some((flow) => flow.type === "m.login.password"));
  const answer = await call(client, "loginWithPassword", user, PASSWORD);
  client.credentials.accessToken = answer.access_token;
  client.credentials.userId = answer.user_id;
  assert(client.isLoggedIn());
  return client;
}

/** Reads the stream until an event satisfies the condition. */
async function receive(client, from, condition) {
  for (let i = 0; i < 20; i++) {
    const answer = await call(client, "eventStream", from, 10000);
    const found = answer.chunk.find(condition);
    if (found) {
      return { event: found, end: answer.end };
    }
    from = answer.end;
  }
  throw new Error("the awaited event did not come");
}

async function chat(anna, bert, roomId) {
  const sync = await call(bert, "initialSync", 5);
  assert(sync.rooms.some((r) => r.room_id === roomId && r.membership === "join"));
  const waiting = receive(bert, sync.end, (e) => e.type === "m.room.message");
  const sent = await call(anna, "sendTextMessage", roomId, "hello from the sdk", "t1");
  const { event } = await waiting;
  assert.strictEqual(event.event_id, sent.event_id);
  assert.strictEqual(event.user_id, anna.credentials.userId);
  assert.strictEqual(event.content.msgtype, "m.text");
  assert.strictEqual(typeof event.age, "number");
  console.log("received live: " + event.content.body);
  const again = await call(anna, "sendTextMessage", roomId, "hello from the sdk", "t1");
  assert.strictEqual(again.event_id, sent.event_id);
  await call(bert, "sendEmoteMessage", roomId, "waves", "t2");
  await call(bert, "sendHtmlMessage", roomId, "bold", "<b>bold</b>");
  await call(bert, "sendImageMessage", roomId, "http://example.org/i.png", { w: 1 }, "image");
  const back = await call(anna, "scrollback", roomId, sync.end, 3);
  assert(back.chunk.length > 0 && back.start && back.end);
  await call(anna, "redactEvent", roomId, sent.event_id);
  return sent.event_id;
}

async function readAndSet(anna, roomId, redacted) {
  await call(anna, "setDisplayName", "Anna");
  await call(anna, "setAvatarUrl", "http://example.org/anna.png");
  const profile = await call(anna, "getProfileInfo", anna.credentials.userId, "displayname");
  assert.strictEqual(profile.displayname, "Anna");
  await call(anna, "setRoomName", roomId, "Named by the SDK");
  await call(anna, "setRoomTopic", roomId, "Topic by the SDK");
  await call(anna, "sendStateEvent", roomId, "com.example.sdk", { a: 1 }, "key");
  const state = await call(anna, "roomState", roomId);
  assert(state.some((e) => e.type === "m.room.name" && e.content.name === "Named by the SDK"));
  const sync = await call(anna, "roomInitialSync", roomId, 30);
  assert.strictEqual(sync.membership, "join");
  const gone = sync.messages.chunk.find((e) => e.event_id === redacted);
  assert.deepStrictEqual(gone.content, {});
  assert(gone.redacted_because);
  const list = await call(anna, "publicRooms");
  assert(list.chunk.some((r) => r.room_id === roomId && r.name === "Named by the SDK"));
  if (anna.getStateEvent) {
    const content = await call(anna, "getStateEvent", roomId, "com.example.sdk", "key");
    assert.deepStrictEqual(content, { a: 1 });
  }
}

async function membership(anna, bert, roomId) {
  await call(anna, "kick", roomId, bert.credentials.userId, "just a test");
  await call(anna, "invite", roomId, bert.credentials.userId);
  await call(bert, "joinRoom", roomId);
  await call(anna, "ban", roomId, bert.credentials.userId, "just a test");
  await assert.rejects(call(bert, "joinRoom", roomId), /M_FORBIDDEN/);
  await call(anna, "unban", roomId, bert.credentials.userId);
  await call(bert, "joinRoom", roomId);
  await call(bert, "leave", roomId);
}

async function main() {
  const anna = await register(firstUser);
  const bert = await register(secondUser);
  const created = await call(anna, "createRoom", {
    visibility: "public",
    room_alias_name: firstUser,
  });
  const alias = "#" + firstUser + ":" + serverName;
  assert.strictEqual(created.room_alias, alias);
  const resolved = await call(bert, "resolveRoomAlias", alias);
  assert.strictEqual(resolved.room_id, created.room_id);
  const joined = await call(bert, "joinRoom", alias);
  assert.strictEqual(joined.room_id, created.room_id);
  const redacted = await chat(anna, bert, created.room_id);
  await readAndSet(anna, created.room_id, redacted);
  await membership(anna, bert, created.room_id);
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  }
);
