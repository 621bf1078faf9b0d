-- Names of files that are still to be uploaded.

create table reserved_media (
  media_id   ${text} not null,
  uploader   ${text} not null, -- folded user id
  expires_ts bigint  not null,
  constraint reserved_media_pk primary key (media_id)
);

create index reserved_media_by_uploader on reserved_media (uploader, expires_ts);
