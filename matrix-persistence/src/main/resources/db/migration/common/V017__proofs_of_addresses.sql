-- E-mail addresses that people are about to prove, by a link in a mail; and tokens by which other
-- services learn who somebody is.

-- A mail that was asked for. The row goes when what it was asked for is done, or when it is over.
create table email_proof (
  sid           ${text} not null, -- what the client calls it; random
  purpose       ${text} not null, -- register, password or add
  address       ${text} not null, -- normalized
  secret_hash   ${text} not null, -- lower-case hex of the SHA-256 of the client's secret
  attempt       bigint  not null, -- the client's number of the last mail
  token_hash    ${text},          -- of the link in the last mail; null: that has none
  next_link     ${text},          -- where the client wants the browser to go then
  validated_ts  bigint,           -- ms since 1970; null: the link was not followed yet
  expires_ts    bigint  not null,
  constraint email_proof_pk primary key (sid),
  constraint email_proof_once unique (purpose, address, secret_hash),
  constraint email_proof_token_once unique (token_hash)
);

create index email_proof_by_expiry on email_proof (expires_ts);

-- Tokens that tell another service who their owner is, and nothing else; by hash only.
create table openid_token (
  hash       ${text} not null, -- lower-case hex of the token's SHA-256
  user_id    ${text} not null,
  expires_ts bigint  not null,
  constraint openid_token_pk primary key (hash)
);

create index openid_token_by_expiry on openid_token (expires_ts);
create index openid_token_by_user on openid_token (user_id);
