-- What an indicator means from a day to a day, in both languages: who answers for it, what it cannot say, how it is obtained. A change is a new version; values
-- keep the one that held on the day of their vintage.
create table indicators.definition (
  code text not null references indicators.indicator,
  valid_from date not null,
  valid_to date,
  definition_fr text not null check (definition_fr <> ''),
  definition_en text not null check (definition_en <> ''),
  limits_fr text not null,
  limits_en text not null,
  owner_fr text not null check (owner_fr <> ''),
  owner_en text not null check (owner_en <> ''),
  period_fr text not null,
  period_en text not null,
  obtained text not null check (obtained in ('counted', 'declared', 'imported')),
  -- Why facts cannot feed it, when they cannot.
  obstacle_fr text not null,
  obstacle_en text not null,
  certainty text not null check (certainty in ('official', 'programme', 'background')),
  -- Who changed it here, and why; null for what the reference file says, which no longer speaks once somebody did.
  revised_by text,
  reason text not null default '',
  primary key (code, valid_from),
  check (valid_to is null or valid_from <= valid_to),
  check ((obtained = 'counted') = (obstacle_fr = '')),
  check (revised_by is null or reason <> ''),
  exclude using gist (code with =, daterange(valid_from, valid_to, '[]') with &&)
);

-- A file of official statistics: what was received, and what became of it. Its lines are read from the file.
create table indicators.import (
  id text primary key,
  file_id text not null references kit.file,
  file_name text not null,
  state text not null check (state in ('staged', 'applied', 'withdrawn', 'abandoned')),
  counts jsonb,
  recorded_by text not null,
  recorded_at timestamptz not null,
  applied_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  check ((state in ('applied', 'withdrawn')) = (applied_at is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check (state <> 'withdrawn' or withdrawn_reason <> '')
);
create index import_recorded on indicators.import (recorded_at);
create index value_import on indicators.value (import_id) where import_id is not null;

-- A table as somebody likes to look at it: its address with criteria and columns, under a name.
create table indicators.saved_view (
  id text primary key,
  owner_id text not null,
  owner_name text not null,
  name text not null check (name <> ''),
  -- Path and criteria: /poles/minalogic/chiffres?famille=Membres&colonnes=2013,2014
  address text not null check (address like '/%'),
  shared boolean not null,
  saved_at timestamptz not null,
  unique (owner_id, name)
);
