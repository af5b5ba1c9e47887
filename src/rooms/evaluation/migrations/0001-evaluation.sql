-- Evaluations of effects: a file, what its columns are, the question registered before the run, and runs with everything that repeats them.
create schema evaluation;

create table evaluation.evaluation (
  id text primary key,
  title text not null check (title <> ''),
  state text not null check (state in ('draft', 'registered', 'revising', 'closed')),
  -- Whoever conducts it: nobody else sees it but the auditor.
  owner_id text not null,
  owner_name text not null,
  -- What is being prepared; once registered, a copy of the last registration.
  file_id text not null references kit.file,
  preview jsonb not null,
  mapping jsonb,
  options jsonb not null,
  -- The look at the design of exactly this file, mapping and options.
  design_run_id text,
  synthetic boolean not null default false,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  close_reason text check (close_reason <> ''),
  check ((state = 'closed') = (closed_at is not null)),
  check ((closed_at is null) = (close_reason is null)),
  check (state = 'draft' or mapping is not null)
);
create index evaluation_owner on evaluation.evaluation (owner_id, changed_at);

-- The question with everything that it freezes. Written once, never changed.
create table evaluation.registration (
  id text primary key,
  evaluation_id text not null references evaluation.evaluation,
  version integer not null check (version >= 1),
  content jsonb not null,
  -- SHA-256 of the content as canonical JSON.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  registered_at timestamptz not null,
  unique (evaluation_id, version),
  -- A later version names the one before, and says why.
  check (version = 1 or (content ->> 'previous' is not null and content ->> 'reason' is not null))
);
create function evaluation.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'A registered question is never changed nor deleted';
end $$;
create trigger registration_stays before update or delete on evaluation.registration
  for each row execute function evaluation.refuse_change();

create table evaluation.run (
  id text primary key,
  evaluation_id text not null references evaluation.evaluation on delete cascade,
  kind text not null check (kind in ('design', 'estimate')),
  -- No estimate before its question: the law of the room, whatever the door.
  registration_id text references evaluation.registration,
  -- Title, file with its digest, columns, options with the seed: everything that repeats it.
  plan jsonb not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  stage text,
  share real not null default 0 check (share between 0 and 1),
  asked_by text not null,
  queued_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- The job that works on it and when it last said so; how often it was started.
  job_id text,
  beat_at timestamptz,
  attempts integer not null default 0,
  failure jsonb,
  engine text,
  -- What the look at a design found; of an estimate, its headline.
  result jsonb,
  json_file_id text references kit.file,
  report_fr_file_id text references kit.file,
  report_en_file_id text references kit.file,
  repeats text references evaluation.run,
  identical boolean,
  check ((kind = 'estimate') = (registration_id is not null)),
  check ((state in ('done', 'failed', 'cancelled')) = (ended_at is not null)),
  check ((state = 'failed') = (failure is not null)),
  check ((state = 'done') = (result is not null)),
  check (state <> 'done' or kind <> 'estimate' or json_file_id is not null)
);
create index run_of_evaluation on evaluation.run (evaluation_id, queued_at);
create index run_waiting on evaluation.run (kind, queued_at) where state = 'queued';
-- One at a time of each kind, on a machine that answers others meanwhile.
create unique index run_alone on evaluation.run (kind) where state = 'running';
