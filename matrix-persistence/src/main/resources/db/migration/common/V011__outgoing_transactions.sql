-- What goes out to other servers, beside the table outbox: how they answer, and what they were sent.

alter table destination add column failures integer default 0 not null; -- in a row, since it answered
alter table destination add column last_error ${text};                  -- a sentence; null: it answers
alter table destination add column last_txn bigint default 0 not null;  -- the newest transaction's id

-- Transactions, the newest of each destination. The last one may still be under way: after a restart
-- it is sent again with the same id and content, so that the receiver knows it.
create table outgoing_transaction (
  destination ${text}  not null,
  txn_id      bigint   not null,
  previous_id bigint   not null, -- the one before; 0: none
  pdus        ${bytes} not null, -- positions and numbers of events, in order, 16 bytes each
  edus        ${bytes} not null, -- numbers of rows of outbox_edu, 8 bytes each
  answered    boolean  not null,
  constraint outgoing_transaction_pk primary key (destination, txn_id)
);

-- EDUs that must survive a restart, such as invites to presence lists.
create table outbox_edu (
  nid         bigint   not null, -- the order of sending
  destination ${text}  not null,
  edu_type    ${text}  not null,
  content     ${bytes} not null, -- JSON object
  constraint outbox_edu_pk primary key (nid)
);

create index outbox_edu_by_destination on outbox_edu (destination, nid);
