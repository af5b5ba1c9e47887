-- Work to do outside a request, at least once. A worker leases a job; a lease that ran out means the worker died, and the job is repeated.
create table kit.job (
  id text primary key,
  name text not null,
  data jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  attempts integer not null default 0,
  due_at timestamptz not null,
  -- Drawn anew for each attempt: a worker that lost its lease can no longer finish the job.
  lease text,
  leased_until timestamptz,
  last_error text,
  queued_at timestamptz not null,
  finished_at timestamptz,
  constraint job_is_leased_while_running check ((state = 'running') = (lease is not null and leased_until is not null)),
  constraint job_is_dated_once_finished check ((state in ('done', 'failed')) = (finished_at is not null))
);
create index job_to_start on kit.job (due_at, id) where state = 'waiting';
create index job_running on kit.job (leased_until) where state = 'running';
create index job_finished on kit.job (finished_at) where state in ('done', 'failed');

-- The last time a recurring job was queued, so that several workers queue it once, and a late start catches up with one run.
create table kit.job_schedule (
  name text primary key,
  last_due_at timestamptz not null
);
