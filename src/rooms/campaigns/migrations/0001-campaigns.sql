-- The yearly campaign (R29, R110): who owes which figures for a year, what was returned, what authorities made of it. A validated year is frozen.
create schema if not exists campaigns;

-- One campaign a year, on the figures of that year.
create table campaigns.campaign (
  year int primary key,
  state text not null check (state in ('prepared', 'open', 'checking', 'validated', 'published')),
  -- Written on the row when it opens: what the programme changes later does not move them.
  opens_on date not null,
  due_on date not null,
  -- Days that an authority has to answer a return, and what its silence means.
  state_days int not null check (state_days > 0),
  region_days int not null check (region_days > 0),
  silence text not null check (silence in ('accepts', 'waits')),
  -- Relative gap to the target, or to the counted value, beyond which a reason is asked, in per cent.
  reason_threshold numeric not null check (reason_threshold > 0),
  opened_at timestamptz,
  closed_at timestamptz,
  frozen_at timestamptz,
  published_at timestamptz,
  synthetic boolean not null default false,
  revision int not null default 1,
  check (opens_on < due_on)
);

-- What a campaign asks beside the indicators of each contract. No question without basis, reader and end date (principle 3).
create table campaigns.question (
  id text primary key,
  first_year int not null,
  -- Last year in which it is asked.
  last_year int not null,
  -- A code of the common catalogue, or null for a question of its own.
  indicator text,
  kind text not null check (kind in ('indicator', 'text', 'yes-no')),
  label_fr text not null check (label_fr <> ''),
  label_en text not null check (label_en <> ''),
  -- Text or article that allows it to be asked; who reads the answer.
  basis text not null check (basis <> ''),
  reader text not null check (reader <> ''),
  -- Expected minutes; what was really spent is measured (campaigns.effort).
  minutes numeric not null check (minutes >= 0),
  position int not null,
  added_by text not null,
  added_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  check (last_year >= first_year),
  check ((kind = 'indicator') = (indicator is not null)),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);

-- What one cluster owes in one campaign. The row begins when somebody opens it; the calendar lists those that nobody opened too.
create table campaigns.return (
  -- `minalogic-2016`.
  id text primary key,
  cluster_id text not null references registry.cluster,
  year int not null references campaigns.campaign,
  contract_id text references contracts.contract,
  -- The text whose objectives it follows.
  edition_id text references contracts.edition,
  state text not null check (state in ('draft', 'submitted', 'returned', 'state-accepted', 'validated', 'closed-without-return')),
  due_on date not null,
  opened_at timestamptz not null,
  opened_by text not null,
  narrative text not null default '',
  -- Who engages the cluster; named at submission.
  approver text,
  submitted_at timestamptz,
  -- Until when the authority whose turn it is must answer.
  answer_due_on date,
  validated_at timestamptz,
  frozen_at timestamptz,
  synthetic boolean not null default false,
  revision int not null default 1,
  unique (cluster_id, year)
);
create index return_year on campaigns.return (year, state);

-- One figure of a return. `key`: a code of the catalogue, or `contract/clause` for a cluster's own indicator, or the id of a question.
create table campaigns.cell (
  return_id text not null references campaigns.return,
  key text not null,
  -- Null for questions of text.
  state text check (state in ('known', 'not-applicable', 'not-known')),
  value numeric,
  numerator numeric,
  denominator numeric,
  not_before date,
  text text,
  -- Where what stands there came from.
  origin text not null check (origin in ('counted', 'imported', 'carried', 'typed', 'pasted', 'file', 'empty')),
  -- What facts or statistics said when it was prefilled, kept beside what was typed instead.
  prefilled numeric,
  prefilled_state text,
  comment text not null default '',
  -- From the closed list (campaigns.rules), when the gap asks for one; with words for « other ».
  reason_code text,
  reason_text text not null default '',
  revision int not null default 1,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (return_id, key),
  check ((state = 'known') is not true or value is not null or text is not null)
);

