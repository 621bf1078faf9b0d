-- What federation needs to take in events of other servers.

-- Events that are not held, or not as part of the room, and that held ones name.
create table awaited_event (
  event_id ${text}  not null,
  kind     smallint not null, -- 0 a predecessor (the backward extremities), 1 target of a redaction
  by_nid   bigint   not null, -- the event that names it
  room_nid bigint   not null,
  depth    bigint   not null, -- of the event that names it
  constraint awaited_event_pk primary key (event_id, kind, by_nid)
);

-- Where a room's history has gaps, from the newest on.
create index awaited_event_by_room on awaited_event (room_nid, kind, depth);

-- Whether a server may read a room.
create index membership_by_server on membership (room_nid, server, membership);

-- Old answers are forgotten.
create index inbound_transaction_by_age on inbound_transaction (received_ts);
