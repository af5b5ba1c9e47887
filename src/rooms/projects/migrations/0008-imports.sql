-- Tables of projects, partners, aid and results given as files: what was received, and what became of it. The rows themselves are read from the file.
create table projects.import (
  id text primary key,
  kind text not null check (kind in ('projects', 'partners', 'aids', 'results')),
  -- How the file lays its columns out: the programme's own, or that of an official publication.
  layout text not null check (layout in ('own', 'cordis-projects', 'cordis-organisations', 'ademe')),
  -- The cluster whose team gave it, which follows the projects whose row names none. Null: the programme's administrator.
  cluster_id text references registry.cluster,
  -- References of projects are unique within a source.
  source text not null check (source <> ''),
  file_id text not null references kit.file,
  file_name text not null,
  -- Its projects are those of the demonstration.
  synthetic boolean not null default false,
  state text not null check (state in ('staged', 'applied', 'abandoned')),
  counts jsonb,
  recorded_by text not null,
  recorded_at timestamptz not null,
  applied_at timestamptz,
  check ((state = 'applied') = (applied_at is not null)),
  check (state <> 'applied' or counts is not null)
);
create index import_recorded on projects.import (recorded_at);
create index import_cluster on projects.import (cluster_id, recorded_at);
