-- The ledger of facts and the values counted from them. Both say since when they are known and until when they were held to be true, so that any number
-- can be counted again as it was known on a past day.

-- A fact as a room published it. A correction ends one line and begins another; a withdrawal only ends it. Facts on an organisation, whatever its
-- clusters, have no cluster: ''.
create table indicators.fact (
  line bigint generated always as identity primary key,
  kind text not null,
  cluster_id text not null default '',
  fact_id text not null,
  -- What a total over clusters counts once (R111, R112).
  unit_id text not null,
  -- Part of the cluster in it; the parts of one fact add up to 1.
  cluster_share numeric not null check (cluster_share > 0 and cluster_share <= 1),
  organisation_id text,
  project_id text,
  on_day date not null,
  -- Last day of what lasts; null while it goes on; `on_day` for what happens on a day.
  until_day date,
  year int not null,
  amount_cents bigint,
  count numeric,
  nature text,
  detail text,
  other_day date,
  title text not null,
  source text not null,
  href text not null,
  synthetic boolean not null,
  digest bigint not null,
  known_from timestamptz not null,
  known_to timestamptz,
  check (until_day >= on_day),
  check (known_to >= known_from)
);
create unique index fact_current on indicators.fact (kind, cluster_id, fact_id) where known_to is null;
create index fact_organisation on indicators.fact (organisation_id, kind) where organisation_id is not null;

create function indicators.keep_known() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'indicators: what was known on a day stays known of that day' using errcode = 'P0001';
  end if;
  if old.known_to is not null or new.known_to is null or to_jsonb(new) - 'known_to' <> to_jsonb(old) - 'known_to' then
    raise exception 'indicators: a line is only ended, never rewritten' using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger fact_kept before update or delete on indicators.fact for each row execute function indicators.keep_known();

-- How far the ledger has read: the journal's last line at that moment, for one cluster or for all ('').
create table indicators.reading (
  cluster_id text primary key,
  journal_seq bigint not null,
  read_on date not null,
  read_at timestamptz not null
);

-- A value of an indicator for a cluster ('' for the whole programme) and a year, by source. `indicator` is a code of the catalogue, or the passage of a
-- contract that defines a cluster's own indicator. A newer vintage ends the one before.
create table indicators.value (
  id text primary key,
  indicator text not null,
  cluster_id text not null default '',
  year int not null,
  source text not null check (source in ('counted', 'official', 'declared', 'estimated')),
  -- Zero, not applicable and not known yet are three values.
  state text not null check (state in ('known', 'not-applicable', 'not-known')),
  value numeric,
  numerator numeric,
  denominator numeric,
  -- Things that should have been counted and whose figure nobody knows: members without accounts.
  missing int not null default 0,
  -- First day on which it can be known, when it is not.
  not_before date,
  -- Who says so, when, and how: Insee, 2015 edition, R&D survey.
  producer text not null,
  vintage date not null,
  method text not null default '',
  comment text not null default '',
  synthetic boolean not null default false,
  -- The file it came with, when it was imported.
  import_id text,
  known_from timestamptz not null,
  known_to timestamptz,
  check ((state = 'known') = (value is not null)),
  check (state = 'not-known' or not_before is null),
  check (known_to >= known_from)
);
create unique index value_current on indicators.value (indicator, cluster_id, year, source, producer) where known_to is null;
create index value_cluster on indicators.value (cluster_id, year);
create trigger value_kept before update or delete on indicators.value for each row execute function indicators.keep_known();

-- Which of several sources is retained, when somebody chose against the usual order, and why.
create table indicators.retention (
  indicator text not null,
  cluster_id text not null,
  year int not null,
  source text not null check (source in ('counted', 'official', 'declared', 'estimated')),
  reason text not null check (reason <> ''),
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (indicator, cluster_id, year)
);
