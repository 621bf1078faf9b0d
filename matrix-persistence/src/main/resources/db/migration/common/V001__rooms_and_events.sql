-- Rooms, events and state.
--
-- Numbers: every row that others refer to has a "nid", a number of this server only. Identifiers of
-- the specification (room, event, user ids) are text, kept once where possible.
--
-- No foreign keys between the tables of events: rows are written by one component, in one
-- transaction, under the room's lock, and a check per row would cost more than the row.
--
-- ${bytes} is the database's type of byte strings, ${text} that of text compared byte by byte.

-- Numbers are handed out in blocks of 1000 (see NidAllocator); unused ones are lost, never reused.
create sequence nid_seq start with 1 increment by 1000;

-- A room, its head and its lock: who adds to the room holds this row (SELECT ... FOR UPDATE).
create table room (
  nid         bigint   not null,
  created_ts  bigint   not null, -- ms since 1970
  revision    bigint   not null, -- grows with each transaction that adds to the room
  depth       bigint   not null, -- greatest depth of an accepted event
  snapshot    bigint   not null, -- state after the forward extremities: state_block.nid, 0 = empty
  extremities integer  not null, -- how many rows of forward_extremity are the room's
  listed      boolean  not null, -- in the public room list
  room_id     ${text}  not null,
  version     ${text}  not null,
  constraint room_pk primary key (nid),
  constraint room_id_once unique (room_id)
);

-- The index of an event's JSON.
create table event (
  nid                  bigint   not null,
  room_nid             bigint   not null,
  origin_ts            bigint   not null, -- the origin's clock, ms since 1970
  depth                bigint   not null,
  stream_pos           bigint   not null, -- place in this server's stream; negative: fetched later
  snapshot_before      bigint   not null, -- state before it: state_block.nid, 0 = empty
  replaced_nid         bigint,            -- the state event that it replaced
  redacted_by          bigint,            -- the redaction that stripped it
  required_power_level bigint,            -- 2014: level needed to replace it
  status               smallint not null, -- 0 accepted, 1 soft-failed, 2 rejected, 3 outlier
  event_id             ${text}  not null,
  type                 ${text}  not null,
  sender               ${text}  not null,
  state_key            ${text},           -- null: not a state event
  constraint event_pk primary key (nid),
  constraint event_id_once unique (event_id)
);

-- The PDU, byte for byte; a redaction overwrites it with the stripped PDU.
create table event_json (
  nid  bigint   not null,
  json ${bytes} not null,
  constraint event_json_pk primary key (nid)
);

-- The room's graph. The parent may be unknown to this server, hence its id and not its nid.
create table event_edge (
  child_nid bigint   not null,
  kind      smallint not null, -- 0 prev event, 1 auth event, 2 prev state (2014)
  ordinal   smallint not null, -- place in the child's list
  parent_id ${text}  not null,
  sha256    ${text},           -- the parent's reference hash, where the format has one
  constraint event_edge_pk primary key (child_nid, kind, ordinal)
);

-- Events of a room that no other event follows. A room with linear history has one row, which is
-- overwritten in place.
create table forward_extremity (
  room_nid  bigint   not null,
  event_nid bigint   not null,
  ordinal   smallint not null, -- 0, 1, ... oldest first
  event_id  ${text}  not null,
  sha256    ${text},
  constraint forward_extremity_pk primary key (room_nid, ordinal)
);

-- Immutable blocks of state snapshots; a snapshot's number is its root block's (see StateTrie).
create table state_block (
  nid  bigint   not null,
  body ${bytes} not null,
  constraint state_block_pk primary key (nid)
);

-- The current state of each room.
create table current_state (
  room_nid  bigint  not null,
  slot      uuid    not null, -- first 128 bits of SHA-256 over type, NUL, state key: keys may be long
  event_nid bigint  not null,
  type      ${text} not null,
  state_key ${text} not null,
  constraint current_state_pk primary key (room_nid, slot)
);

-- Who is in which room: a projection of the current m.room.member events.
create table membership (
  room_nid   bigint  not null,
  event_nid  bigint  not null,
  stream_pos bigint  not null,
  user_id    ${text} not null,
  server     ${text} not null, -- the user's
  membership ${text} not null, -- the word of the specification
  sender     ${text} not null,
  constraint membership_pk primary key (room_nid, user_id)
);