create table campaigns.cell_change (
  id text primary key,
  return_id text not null references campaigns.return,
  key text not null,
  revision int not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  before jsonb,
  after jsonb
);
create index cell_change_cell on campaigns.cell_change (return_id, key, revision);

-- Each time that a return was submitted: the whole of it as it stood, its digest and the number of the receipt.
create table campaigns.submission (
  id text primary key,
  return_id text not null references campaigns.return,
  round int not null check (round > 0),
  receipt text not null unique,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  approver text not null,
  snapshot jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  unique (return_id, round)
);

-- What an authority says of one figure of a submission: accepts it, asks, or sends it back with a reason.
create table campaigns.verdict (
  id text primary key,
  return_id text not null references campaigns.return,
  round int not null,
  key text not null,
  step text not null check (step in ('state', 'region')),
  verdict text not null check (verdict in ('accepted', 'questioned', 'returned')),
  reason text not null default '',
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  answer text,
  answered_at timestamptz,
  answered_by text,
  check (verdict = 'accepted' or reason <> '')
);
create index verdict_return on campaigns.verdict (return_id, round, key);

-- What one step decided of the whole return; silence has its own outcome, never a person's name.
create table campaigns.decision (
  id text primary key,
  return_id text not null references campaigns.return,
  round int not null,
  step text not null check (step in ('state', 'region')),
  outcome text not null check (outcome in ('accepted', 'returned', 'accepted-by-silence')),
  reason text not null default '',
  by_id text,
  by_name text,
  at timestamptz not null,
  due_on date not null,
  unique (return_id, round, step),
  check (outcome <> 'returned' or reason <> ''),
  check ((outcome = 'accepted-by-silence') = (by_id is null))
);

-- What the other authorities of the contract think of it, side by side; nobody waits for them.
create table campaigns.opinion (
  id text primary key,
  return_id text not null references campaigns.return,
  -- Party of the contract: `region-82`, `authority-…`.
  party_id text not null,
  party_name text not null,
  opinion text not null check (opinion in ('favourable', 'reserved', 'unfavourable')),
  text text not null default '',
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  check (opinion = 'favourable' or text <> '')
);
create index opinion_return on campaigns.opinion (return_id, at);

-- A figure of a frozen year changed all the same: named, dated, decided by somebody.
create table campaigns.exception (
  id text primary key,
  return_id text not null references campaigns.return,
  key text not null,
  title text not null check (title <> ''),
  before jsonb not null,
  after jsonb not null,
  reason text not null check (reason <> ''),
  authority text not null check (authority <> ''),
  decided_on date not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null
);
create index exception_return on campaigns.exception (return_id, at);

-- Seconds really spent on one question of a return, as the form measured them.
create table campaigns.effort (
  return_id text not null references campaigns.return,
  key text not null,
  person_id text not null,
  on_day date not null,
  seconds int not null check (seconds >= 0),
  primary key (return_id, key, person_id, on_day)
);

-- A return that is frozen never changes: an exception stands beside it.
create function campaigns.refuse_frozen_change() returns trigger language plpgsql as $$
declare of_return text := coalesce(new.return_id, old.return_id);
begin
  if exists (select 1 from campaigns.return r where r.id = of_return and r.frozen_at is not null) then
    raise exception 'campaigns: return % is frozen (R110)', of_return using errcode = 'P0001';
  end if;
  return coalesce(new, old);
end $$;
create trigger cell_of_open_return before insert or update or delete on campaigns.cell
  for each row execute function campaigns.refuse_frozen_change();

create function campaigns.keep_rows() returns trigger language plpgsql as $$
begin
  raise exception 'campaigns: % is only added to', tg_table_name using errcode = 'P0001';
end $$;
create trigger submission_kept before update or delete on campaigns.submission for each row execute function campaigns.keep_rows();
create trigger decision_kept before update or delete on campaigns.decision for each row execute function campaigns.keep_rows();
create trigger exception_kept before update or delete on campaigns.exception for each row execute function campaigns.keep_rows();
create trigger cell_change_kept before update or delete on campaigns.cell_change for each row execute function campaigns.keep_rows();
