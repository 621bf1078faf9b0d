-- Uploaded files. Their bytes are on disk, under the hash.

create table media (
  media_id     ${text} not null,
  uploader     ${text} not null, -- folded user id
  content_type ${text} not null,
  file_name    ${text},
  size_bytes   bigint  not null,
  hash         ${text} not null, -- lower-case hex of the bytes' SHA-256
  created_ts   bigint  not null,
  constraint media_pk primary key (media_id)
);

create index media_by_hash on media (hash);

-- How much each user has uploaded; the row's lock keeps uploads at the same time within the quota.
create table media_usage (
  uploader   ${text} not null,
  used_bytes bigint  not null,
  constraint media_usage_pk primary key (uploader)
);
