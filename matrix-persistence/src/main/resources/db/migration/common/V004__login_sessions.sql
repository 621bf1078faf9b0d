-- Logins and registrations under way, and the third-party ids (e-mail addresses) of accounts.

-- A login or registration of several requests. The row goes when it ends.
create table login_session (
  session_hash ${text} not null, -- lower-case hex of the session key's SHA-256
  purpose      ${text} not null, -- login or register
  done         ${text} not null, -- types of the stages passed, in order, by commas
  state        ${text} not null, -- JSON: what these established, what pending ones remember
  key_hash     ${text},          -- of the one-time key that a stage is completed by from outside
  address      ${text} not null, -- where it was begun from
  created_ts   bigint  not null,
  expires_ts   bigint  not null,
  version      bigint  not null, -- one more with each change
  constraint login_session_pk primary key (session_hash),
  constraint login_session_key_once unique (key_hash)
);

create index login_session_by_address on login_session (address);
create index login_session_by_expiry on login_session (expires_ts);

-- Which account a verified third-party id belongs to.
create table third_party_id (
  medium       ${text} not null, -- email
  address      ${text} not null, -- normalized
  user_id      ${text} not null,
  added_ts     bigint  not null,
  constraint third_party_id_pk primary key (medium, address)
);

create index third_party_id_by_user on third_party_id (user_id);

-- Links that identity servers have yet to be told of. The row goes when one has confirmed it.
create table identity_binding (
  nid           bigint  not null,
  user_id       ${text} not null,
  id_server     ${text} not null, -- as on the trust list
  sid           ${text} not null,
  client_secret ${text} not null,
  created_ts    bigint  not null,
  tries         integer not null,
  retry_ts      bigint  not null,
  constraint identity_binding_pk primary key (nid)
);

create index identity_binding_by_retry on identity_binding (retry_ts);
