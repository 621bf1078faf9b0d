-- Presence across servers.

-- What other servers say about their users stands in the same stream as ours. It is no record: a
-- start forgets it, and asks again.
alter table presence add column origin ${text};       -- the user's server; null: this one
alter table presence add column display_name ${text}; -- only of users of other servers
alter table presence add column avatar_url ${text};   -- likewise

create index presence_by_origin on presence (origin);

-- Entries between servers are looked for from the other side, and by server.
alter table presence_list add column observer_server ${text} default '' not null;
alter table presence_list add column observed_server ${text} default '' not null;
alter table presence_list add column watched smallint default 1 not null; -- 0: the observer's server
                                                                          -- wants no pushes for now

update presence_list set
  observer_server = substring(observer from position(':' in observer) + 1),
  observed_server = substring(observed from position(':' in observed) + 1);

create index presence_list_by_observed on presence_list (observed);
create index presence_list_by_observer_server on presence_list (observer_server);
create index presence_list_by_observed_server on presence_list (observed_server);
