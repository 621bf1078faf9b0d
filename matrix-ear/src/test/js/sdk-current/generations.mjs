// A client of 2014 in the same rooms as clients of today: matrix-js-sdk 0.0.4, which speaks the API of that year.
import assert from "node:assert";
import { createRequire } from "node:module";

const sdk = createRequire(import.meta.url)("matrix-js-sdk-2014");

/** Calls a function of that SDK, which takes a callback as last argument, and awaits its result. */
function call(client, name, ...args) {
  return new Promise((resolve, reject) => {
    client[name](...args, (error, data) =>
      error ? reject(new Error(name + ": " + JSON.stringify(error))) : resolve(data));
  });
}

/** Registers a user by the API of 2014, and logs in. */
export async function loginOf2014(baseUrl, user, password) {
  const client = sdk.createClient(baseUrl);
  await call(client, "register", "m.login.password", { user, password });
  const session = await call(client, "loginWithPassword", user, password);
  client.credentials.accessToken = session.access_token;
  client.credentials.userId = session.user_id;
  return client;
}

/** Reads the stream of 2014 until a message with this text has come. */
async function hear(client, from, roomId, body) {
  for (let position = from, i = 0; i < 30; i++) {
    const answer = await call(client, "eventStream", position, 5000);
    const event = answer.chunk.find((e) => e.room_id === roomId && e.content.body === body);
    if (event) {
      return event;
    }
    position = answer.end;
  }
  throw new Error("never came to 2014: " + body);
}

/** Both say something in a room, and each reads what the other says. */
export async function talkAcross(old, young, roomId, readable) {
  const { end } = await call(old, "initialSync", 5);
  const fromOld = await call(old, "sendTextMessage", roomId, "from 2014", "old-" + roomId);
  const seen = await readable(young, roomId, fromOld.event_id, "from 2014");
  assert.strictEqual(seen.getSender(), old.credentials.userId);
  const fromYoung = await young.sendTextMessage(roomId, "from today");
  const heard = await hear(old, end, roomId, "from today");
  assert.strictEqual(heard.event_id, fromYoung.event_id);
  assert.strictEqual(heard.user_id, young.getUserId());
}

/** The client of 2014 joins a room of today, and the one of today a room of 2014. */
export async function meet(old, young, roomId, { until, readable }) {
  await call(old, "joinRoom", roomId);
  await talkAcross(old, young, roomId, readable);
  const made = await call(old, "createRoom", { visibility: "public" });
  await young.joinRoom(made.room_id);
  const room = await until("room of 2014", () => young.getRoom(made.room_id));
  assert.strictEqual(room.getVersion(), "1", "a room of 2014 names no version");
  await until("levels", () => room.getMember(old.credentials.userId)?.powerLevel === 100);
  await talkAcross(old, young, made.room_id, readable);
}
