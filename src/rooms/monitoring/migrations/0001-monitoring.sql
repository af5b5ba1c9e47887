-- Who needs attention: reinforced monitoring with public triggers and exit criteria, the views that authorities share.
create schema if not exists monitoring;

-- Reinforced monitoring of one cluster: why it began, what is asked, when it ends. A step in proportion: 1 dialogue, 2 plan, 3 decision on support.
create table monitoring.plan (
  id text primary key,
  cluster_id text not null references registry.cluster,
  state text not null check (state in ('proposed', 'running', 'exited', 'withdrawn')),
  step int not null check (step between 1 and 3),
  -- The public triggers that were met, with their values on that day.
  triggers jsonb not null,
  reasons text not null check (reasons <> ''),
  -- What the cluster commits to, and what ends the monitoring: each criterion with its indicator, bound and how many campaigns in a row.
  measures text not null default '',
  exit_criteria jsonb not null,
  proposed_on date not null,
  proposed_by text not null,
  -- The cluster answers before it begins.
  reply_due_on date not null,
  reply text,
  replied_at timestamptz,
  replied_by text,
  started_on date,
  review_on date,
  ended_on date,
  end_reason text,
  synthetic boolean not null default false,
  revision int not null default 1,
  check ((state in ('exited', 'withdrawn')) = (ended_on is not null)),
  check (ended_on is null or end_reason <> ''),
  check (state not in ('running', 'exited') or started_on is not null)
);
create unique index plan_one_alive on monitoring.plan (cluster_id) where state in ('proposed', 'running');

-- What happened in it: reviews with the values of the criteria on the day, steps up and down.
create table monitoring.event (
  id text primary key,
  plan_id text not null references monitoring.plan,
  kind text not null check (kind in ('review', 'step', 'note', 'reply', 'start', 'exit', 'withdrawal')),
  on_day date not null,
  text text not null default '',
  figures jsonb,
  by_id text not null,
  by_name text not null,
  at timestamptz not null
);
create index event_plan on monitoring.event (plan_id, at);

create table monitoring.saved_view (
  id text primary key,
  owner_id text not null,
  owner_name text not null,
  title text not null check (title <> ''),
  -- The address of the portfolio with its filters, order and columns.
  address text not null,
  shared boolean not null,
  at timestamptz not null,
  unique (owner_id, title)
);
