-- Indexes and storage of the hot tables, PostgreSQL.
--
-- Every index is paid for by each event sent: these serve one query each, and there are no others.

-- Pages and recent messages of a room.
create index event_timeline on event (room_nid, depth, stream_pos);

-- Live streams; the room is in the index so that rooms of others are passed over without a visit.
create index event_stream on event (stream_pos, room_nid);

-- A user's own memberships in rooms that the user is not in. Costs nothing for messages.
create index event_own_membership on event (state_key, stream_pos)
  where type = 'm.room.member' and status = 0;

create index membership_by_user on membership (user_id);

-- Old answers are found block by block; much cheaper to keep than a B-tree.
create index client_transaction_by_age on client_transaction using brin (created_ts);

-- Rows that are overwritten in place all the time: room for the next version in the same page, so
-- that no index has to change.
alter table room set (fillfactor = 50);
alter table forward_extremity set (fillfactor = 50);
alter table current_state set (fillfactor = 85);
alter table membership set (fillfactor = 85);

-- The tables that only grow: visit them for new statistics by rows, not by share of the table.
alter table event set (autovacuum_analyze_scale_factor = 0.02);
alter table event_json set (autovacuum_analyze_scale_factor = 0.02);
