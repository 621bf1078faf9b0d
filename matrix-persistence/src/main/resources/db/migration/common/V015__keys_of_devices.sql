-- End-to-end encryption: messages to devices, keys of devices and of users, backups of keys.

-- Requests with a transaction id that concern no room.
alter table client_transaction alter column room_id drop not null;

-- Messages that wait for a device, until its client has shown that it has them. A device has at
-- most one message at a place, so that a page can end after any of them.
create table to_device (
  user_id    ${text}  not null,
  device_id  ${text}  not null,
  stream_pos bigint   not null,
  sender     ${text}  not null,
  type       ${text}  not null,
  content    ${bytes} not null, -- JSON, UTF-8
  constraint to_device_pk primary key (user_id, device_id, stream_pos)
);

-- Identity keys, one object for each device that has some.
create table device_key (
  user_id   ${text}  not null,
  device_id ${text}  not null,
  content   ${bytes} not null, -- JSON, UTF-8, with the signatures that it came with
  constraint device_key_pk primary key (user_id, device_id)
);

-- One-time keys. One that was given out is remembered for a while: it must not come in again.
create table one_time_key (
  nid        bigint   not null, -- in the order of uploads
  user_id    ${text}  not null,
  device_id  ${text}  not null,
  algorithm  ${text}  not null,
  key_name   ${text}  not null, -- algorithm:id
  content    ${bytes} not null, -- JSON, UTF-8: an object or a string
  claimed_ts bigint   not null, -- ms since 1970; 0: not given out
  constraint one_time_key_pk primary key (nid),
  constraint one_time_key_once unique (user_id, device_id, key_name)
);

create index one_time_key_in_order
  on one_time_key (user_id, device_id, claimed_ts, algorithm, nid);

-- Keys that are given out when there is no one-time key left, again and again.
create table fallback_key (
  user_id   ${text}  not null,
  device_id ${text}  not null,
  algorithm ${text}  not null,
  key_name  ${text}  not null, -- algorithm:id
  content   ${bytes} not null, -- JSON, UTF-8
  used      boolean  not null, -- whether it was given out
  constraint fallback_key_pk primary key (user_id, device_id, algorithm)
);

-- Cross-signing keys.
create table cross_signing_key (
  user_id    ${text}  not null,
  usage_word ${text}  not null, -- master, self_signing, user_signing
  public_key ${text}  not null, -- unpadded base64
  content    ${bytes} not null, -- JSON, UTF-8, with the signatures that it came with
  constraint cross_signing_key_pk primary key (user_id, usage_word)
);

-- Signatures on keys of devices and users that came later than the keys.
create table key_signature (
  user_id    ${text} not null, -- whose key is signed
  key_id     ${text} not null, -- device ID, or public key of a cross-signing key
  signer     ${text} not null,
  signer_key ${text} not null, -- algorithm:id
  signature  ${text} not null,
  stream_pos bigint  not null,
  constraint key_signature_pk primary key (user_id, key_id, signer, signer_key)
);

create index key_signature_by_signer on key_signature (signer, stream_pos);

-- When a user's devices or keys changed for the last time.
create table device_list_change (
  user_id    ${text} not null,
  stream_pos bigint  not null,
  constraint device_list_change_pk primary key (user_id)
);

create index device_list_change_by_position on device_list_change (stream_pos);

-- Backups of room keys. A deleted one stays as a row: its number is never given again, and who
-- deletes it once more is told that it is gone.
create table key_backup (
  user_id   ${text}  not null,
  version   bigint   not null,
  algorithm ${text}  not null,
  auth_data ${bytes} not null, -- JSON, UTF-8
  etag      bigint   not null, -- how often its keys have changed
  keys_held bigint   not null, -- how many they are
  deleted   boolean  not null,
  constraint key_backup_pk primary key (user_id, version)
);

create table backed_up_key (
  user_id             ${text}  not null,
  version             bigint   not null,
  room_id             ${text}  not null,
  session_id          ${text}  not null,
  first_message_index bigint   not null,
  forwarded_count     bigint   not null,
  is_verified         boolean  not null,
  session_data        ${bytes} not null, -- JSON, UTF-8, encrypted by the client
  constraint backed_up_key_pk primary key (user_id, version, room_id, session_id)
);
