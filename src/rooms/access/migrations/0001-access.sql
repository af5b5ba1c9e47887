-- People, how they sign in, the functions they hold, and what acts for them (one-off links, API keys).
-- Days are inclusive on both ends, as in kit/period.ts. Secrets are only kept as hashes.
create schema if not exists access;

create table access.person (
  id text primary key,
  name text not null check (name <> '' and name = btrim(name)),
  -- Compared without capitals: stored in lower case.
  email text not null unique check (email = lower(email) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  -- Proven by opening a link received there, or asserted by the identity provider.
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deactivated_at timestamptz,
  deactivation_reason text,
  -- People of the demonstration live in a domain that cannot exist (RFC 2606).
  synthetic boolean not null generated always as (email like '%.example') stored,
  check ((deactivated_at is null) = (deactivation_reason is null))
);

-- Tables of the sign-in library (auth.ts maps its names to these): a way of signing in is a password or an identity provider.
create table access.sign_in_method (
  id text primary key,
  person_id text not null references access.person on delete cascade,
  -- `credential` for a password, else the identity provider.
  provider text not null,
  -- The person at the provider; the person's own id for a password.
  subject text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, subject),
  check ((provider = 'credential') = (password is not null))
);
create index sign_in_method_person on access.sign_in_method (person_id);

create table access.session (
  id text primary key,
  person_id text not null references access.person on delete cascade,
  token text not null unique,
  -- How the person signed in; a provider that opened it may be asked to close its own.
  provider text not null default 'credential',
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index session_person on access.session (person_id);

create table access.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_identifier on access.verification (identifier);

-- What is counted against guessing: attempts by key (an address, an account) within a rolling window.
create table access.attempt (
  key text primary key,
  count integer not null check (count >= 0),
  since timestamptz not null
);

-- A function held on a scope between two days. Ended at once, it keeps its days and says when and why.
create table access.function_grant (
  id text primary key,
  person_id text not null references access.person,
  role text not null,
  scope_kind text not null,
  -- Empty for the whole programme.
  scope_id text not null default '',
  valid_from date not null,
  valid_to date,
  -- What an evaluator was asked to do, and by which decision.
  mission text check (mission <> ''),
  granted_by text not null,
  granted_by_name text not null,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by_name text,
  end_reason text,
  check (valid_to is null or valid_from <= valid_to),
  check ((scope_kind = 'programme') = (scope_id = '')),
  -- The same table as ROLE_SCOPES in grant.rules.ts.
  check (case role
    when 'administrator' then scope_kind = 'programme'
    when 'state-officer' then scope_kind in ('programme', 'region')
    when 'region-officer' then scope_kind = 'region'
    when 'metropole-officer' then scope_kind = 'metropole'
    when 'cluster-director' then scope_kind = 'cluster'
    when 'cluster-officer' then scope_kind = 'cluster'
    when 'organisation-member' then scope_kind = 'organisation'
    when 'support-provider' then scope_kind in ('organisation', 'region', 'programme')
    when 'training-actor' then scope_kind in ('organisation', 'region', 'programme')
    when 'evaluator' then scope_kind in ('programme', 'region', 'cluster')
    when 'auditor' then scope_kind = 'programme'
    else false
  end),
  check (role <> 'evaluator' or (mission is not null and valid_to is not null)),
  check (ended_at is null or end_reason is not null),
  -- The same function on the same scope is held once at a time.
  constraint function_grant_once exclude using gist (
    person_id with =, role with =, scope_kind with =, scope_id with =, daterange(valid_from, valid_to, '[]') with &&
  ) where (ended_at is null)
);
create index function_grant_scope on access.function_grant (scope_kind, scope_id);

create table access.delegation (
  id text primary key,
  grant_id text not null references access.function_grant,
  deputy_id text not null references access.person,
  valid_from date not null,
  valid_to date not null,
  reason text not null check (reason <> ''),
  made_by text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by_name text,
  check (valid_from <= valid_to),
  constraint delegation_once exclude using gist (
    grant_id with =, deputy_id with =, daterange(valid_from, valid_to, '[]') with &&
  ) where (ended_at is null)
);
create index delegation_deputy on access.delegation (deputy_id);

-- Every function a person may exercise, their own and those delegated to them. A delegation never outlives its grant nor its holder's account.
create view access.held_function as
  select g.person_id, g.id as grant_id, g.role, g.scope_kind, g.scope_id, null::text as on_behalf_of, g.valid_from, g.valid_to
  from access.function_grant g
  where g.ended_at is null
  union all
  select d.deputy_id, g.id, g.role, g.scope_kind, g.scope_id, holder.name,
    greatest(d.valid_from, g.valid_from), least(d.valid_to, g.valid_to)
  from access.delegation d
  join access.function_grant g on g.id = d.grant_id
  join access.person holder on holder.id = g.person_id
  where d.ended_at is null and g.ended_at is null and holder.deactivated_at is null;

create table access.link (
  id text primary key,
  token_hash text not null unique,
  -- The operation it opens, and the input it is bound to.
  action text not null,
  input jsonb not null,
  label text not null check (label <> ''),
  email text,
  purpose_fr text not null check (purpose_fr <> ''),
  purpose_en text not null check (purpose_en <> ''),
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  -- Replaced by a newer link, or made pointless by what happened since.
  revoked_at timestamptz,
  check (made_at < expires_at)
);
create index link_action on access.link (action, made_at);

create table access.api_key (
  id text primary key,
  hash text not null unique,
  name text not null check (name <> ''),
  person_id text not null references access.person,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  check (created_at < expires_at)
);
create index api_key_person on access.api_key (person_id);
