-- After the money: what was promised and delivered, what changed, what came of it, and whose it is (R82, R112).

create table projects.milestone (
  id text primary key,
  project_id text not null references projects.project,
  partner_id text references projects.partner,
  kind text not null check (kind in ('milestone', 'deliverable')),
  title text not null check (title <> ''),
  due_on date not null,
  done_on date,
  evidence text,
  evidence_file_id text references kit.file,
  dropped_on date,
  dropped_reason text,
  check (done_on is null or evidence <> ''),
  check ((dropped_on is null) = (dropped_reason is null)),
  check (done_on is null or dropped_on is null)
);
create index milestone_project on projects.milestone (project_id, due_on);

create table projects.change_request (
  id text primary key,
  project_id text not null references projects.project,
  kind text not null check (kind in ('delay', 'budget', 'partner', 'object')),
  what text not null check (what <> ''),
  reason text not null check (reason <> ''),
  before jsonb,
  after jsonb,
  asked_on date not null,
  asked_by text not null,
  state text not null check (state in ('asked', 'accepted', 'refused', 'withdrawn')),
  decided_on date,
  decided_by text,
  decision_reason text,
  check ((state = 'asked') = (decided_on is null)),
  check (state not in ('refused') or decision_reason <> '')
);
create index change_request_project on projects.change_request (project_id);

create table projects.result (
  id text primary key,
  project_id text not null references projects.project,
  partner_id text references projects.partner,
  kind text not null check (kind in ('product', 'process', 'service', 'patent', 'publication', 'start-up', 'standard')),
  title text not null check (title <> ''),
  obtained_on date not null,
  -- Number of a patent, DOI of a publication, SIREN of a start-up.
  reference text,
  source text not null check (source <> ''),
  withdrawn_on date,
  withdrawn_reason text,
  recorded_at timestamptz not null,
  check ((withdrawn_on is null) = (withdrawn_reason is null))
);
create index result_project on projects.result (project_id);

create table projects.industrialisation (
  id text primary key,
  project_id text not null references projects.project,
  partner_id text not null references projects.partner,
  commune text references registry.commune,
  investment_cents bigint check (investment_cents >= 0),
  decided_on date not null,
  production_starts_on date,
  jobs int check (jobs >= 0),
  -- The loan that pays part of it (R79).
  application_id text references projects.application,
  source text not null check (source <> ''),
  withdrawn_on date,
  withdrawn_reason text,
  recorded_at timestamptz not null,
  check (withdrawn_on is null or withdrawn_reason <> '')
);
create index industrialisation_project on projects.industrialisation (project_id);

create table projects.first_sale (
  id text primary key,
  project_id text not null references projects.project,
  partner_id text not null references projects.partner,
  result_id text references projects.result,
  sold_on date not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  amount_cents bigint check (amount_cents >= 0),
  source text not null check (source <> ''),
  withdrawn_on date,
  withdrawn_reason text,
  recorded_at timestamptz not null,
  check (withdrawn_on is null or withdrawn_reason <> '')
);
create index first_sale_project on projects.first_sale (project_id);

-- What a partner earned and employed in one year thanks to the project. Null: not known; a refusal is in the follow-up.
create table projects.market_year (
  id text primary key,
  project_id text not null references projects.project,
  partner_id text not null references projects.partner,
  year int not null check (year between 2000 and 2100),
  revenue_cents bigint check (revenue_cents >= 0),
  export_percent numeric(5, 2) check (export_percent between 0 and 100),
  jobs_created numeric(8, 1) check (jobs_created >= 0),
  jobs_kept numeric(8, 1) check (jobs_kept >= 0),
  source text not null check (source <> ''),
  follow_up_id text,
  -- A later answer on the same year replaces it, and it stays readable.
  replaced_on date,
  -- Null when another answer replaced it; the reason when it was only taken back.
  replaced_reason text,
  recorded_at timestamptz not null
);
create unique index market_year_current on projects.market_year (project_id, partner_id, year) where replaced_on is null;
create index market_year_project on projects.market_year (project_id);

-- Three questions to each partner 12, 24, 36 months after the end of research, and five years after (R82).
create table projects.follow_up (
  id text primary key,
  project_id text not null references projects.project,
  partner_id text not null references projects.partner,
  months int not null check (months in (12, 24, 36, 60)),
  due_on date not null,
  state text not null check (state in ('planned', 'sent', 'answered', 'refused', 'not-known', 'cancelled')),
  sent_to text,
  sent_on date,
  reminded_on date,
  reminders int not null default 0,
  answered_on date,
  answers jsonb,
  reason text,
  seconds_spent int check (seconds_spent >= 0),
  unique (partner_id, months)
);
create index follow_up_due on projects.follow_up (state, due_on);
create index follow_up_project on projects.follow_up (project_id);
alter table projects.market_year add constraint market_year_follow_up foreign key (follow_up_id) references projects.follow_up;

-- Whose a result is: shares of the clusters, of the projects and of the funders that claim it, each group adding up to 100 % once agreed (R112).
-- `project`: of the whole project; otherwise of one row of result, industrialisation, first_sale or market_year.
create table projects.attribution (
  id text primary key,
  project_id text not null references projects.project,
  subject text not null check (subject in ('project', 'result', 'industrialisation', 'first-sale', 'market-year')),
  subject_id text not null,
  state text not null check (state in ('proposed', 'agreed', 'disputed', 'settled')),
  opened_on date not null,
  closed_on date,
  dispute text,
  disputed_by text,
  settlement text,
  settled_by text,
  check (state <> 'disputed' or dispute <> ''),
  check (state <> 'settled' or settlement <> ''),
  check ((state in ('agreed', 'settled')) = (closed_on is not null))
);
create unique index attribution_subject on projects.attribution (subject, subject_id);
create index attribution_project on projects.attribution (project_id);

create table projects.attribution_share (
  attribution_id text not null references projects.attribution,
  party_kind text not null check (party_kind in ('cluster', 'project', 'funder')),
  party_id text not null,
  -- Hundredths of a per cent: 10,000 is the whole.
  share int not null check (share between 0 and 10000),
  accepted_on date,
  accepted_by text,
  primary key (attribution_id, party_kind, party_id)
);

create function projects.check_shares() returns trigger language plpgsql as $$
declare wrong text; attribution text := coalesce(new.attribution_id, old.attribution_id);
begin
  select s.party_kind || ' ' || sum(s.share) into wrong
    from projects.attribution_share s where s.attribution_id = attribution
    group by s.party_kind having sum(s.share) <> 10000 limit 1;
  if wrong is not null then
    raise exception 'projects: shares of % add up to % hundredths of a per cent', attribution, wrong using errcode = 'P0001';
  end if;
  return null;
end $$;
create constraint trigger shares_add_up after insert or update or delete on projects.attribution_share
  deferrable initially deferred for each row execute function projects.check_shares();
