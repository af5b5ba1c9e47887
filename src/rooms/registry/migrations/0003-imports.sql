-- Imports: one row each, with its life; and what its check decided for every row of the file. Nothing here is the registry itself: rows are
-- staged until the import is applied, all or nothing.
create table registry.import (
  id text primary key,
  kind text not null check (kind in ('members', 'organisations', 'sirene')),
  cluster_id text references registry.cluster,
  state text not null check (state in ('uploaded', 'matched', 'checking', 'checked', 'applying', 'applied', 'abandoned', 'failed')),
  -- Null for a Sirene stock file, which is read where it stands and never kept: it holds the names of natural persons (R59).
  file_id text,
  file_name text not null,
  bytes bigint not null check (bytes >= 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Where the operator put the stock file, and whether it is an upload to be removed once read.
  source_path text,
  source_is_upload boolean not null default false,
  -- Quoted: PostgreSQL 16 and newer read the bare words "format json" as one clause.
  "format" json,
  headers json not null default '[]',
  samples json not null default '[]',
  columns json not null default '[]',
  options json not null,
  counts json,
  -- Digest of every decision of the check: applying decides again and refuses when the registry has changed in between.
  plan_digest text,
  -- Why it failed or must be checked again, in both languages.
  problem json,
  created_by text not null,
  created_by_name text not null,
  created_at timestamptz not null,
  -- Who asked for it to be applied, and by which request: the journal line of a work done in the background names them.
  asked_by json,
  checked_at timestamptz,
  closed_at timestamptz,
  -- The work under way: its number, so that a work taken over by another process stops, and its last sign of life.
  attempt int not null default 0,
  -- How often other processes took it over since a person last asked.
  takeovers int not null default 0,
  beat_at timestamptz,
  done_rows int not null default 0,
  total_rows int not null default 0,
  check ((kind = 'members') = (cluster_id is not null))
);
create index import_by_cluster on registry.import (cluster_id, created_at desc);
create index import_under_way on registry.import (state) where state in ('checking', 'applying');

create table registry.import_row (
  -- Without a foreign key, which costs a second for 50,000 rows: an import is never deleted, and its staged rows are forgotten with care.
  import_id text not null,
  -- Order of the list: that of the file, then the members that the file leaves out.
  place int not null,
  row int,
  outcome text not null check (outcome in ('error', 'create', 'update', 'end', 'unchanged')),
  warned boolean not null,
  organisation_id text,
  name text not null,
  siren text,
  problems json,
  changes json,
  primary key (import_id, place)
);
