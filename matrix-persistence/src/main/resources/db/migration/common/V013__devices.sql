-- Devices: each access token belongs to one. Tokens that renew sessions, tokens that begin them,
-- and accounts that were given up.

create table device (
  nid          bigint  not null, -- scope of transaction ids, too
  user_id      ${text} not null,
  device_id    ${text} not null, -- the client's own name of itself, or made by the server
  display_name ${text},
  last_seen_ip ${text},
  last_seen_ts bigint,           -- ms since 1970; null: never heard of
  created_ts   bigint  not null,
  constraint device_pk primary key (nid),
  constraint device_once unique (user_id, device_id)
);

alter table access_token add column device_nid bigint default 0 not null;
alter table access_token add column expires_ts bigint; -- ms since 1970; null: never
alter table access_token add column generation integer default 0 not null; -- refreshes before it

-- A token of before is a device of its own. Its number stays, so that requests under way which are
-- repeated after the migration are still known.
insert into device (nid, user_id, device_id, created_ts)
  select nid, user_id, 'LOGIN' || nid, created_ts from access_token;
update access_token set device_nid = nid;

create index access_token_by_device on access_token (device_nid);

-- Refresh tokens, by hash only.
create table refresh_token (
  hash       ${text} not null, -- lower-case hex of the token's SHA-256
  device_nid bigint  not null,
  generation integer not null, -- as that of the access token that it was given out with
  created_ts bigint  not null,
  constraint refresh_token_pk primary key (hash)
);

create index refresh_token_by_device on refresh_token (device_nid);

-- Tokens that are good for one login, by hash only.
create table login_token (
  hash       ${text} not null, -- lower-case hex of the token's SHA-256
  user_id    ${text} not null,
  expires_ts bigint  not null,
  constraint login_token_pk primary key (hash)
);

create index login_token_by_expiry on login_token (expires_ts);
create index login_token_by_user on login_token (user_id);

-- Accounts that their owners gave up. The account's row stays: nobody gets the name again.
create table account_deactivation (
  user_id        ${text} not null,
  erase          boolean not null, -- whether the owner wants forgotten what can be
  rooms_left     boolean not null, -- false: the server has yet to let the user leave
  deactivated_ts bigint  not null,
  constraint account_deactivation_pk primary key (user_id)
);
