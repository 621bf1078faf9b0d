-- Work of profile changes, address books, and accounts that an administrator stopped.

-- A user's new name or picture on its way to the rooms. One row per user, whatever the number of
-- changes; it goes when every room has the last one.
create table profile_job (
  user_id    ${text} not null,
  revision   bigint  not null, -- grows with each change
  room_nid   bigint  not null, -- the last room that was done
  lap_end    bigint  not null, -- where the walk began, and ends after it has come round
  due_ts     bigint  not null, -- ms since 1970; when to go on
  changed_ts bigint  not null, -- ms since 1970
  come_round boolean not null, -- the walk began anew at the first room
  again      boolean not null, -- the second walk
  constraint profile_job_pk primary key (user_id)
);

create index profile_job_by_due on profile_job (due_ts);

-- One address book per user.
create table address_book (
  user_id    ${text}  not null,
  changed_ts bigint   not null, -- ms since 1970
  contacts   ${bytes} not null, -- JSON object
  constraint address_book_pk primary key (user_id)
);

-- Accounts that a server administrator suspended.
create table account_suspension (
  user_id      ${text} not null,
  suspended_by ${text} not null,
  suspended_ts bigint  not null, -- ms since 1970
  constraint account_suspension_pk primary key (user_id)
);
