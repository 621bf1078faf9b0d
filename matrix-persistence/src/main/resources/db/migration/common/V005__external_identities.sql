-- Which account somebody has who proves himself elsewhere: at an OpenID Connect provider or in a directory.

create table external_identity (
  issuer     ${text} not null, -- the provider's issuer URL, or elytron: and the security domain
  subject    ${text} not null, -- the issuer's own name of the person; never given to another one
  user_id    ${text} not null,
  created_ts bigint  not null,
  constraint external_identity_pk primary key (issuer, subject),
  constraint external_identity_one_of_each_issuer unique (user_id, issuer)
);
