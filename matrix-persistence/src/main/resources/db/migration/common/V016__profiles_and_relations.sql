-- Rooms that users have forgotten, further fields of profiles, and which events relate to which.

-- Rooms that a user has left and does not want to see any more. The row goes when the user is
-- invited, knocks or joins again.
create table forgotten_room (
  user_id      ${text} not null,
  room_nid     bigint  not null,
  forgotten_ts bigint  not null, -- ms since 1970
  constraint forgotten_room_pk primary key (user_id, room_nid)
);

-- What users say about themselves beside name and picture, which are in account.
create table profile_field (
  user_id ${text}  not null,
  name    ${text}  not null,
  body    ${bytes} not null, -- any JSON value, UTF-8
  constraint profile_field_pk primary key (user_id, name)
);

-- Accepted events that relate to others (m.relates_to). Events without a relation have no row, and
-- the row goes when the event is redacted.
create table event_relation (
  child_nid  bigint   not null,
  room_nid   bigint   not null,
  depth      bigint   not null, -- as that of the child
  stream_pos bigint   not null, -- likewise
  annotation uuid,              -- first 128 bits of SHA-256 over the key of an annotation
  complete   smallint not null, -- 1: has by itself what its kind of relation needs
  parent_id  ${text}  not null, -- may be unknown, or of another room: then it counts for nothing
  rel_type   ${text}  not null,
  type       ${text}  not null,
  sender     ${text}  not null,
  constraint event_relation_pk primary key (child_nid)
);

create index event_relation_by_parent on event_relation (parent_id, rel_type, depth, stream_pos);
create index event_relation_by_room on event_relation (room_nid, rel_type, parent_id, stream_pos);
