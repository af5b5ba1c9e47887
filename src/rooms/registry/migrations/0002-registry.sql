-- Clusters, organisations, membership spells. Nothing that had a label is ever deleted (R08).
-- Spells are days, **both ends included**, `to_day` null while open, as in kit/period.ts: a membership that ends on 31 December
-- counts in the year-end figures. Overlaps are refused with daterange(from_day, to_day, '[]').
create schema if not exists registry;

-- The form under which names are compared: no accents, no capitals, words of letters and digits separated by one space.
-- Immutable, so that a generated column and an index may use it.
create function registry.plain(text) returns text language sql immutable strict parallel safe
  as $$ select btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, $1)), '[^a-z0-9]+', ' ', 'g')) $$;

create table registry.programme (
  id text primary key,
  name_fr text not null,
  name_en text not null,
  starts_on date not null,
  ends_on date not null,
  -- The day that screens speak of when nobody chose one; null: today, kept within the programme's years.
  reference_day date,
  strategic_ceiling int not null check (strategic_ceiling > 0),
  source text not null,
  check (starts_on <= ends_on),
  check (reference_day between starts_on and ends_on)
);

create table registry.organisation (
  id text primary key,
  siren text unique check (siren ~ '^[0-9]{9}$'),
  name text not null check (name <> ''),
  acronym text,
  kind text not null check (kind in ('firm', 'laboratory', 'training-body', 'platform', 'transfer-body', 'authority', 'state-body', 'investor', 'support-provider', 'cluster-body', 'professional-body', 'other')),
  legal_category text check (legal_category ~ '^[0-9]{4}$'),
  naf text,
  commune text,
  country text not null default 'FR',
  website text,
  created_on date,
  ceased_on date,
  headcount_band text,
  -- Category published by Insee with its year: shown beside ours, never mixed with it.
  insee_category text check (insee_category in ('PME', 'ETI', 'GE')),
  insee_category_year int,
  synthetic boolean not null default false,
  source text not null,
  recorded_at timestamptz not null,
  updated_at timestamptz not null,
  -- Each word stands after a space, the first one too, so that « begins a word » is one pattern.
  search text collate "C" generated always as (' ' || registry.plain(name || ' ' || coalesce(acronym, ''))) stored,
  check (created_on is null or ceased_on is null or created_on <= ceased_on)
);
create index organisation_search on registry.organisation using gin (search gin_trgm_ops);
create index organisation_name on registry.organisation (search, id);
create index organisation_siren_prefix on registry.organisation (siren text_pattern_ops);
create index organisation_kind on registry.organisation (kind, id);
create index organisation_commune on registry.organisation (commune);

-- The words of all names: a word typed with a mistake is corrected here before names are searched, which is much faster than comparing it
-- with whole names. Kept by triggers, whatever writes. A word may stand twice and outlive its names, which does no harm; a unique
-- constraint would make two imports wait for one another.
create table registry.name_word (word text collate "C" not null);
create index name_word_exact on registry.name_word (word);
create index name_word_likeness on registry.name_word using gin (word gin_trgm_ops);
create function registry.keep_name_words() returns trigger language plpgsql as $$
begin
  insert into registry.name_word (word)
    select distinct w.word from written n cross join unnest(string_to_array(btrim(n.search), ' ')) as w (word)
    where w.word <> '' and not exists (select 1 from registry.name_word k where k.word = w.word);
  return null;
end $$;
create trigger name_words_added after insert on registry.organisation
  referencing new table as written for each statement execute function registry.keep_name_words();
create trigger name_words_changed after update on registry.organisation
  referencing new table as written for each statement execute function registry.keep_name_words();

create table registry.establishment (
  siret text primary key check (siret ~ '^[0-9]{14}$'),
  organisation_id text not null references registry.organisation,
  is_seat boolean not null default false,
  commune text,
  naf text,
  headcount_band text,
  opened_on date,
  closed_on date,
  source text not null
);
create index establishment_organisation on registry.establishment (organisation_id);
create index establishment_siret_prefix on registry.establishment (siret text_pattern_ops);

