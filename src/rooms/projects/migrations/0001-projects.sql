-- One thread from laboratory to market (T2, T3, T14): a project, its consortium, and every stage with its day and its evidence (R81).
-- Amounts are euro cents; null is unknown, zero is zero. Nothing is deleted: a partner leaves, a label is refused, a selection lapses, and the row says so.
create schema if not exists projects;

create table projects.project (
  -- Readable: `capteurs-sobres`; `-2` when the name is taken.
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  acronym text not null check (acronym <> ''),
  title text not null check (title <> ''),
  -- What may be said of it, and what only some may read (projects.block_audience).
  summary text not null default '',
  target_market text not null default '',
  -- The cluster that follows it, whoever labelled it since.
  cluster_id text not null references registry.cluster,
  filiere text references registry.filiere,
  stage text not null check (stage in ('idea', 'consortium', 'labelled', 'submitted', 'selected', 'agreement', 'running', 'completed', 'industrialisation', 'market', 'diffused', 'abandoned')),
  stage_since date not null,
  trl int check (trl between 1 and 9),
  research_starts_on date,
  research_ends_on date,
  -- Day of the first sale that the consortium aims at (R73).
  launch_planned_on date,
  wide_dissemination boolean,
  laboratory_share_justified boolean,
  -- Where the row comes from: `declared`, or the file it was imported from, with its own reference there.
  source text not null default 'declared' check (source <> ''),
  source_reference text,
  synthetic boolean not null default false,
  revision int not null default 1 check (revision > 0),
  created_on date not null,
  recorded_at timestamptz not null,
  -- Audiences that at least one block is open to, kept by a trigger: what lists of projects look at first.
  open_to text[] not null default '{}',
  -- Acronyms in the order of a dictionary.
  sort_name text collate "C" generated always as (registry.plain(acronym)) stored,
  check (research_starts_on is null or research_ends_on is null or research_starts_on <= research_ends_on)
);
create unique index project_source on projects.project (source, source_reference) where source_reference is not null;
create index project_cluster on projects.project (cluster_id, stage);
create index project_sorted on projects.project (sort_name, id);

-- Each stage that a project entered, going back included. The current one is project.stage.
create table projects.stage_entry (
  id text primary key,
  project_id text not null references projects.project,
  stage text not null,
  entered_on date not null,
  trl int check (trl between 1 and 9),
  -- What proves it, in words; a file when there is one.
  evidence text,
  evidence_file_id text references kit.file,
  -- Why it was abandoned, or why it went back.
  reason text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  check (stage <> 'abandoned' or reason is not null)
);
create index stage_entry_project on projects.stage_entry (project_id, entered_on, recorded_at);

create function projects.keep_rows() returns trigger language plpgsql as $$
begin
  raise exception 'projects: % is only added to', tg_table_name using errcode = 'P0001';
end $$;
create trigger stage_entry_kept before update or delete on projects.stage_entry for each row execute function projects.keep_rows();

-- Who may read each block of a project, beside the partners' lead, the clusters that follow it and the programme; no row: nobody else (private).
create table projects.block_audience (
  project_id text not null references projects.project,
  block text not null check (block in ('summary', 'consortium', 'budget', 'funding', 'delivery', 'results', 'market', 'know-how')),
  audience text not null check (audience in ('partners', 'funders', 'members', 'public')),
  primary key (project_id, block, audience)
);

create function projects.keep_open_to() returns trigger language plpgsql as $$
begin
  update projects.project p set open_to = array(select distinct b.audience from projects.block_audience b where b.project_id = p.id order by 1)
    where p.id in (select c.project_id from changed c);
  return null;
end $$;
create trigger audience_opened after insert on projects.block_audience
  referencing new table as changed for each statement execute function projects.keep_open_to();
create trigger audience_closed after delete on projects.block_audience
  referencing old table as changed for each statement execute function projects.keep_open_to();

-- Who opened a block that is not public, once a day.
create table projects.opening (
  project_id text not null references projects.project,
  block text not null,
  actor_id text not null,
  actor_name text not null,
  on_day date not null,
  first_at timestamptz not null,
  primary key (project_id, block, actor_id, on_day)
);

create table projects.partner (
  id text primary key,
  project_id text not null references projects.project,
  organisation_id text not null references registry.organisation,
  lead boolean not null default false,
  role text not null default '',
  -- What the funding rules treat apart (R75).
  special text not null default 'none' check (special in ('none', 'irt', 'ite', 'farm-cooperative')),
  -- Where its part of the work is done.
  country text not null default 'FR' check (country ~ '^[A-Z]{2}$'),
  commune text references registry.commune,
  joined_on date not null,
  left_on date,
  join_reason text,
  leave_reason text,
  -- True once its costs were given: a category without a row is then zero, otherwise unknown.
  costs_stated boolean not null default false,
  cost_basis text check (cost_basis in ('full', 'additional')),
  asked_cents bigint check (asked_cents >= 0),
  other_public_cents bigint check (other_public_cents >= 0),
  pia_on_project boolean,
  free_to_publish boolean,
  economic_activity boolean,
  applied_on date,
  starts_on date,
  revision int not null default 1 check (revision > 0),
  check (left_on is null or left_on >= joined_on),
  check ((left_on is null) = (leave_reason is null))
);
create unique index partner_one_lead on projects.partner (project_id) where lead and left_on is null;
create unique index partner_once on projects.partner (project_id, organisation_id) where left_on is null;
create index partner_organisation on projects.partner (organisation_id);
create index partner_project on projects.partner (project_id);

-- Costs by nature and by category of research of State-aid law (R91).
create table projects.partner_cost (
  partner_id text not null references projects.partner,
  nature text not null check (nature in ('staff', 'equipment', 'subcontracting', 'overheads', 'other')),
  research text not null check (research in ('fundamental', 'industrial', 'experimental', 'feasibility')),
  amount_cents bigint not null check (amount_cents >= 0),
  primary key (partner_id, nature, research)
);

-- What a partner brings or wins that is to be protected.
create table projects.know_how (
  id text primary key,
  project_id text not null references projects.project,
  partner_id text not null references projects.partner,
  kind text not null check (kind in ('background', 'foreground')),
  title text not null check (title <> ''),
  protection text not null check (protection in ('patent', 'secret', 'copyright', 'design', 'none')),
  note text not null default '',
  recorded_on date not null
);
create index know_how_project on projects.know_how (project_id);
