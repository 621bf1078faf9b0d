-- What users' streams tell beside events, and what users set for themselves.

-- Up to where positions of the stream may have been given out. Rows with positions are deleted, too
-- (messages to devices), so that the greatest position in the tables does not say it.
create table stream_mark (
  nid      smallint not null, -- 1: there is one row
  reserved bigint   not null,
  constraint stream_mark_pk primary key (nid)
);

insert into stream_mark (nid, reserved) values (1, 0);

-- Account data, of the whole account and of rooms.
create table account_data (
  user_id    ${text}  not null,
  room_nid   bigint   not null, -- 0: of the whole account
  type       ${text}  not null,
  stream_pos bigint   not null, -- of the last change
  content    ${bytes} not null, -- JSON, UTF-8; {} if it was deleted
  constraint account_data_pk primary key (user_id, room_nid, type)
);

create index account_data_by_position on account_data (user_id, stream_pos);

-- Read receipts, the newest of each kind, user and thread.
create table receipt (
  room_nid   bigint  not null,
  user_id    ${text} not null,
  kind       ${text} not null, -- m.read, m.read.private
  thread     ${text} not null, -- the thread's root, main, or empty: of no thread
  event_id   ${text} not null,
  event_pos  bigint  not null, -- the event's place in the stream; what is up to there is read
  ts         bigint  not null, -- ms since 1970
  stream_pos bigint  not null, -- of the receipt itself
  constraint receipt_pk primary key (room_nid, user_id, kind, thread)
);

create index receipt_by_position on receipt (room_nid, stream_pos);
create index receipt_by_user on receipt (user_id);

-- Filters that clients have uploaded.
create table event_filter (
  user_id   ${text}  not null,
  filter_id ${text}  not null, -- made from the filter: the same one twice is one row
  body      ${bytes} not null, -- JSON, UTF-8
  constraint event_filter_pk primary key (user_id, filter_id)
);

-- Where in the stream a slot was filled last: also by an event that is older, when branches of a
-- room's history meet.
alter table current_state add column stream_pos bigint default 0 not null;
update current_state set stream_pos =
  coalesce((select e.stream_pos from event e where e.nid = current_state.event_nid), 0);
