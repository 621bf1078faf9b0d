// Two users with two devices each, by the current matrix-js-sdk with its Rust cryptography.
// Usage: node talk.mjs <base URL> <server name> <first user> <second user>
//   <user of 2014>
import assert from "node:assert";
import * as sdk from "matrix-js-sdk";
import { logger } from "matrix-js-sdk/lib/logger.js";
import { loginOf2014, meet } from "./generations.mjs";

const [baseUrl, serverName, firstUser, secondUser, oldUser] = process.argv.slice(2);
const PASSWORD = "a long enough password";
logger.setLevel("silent");
// Some parts have loggers of their own.
for (const level of ["trace", "debug", "info", "warn"]) {
  console[level] = () => {};
}

const step = (text) => console.log(text);

async function register(user) {
  const nobody = sdk.createClient({ baseUrl });
  const request = { username: user, password: PASSWORD, auth: { type: "m.login.dummy" } };
  return nobody.registerRequest({ ...request, inhibit_login: true });
}

/** The place where secrets are kept, by user: both devices know the recovery key. */
const recovery = new Map();

async function login(user, device) {
  const nobody = sdk.createClient({ baseUrl });
  const session = await nobody.loginRequest({
    type: "m.login.password",
    identifier: { type: "m.id.user", user },
    password: PASSWORD,
    device_id: device,
  });
  const client = sdk.createClient({
    baseUrl,
    accessToken: session.access_token,
    userId: session.user_id,
    deviceId: session.device_id,
    cryptoCallbacks: {
      getSecretStorageKey: async ({ keys }) => {
        const id = Object.keys(keys)[0];
        return [id, recovery.get(session.user_id)];
      },
    },
  });
  await client.initRustCrypto({ useIndexedDB: false });
  return client;
}

async function start(client) {
  const ready = new Promise((resolve) => {
    client.on("sync", (state) => state === "PREPARED" && resolve());
  });
  await client.startClient({ initialSyncLimit: 10, lazyLoadMembers: true, threadSupport: true });
  await ready;
}