-- Figures of a closed accounting year: annual work units, euro cents without VAT (R54). Null is unknown, zero is zero.
create table registry.accounts (
  organisation_id text not null references registry.organisation,
  year int not null check (year between 1990 and 2100),
  closed_on date not null,
  headcount numeric check (headcount >= 0),
  revenue_cents bigint check (revenue_cents >= 0),
  balance_cents bigint check (balance_cents >= 0),
  -- Consolidated at the level of the enterprise (R55), held on its head.
  consolidated boolean not null default false,
  source text not null,
  primary key (organisation_id, year, consolidated)
);

create table registry.group_link (
  id text primary key,
  parent_id text not null references registry.organisation,
  child_id text not null references registry.organisation,
  from_day date not null,
  to_day date,
  source text not null,
  check (parent_id <> child_id),
  check (to_day >= from_day),
  -- One controlling parent at a time.
  constraint group_link_no_overlap exclude using gist (child_id with =, daterange(from_day, to_day, '[]') with &&)
);
create index group_link_parent on registry.group_link (parent_id);

-- The size category of an organisation's enterprise, from the day its accounts closed (R54, R55, R56). Computed by
-- size-category.rules.ts from accounts and group links, in the transaction that changes them; lists and counts read it here.
create table registry.size_spell (
  organisation_id text not null references registry.organisation,
  from_day date not null,
  to_day date,
  category text not null check (category in ('micro', 'pme', 'eti', 'ge')),
  -- Accounting year that decides.
  year int not null,
  -- Sum of the units' own accounts, for want of consolidated ones.
  approximate boolean not null,
  primary key (organisation_id, from_day),
  check (to_day >= from_day)
);

create table registry.cluster (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  official_number text unique,
  name text not null check (name <> ''),
  sector text not null,
  city text,
  departement text references registry.departement (code),
  -- Code of the seat's commune, when known: tells the métropole, if any.
  commune text,
  website text,
  territory_words text,
  history_words text,
  -- How sure the line of the reference list is: 'haute', 'moyenne'; null when typed.
  confidence text check (confidence in ('haute', 'moyenne')),
  governance_body_id text references registry.organisation,
  synthetic boolean not null default false,
  source text not null,
  recorded_at timestamptz not null,
  search text collate "C" generated always as (' ' || registry.plain(name || ' ' || id || ' ' || coalesce(city, '') || ' ' || sector)) stored
);
create index cluster_search on registry.cluster using gin (search gin_trgm_ops);

-- Three attributes that never derive from one another (R06).
create table registry.cluster_category (
  cluster_id text not null references registry.cluster,
  category text not null check (category in ('mondial', 'a-vocation-mondiale', 'national')),
  from_day date not null,
  to_day date,
  certainty text not null check (certainty in ('official', 'press', 'background')),
  source text not null,
  primary key (cluster_id, from_day),
  check (to_day >= from_day),
  constraint cluster_category_no_overlap exclude using gist (cluster_id with =, daterange(from_day, to_day, '[]') with &&)
);
create table registry.cluster_rating (
  cluster_id text not null references registry.cluster,
  year int not null,
  rating text not null check (rating in ('tres-performant', 'performant', 'moins-performant')),
  certainty text not null check (certainty in ('official', 'press', 'background')),
  source text not null,
  primary key (cluster_id, year)
);
create table registry.strategic_designation (
  id text primary key,
  cluster_id text not null references registry.cluster,
  from_day date not null,
  to_day date,
  decision text not null,
  ended_reason text,
  check (to_day >= from_day),
  check (to_day is null or ended_reason is not null),
  constraint strategic_designation_no_overlap exclude using gist (cluster_id with =, daterange(from_day, to_day, '[]') with &&)
);
-- R07: about twenty at most, whatever the door. The most crowded day is always the first day of some designation.
-- The programme's row is locked so that two designations at once are counted one after the other.
create function registry.refuse_beyond_ceiling() returns trigger language plpgsql as $$
declare ceiling int; crowded date;
begin
  select strategic_ceiling into ceiling from registry.programme order by id limit 1 for update;
  select d.from_day into crowded
    from registry.strategic_designation d
    where (select count(*) from registry.strategic_designation o where daterange(o.from_day, o.to_day, '[]') @> d.from_day) > ceiling
    order by d.from_day
    limit 1;
  if crowded is not null then
    raise exception 'more than % strategic clusters on %', ceiling, crowded using errcode = 'check_violation', constraint = 'strategic_ceiling';
  end if;
  return null;
