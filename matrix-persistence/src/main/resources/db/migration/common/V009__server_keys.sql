-- Signing keys: those of other servers, and since when an own one is retired.

create table server_key (
  server         ${text} not null,
  key_id         ${text} not null,
  public_key     ${text} not null, -- unpadded base64
  valid_until_ts bigint  not null, -- ms since 1970; requests after that need a new fetch
  retired_ts     bigint,           -- ms since 1970; null: in use
  constraint server_key_pk primary key (server, key_id)
);

alter table signing_key add column retired_ts bigint; -- ms since 1970
