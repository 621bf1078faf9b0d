-- Accounts, tokens, idempotent requests, aliases, and the work of federation.

create table account (
  user_id       ${text} not null, -- folded
  password_hash ${text},          -- argon2id in PHC form
  display_name  ${text},
  avatar_url    ${text},
  admin         boolean not null,
  created_ts    bigint  not null,
  constraint account_pk primary key (user_id)
);

-- Access tokens, by hash only.
create table access_token (
  nid        bigint  not null,
  created_ts bigint  not null,
  hash       ${text} not null, -- lower-case hex of the token's SHA-256
  user_id    ${text} not null,
  constraint access_token_pk primary key (nid),
  constraint access_token_hash_once unique (hash)
);

-- Answers of finished requests with a transaction id.
create table client_transaction (
  request_key ${bytes} not null, -- 8 bytes access_token.nid, 24 bytes of SHA-256 over path and id
  created_ts  bigint   not null,
  room_id     ${text}  not null,
  event_id    ${text},
  alias       ${text},
  constraint client_transaction_pk primary key (request_key)
);

-- Aliases of this server.
create table room_alias (
  alias    ${text} not null, -- folded
  room_nid bigint  not null,
  creator  ${text} not null,
  constraint room_alias_pk primary key (alias)
);

create index room_alias_by_room on room_alias (room_nid);

-- Servers recorded with an alias.
create table room_alias_server (
  alias   ${text} not null,
  ordinal integer not null,
  server  ${text} not null,
  constraint room_alias_server_pk primary key (alias, ordinal)
);

-- Events that wait to be sent to other servers.
create table outbox (
  destination ${text} not null,
  stream_pos  bigint  not null, -- the event's, and the order of sending
  event_nid   bigint  not null,
  constraint outbox_pk primary key (destination, stream_pos)
);

-- Other servers that do not answer.
create table destination (
  server        ${text} not null,
  failing_since bigint, -- ms since 1970; null: it answers
  retry_at      bigint, -- ms since 1970; null: at once
  constraint destination_pk primary key (server)
);

-- Answers to transactions of other servers.
create table inbound_transaction (
  request_key ${bytes} not null, -- SHA-256 over origin, NUL, transaction id
  received_ts bigint   not null,
  origin      ${text}  not null,
  answer      ${bytes} not null, -- JSON
  constraint inbound_transaction_pk primary key (request_key)
);

-- This server's own signing keys. At most one row is in use; retired ones keep null.
create table signing_key (
  key_id     ${text} not null,
  seed       ${text} not null, -- secret: 32 bytes, unpadded base64
  created_ts bigint  not null,
  in_use     boolean,
  constraint signing_key_pk primary key (key_id),
  constraint signing_key_one_in_use unique (in_use)
);