end $$;
create constraint trigger strategic_ceiling after insert or update on registry.strategic_designation
  deferrable initially immediate for each row execute function registry.refuse_beyond_ceiling();
create constraint trigger strategic_ceiling_lowered after update of strategic_ceiling on registry.programme
  deferrable initially immediate for each row execute function registry.refuse_beyond_ceiling();

-- R11, R12: at least one region and exactly one coordinating, for each list of regions.
create table registry.cluster_region (
  cluster_id text not null references registry.cluster,
  region text not null,
  vintage text not null check (vintage in ('2013', '2016')),
  coordinating boolean not null,
  source text not null,
  primary key (cluster_id, vintage, region),
  foreign key (vintage, region) references registry.region (vintage, code)
);
create unique index cluster_region_one_coordinating on registry.cluster_region (cluster_id, vintage) where coordinating;
create index cluster_region_by_region on registry.cluster_region (vintage, region);
-- The index above refuses a second coordinating region; this refuses none, once the transaction is over.
create function registry.refuse_without_coordinating() returns trigger language plpgsql as $$
declare lost text;
begin
  select r.cluster_id into lost from registry.cluster_region r
    where r.cluster_id = any (array[new.cluster_id, old.cluster_id])
    group by r.cluster_id, r.vintage having not bool_or(r.coordinating) limit 1;
  if lost is not null then
    raise exception 'cluster % has no coordinating region (R11)', lost using errcode = 'check_violation', constraint = 'cluster_region_coordinating';
  end if;
  return null;
end $$;
create constraint trigger cluster_region_coordinating after insert or update or delete on registry.cluster_region
  deferrable initially deferred for each row execute function registry.refuse_without_coordinating();

-- Decisions on the label: dated, with authority and reference; the label held on a day follows from them (label.rules.ts).
create table registry.label_decision (
  id text primary key,
  cluster_id text not null references registry.cluster,
  decision text not null check (decision in ('granted', 'renewed', 'withdrawn', 'merged')),
  decided_on date not null,
  valid_from date not null,
  -- Last day of the label's term (R10); null when none was set.
  valid_to date,
  authority text not null,
  reference text,
  conditions text,
  -- 'official' when a document says so, 'background' otherwise: never shown as official.
  certainty text not null check (certainty in ('official', 'press', 'background')),
  source text not null,
  check (valid_to >= valid_from),
  check (valid_to is null or decision in ('granted', 'renewed'))
);
create index label_decision_cluster on registry.label_decision (cluster_id, valid_from);

create table registry.cluster_succession (
  predecessor_id text not null references registry.cluster,
  successor_id text not null references registry.cluster,
  year int,
  on_day date,
  nature text not null check (nature in ('renaming', 'merger', 'absorption', 'partial-takeover', 'split')),
  certainty text not null check (certainty in ('official', 'press', 'background')),
  source text not null,
  primary key (predecessor_id, successor_id),
  check (predecessor_id <> successor_id)
);
create index cluster_succession_successor on registry.cluster_succession (successor_id);