/** Waits until something holds. */
async function until(what, holds) {
  for (let i = 0; i < 300; i++) {
    const value = await holds();
    if (value) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("never came: " + what);
}

const find = (client, roomId, eventId) => client.getRoom(roomId)?.findEventById(eventId);

/** Waits until an event has come, and is read. */
function readable(client, roomId, eventId, body) {
  return until(body + " at " + client.getUserId() + " " + client.getDeviceId(), () => {
    const event = find(client, roomId, eventId);
    return event && !event.isDecryptionFailure() && event.getContent().body === body && event;
  });
}

async function passwordAuth(user, makeRequest) {
  try {
    await makeRequest(null);
  } catch (error) {
    await makeRequest({
      type: "m.login.password",
      identifier: { type: "m.id.user", user },
      password: PASSWORD,
      session: error.data.session,
    });
  }
}

/** Makes the keys of a user, the place for secrets, and the backup. */
async function bootstrap(client) {
  const crypto = client.getCrypto();
  await crypto.bootstrapCrossSigning({
    authUploadDeviceSigningKeys: (makeRequest) => passwordAuth(client.getUserId(), makeRequest),
  });
  const key = await crypto.createRecoveryKeyFromPassphrase();
  recovery.set(client.getUserId(), key.privateKey);
  await crypto.bootstrapSecretStorage({
    createSecretStorageKey: async () => key,
    setupNewSecretStorage: true,
    setupNewKeyBackup: true,
  });
}

await register(firstUser);
await register(secondUser);
const anna = await login(firstUser, "ANNA1");
const bert = await login(secondUser, "BERT1");
await start(anna);
await start(bert);
step("started");
await bootstrap(anna);
await bootstrap(bert);
assert(await anna.getCrypto().isCrossSigningReady(), "cross-signing is ready");
step("cross-signing and backup made");

const plain = await anna.createRoom({ preset: "public_chat", name: "Lunch" });
await bert.joinRoom(plain.room_id);
const hello = await anna.sendTextMessage(plain.room_id, "hello");
await readable(bert, plain.room_id, hello.event_id, "hello");
step("message received");
await anna.sendEvent(plain.room_id, "m.room.message", {
  msgtype: "m.text",
  body: "* hello again",
  "m.new_content": { msgtype: "m.text", body: "hello again" },
  "m.relates_to": { rel_type: "m.replace", event_id: hello.event_id },
});
await until("edit", () => find(bert, plain.room_id, hello.event_id)?.getContent().body === "hello again");
step("edit received");
await bert.sendEvent(plain.room_id, "m.reaction", {
  "m.relates_to": { rel_type: "m.annotation", event_id: hello.event_id, key: "👍" },
});
await until("reaction", () =>
  anna
    .getRoom(plain.room_id)
    .relations.getChildEventsForEvent(hello.event_id, "m.annotation", "m.reaction")
    ?.getRelations().length === 1);
step("reaction received");
const inThread = await bert.sendMessage(plain.room_id, hello.event_id, {
  msgtype: "m.text",
  body: "in the thread",
  "m.relates_to": { rel_type: "m.thread", event_id: hello.event_id },
});
await until("thread", () => anna.getRoom(plain.room_id).getThread(hello.event_id)?.length === 1);
step("thread received");
await bert.sendTyping(plain.room_id, true, 10000);
await until("typing", () => anna.getRoom(plain.room_id).getMember(bert.getUserId())?.typing);
step("typing received");
const readMe = await anna.sendTextMessage(plain.room_id, "read me");
await bert.sendReadReceipt(await readable(bert, plain.room_id, readMe.event_id, "read me"));
await until("receipt", () => {
  const room = anna.getRoom(plain.room_id);
  const event = find(anna, plain.room_id, readMe.event_id);
  return event && room.getUsersReadUpTo(event).includes(bert.getUserId());
});
step("receipt received");
await meet(await loginOf2014(baseUrl, oldUser, PASSWORD), anna, plain.room_id, { until, readable });
step("a client of 2014 talks in the same rooms");

const secret = await anna.createRoom({
  preset: "private_chat",
  invite: [bert.getUserId()],
  initial_state: [
    { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } },
  ],
});
await until("invite", () => bert.getRoom(secret.room_id)?.getMyMembership() === "invite");
await bert.joinRoom(secret.room_id);
await until("join", () => anna.getRoom(secret.room_id)?.getMember(bert.getUserId())?.membership === "join");
const first = await anna.sendTextMessage(secret.room_id, "our secret");
const got = await readable(bert, secret.room_id, first.event_id, "our secret");
assert.strictEqual(got.getWireType(), "m.room.encrypted");
step("encrypted message received");
const answer = await bert.sendTextMessage(secret.room_id, "and mine");
await readable(anna, secret.room_id, answer.event_id, "and mine");
step("encrypted answer received");

// The backup has the keys before the new devices ask for them.
for (const client of [anna, bert]) {
  await until("backup of " + client.getUserId(), async () => {
    const answer = await fetch(baseUrl + "/_matrix/client/v3/room_keys/version", {
      headers: { Authorization: "Bearer " + client.getAccessToken() },
    });
    return (await answer.json()).count >= 2;
  });
}
const anna2 = await login(firstUser, "ANNA2");
const bert2 = await login(secondUser, "BERT2");
for (const client of [anna2, bert2]) {
  await start(client);
  assert(await client.getCrypto().userHasCrossSigningKeys(client.getUserId(), true), "keys are known");
  await client.getCrypto().bootstrapCrossSigning({});
  await client.getCrypto().loadSessionBackupPrivateKeyFromSecretStorage();
  await client.getCrypto().restoreKeyBackup();
}
step("new devices restored the backup");
for (const client of [anna2, bert2]) {
  // It learns of its own signature as everybody else does: by a change of devices.
  await until("signature of " + client.getDeviceId(), async () => {
    const status = await client
      .getCrypto()
      .getDeviceVerificationStatus(client.getUserId(), client.getDeviceId());
    return status.signedByOwner;
  });
  await readable(client, secret.room_id, first.event_id, "our secret");
  await readable(client, secret.room_id, answer.event_id, "and mine");
}
step("new devices read what was said before");
const last = await anna2.sendTextMessage(secret.room_id, "from the new device");
for (const client of [anna, bert, bert2]) {
  await readable(client, secret.room_id, last.event_id, "from the new device");
}
step("all devices read what the new device says");
for (const client of [anna, bert, anna2, bert2]) {
  client.stopClient();
}
step("all received");
process.exit(0);
