-- Presence and presence lists.

-- Each user's newest presence. Who is online is known in memory; this is what others were told last,
-- so that a token from before a restart still finds what changed since.
create table presence (
  stream_pos  bigint   not null, -- place in this server's stream of presence
  last_active bigint,            -- ms since 1970; null: never
  state       smallint not null, -- 0 offline, 1 unavailable, 2 online, 3 free_for_chat
  user_id     ${text}  not null, -- folded
  status_msg  ${text},
  constraint presence_pk primary key (user_id)
);

create index presence_stream on presence (stream_pos);

-- Whom users watch. An accepted entry is also the observed user's permission.
create table presence_list (
  accepted smallint not null, -- 0 pending, 1 accepted
  observer ${text}  not null, -- folded
  observed ${text}  not null, -- folded
  constraint presence_list_pk primary key (observer, observed)
);