create function registry.keep_labelled_clusters() returns trigger language plpgsql as $$
begin
  if exists (select 1 from registry.label_decision where cluster_id = old.id) then
    raise exception 'cluster % had a label and stays readable (R08)', old.id using errcode = 'restrict_violation', constraint = 'cluster_never_deleted';
  end if;
  return old;
end $$;
create trigger cluster_never_deleted before delete on registry.cluster for each row execute function registry.keep_labelled_clusters();

-- Without this, deleting the decisions first would open the door above.
create function registry.keep_label_decisions() returns trigger language plpgsql as $$
begin
  raise exception 'a decision on a label is never deleted: another decision follows it (R08)' using errcode = 'restrict_violation', constraint = 'label_decision_never_deleted';
end $$;
create trigger label_decision_never_deleted before delete or truncate on registry.label_decision
  for each statement execute function registry.keep_label_decisions();

-- The legal representative of the governance body, dated; R02: never from the State or a local authority.
create table registry.representative (
  id text primary key,
  cluster_id text not null references registry.cluster,
  name text not null,
  title text not null,
  organisation_id text references registry.organisation,
  from_day date not null,
  to_day date,
  synthetic boolean not null default false,
  check (to_day >= from_day),
  constraint representative_no_overlap exclude using gist (cluster_id with =, daterange(from_day, to_day, '[]') with &&)
);

create table registry.membership (
  id text primary key,
  cluster_id text not null references registry.cluster,
  organisation_id text not null references registry.organisation,
  college text not null check (college in ('sme', 'large', 'research-training', 'other')),
  from_day date not null,
  -- Last day of membership, included.
  to_day date,
  end_reason text,
  siret text check (siret ~ '^[0-9]{14}$'),
  synthetic boolean not null default false,
  source text not null,
  recorded_at timestamptz not null,
  check (to_day >= from_day),
  check (to_day is null or end_reason is not null),
  -- The organisation by its 64-bit hash: GiST keys on long texts that begin alike cost five times more (14 s rather than 2 for 50,000 rows).
  constraint membership_no_overlap exclude using gist (
    hashtextextended(organisation_id, 0) with =, cluster_id with =, daterange(from_day, to_day, '[]') with &&
  )
);
create index membership_cluster on registry.membership (cluster_id, from_day);
create index membership_organisation on registry.membership (organisation_id);

create table registry.membership_fee (
  membership_id text not null references registry.membership,
  year int not null check (year between 1990 and 2100),
  amount_cents bigint not null check (amount_cents >= 0),
  paid_on date,
  primary key (membership_id, year)
);

-- Applicants stay, admitted or not: the refused ones are the comparison group of tomorrow's evaluation.
create table registry.membership_application (
  id text primary key,
  cluster_id text not null references registry.cluster,
  organisation_id text not null references registry.organisation,
  college text not null check (college in ('sme', 'large', 'research-training', 'other')),
  applied_on date not null,
  -- What the applicant wrote.
  motivation text,
  state text not null check (state in ('submitted', 'admitted', 'refused', 'withdrawn')),
  decided_on date,
  refusal_ground text check (refusal_ground in ('off-strategy', 'not-eligible', 'incomplete', 'other')),
  reason text,
  -- R109: a refusal as off-strategy names a better cluster.
  oriented_to text references registry.cluster,
  membership_id text references registry.membership,
  synthetic boolean not null default false,
  recorded_at timestamptz not null,
  check ((state = 'submitted') = (decided_on is null)),
  check (decided_on >= applied_on),
  check ((state = 'refused') = (refusal_ground is not null)),
  check (state <> 'refused' or reason is not null),
  constraint application_orientation check (refusal_ground <> 'off-strategy' or (oriented_to is not null and oriented_to <> cluster_id)),
  check ((state = 'admitted') = (membership_id is not null))
);
create unique index membership_application_open on registry.membership_application (cluster_id, organisation_id) where state = 'submitted';
create index membership_application_cluster on registry.membership_application (cluster_id, applied_on);
create index membership_application_organisation on registry.membership_application (organisation_id);
