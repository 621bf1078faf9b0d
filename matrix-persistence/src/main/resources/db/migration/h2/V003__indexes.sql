-- Indexes of the hot tables, H2. The counterpart for PostgreSQL says what each is for.

create index event_timeline on event (room_nid, depth, stream_pos);
create index event_stream on event (stream_pos, room_nid);
create index event_own_membership on event (state_key, stream_pos);
create index membership_by_user on membership (user_id);
create index client_transaction_by_age on client_transaction (created_ts);

-- H2 reads an index in its own direction only: without this one, the newest page of a room would
-- read and sort the whole room.
create index event_timeline_backwards on event (room_nid desc, depth desc, stream_pos desc);
