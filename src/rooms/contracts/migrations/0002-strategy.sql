-- One clause at most for what a text states once: a section of the diagnosis, the budget of a year, a party's money for a year and a nature.
create unique index clause_one_section on contracts.clause (edition_id, (content ->> 'section')) where kind = 'diagnosis';
create unique index clause_one_budget on contracts.clause (edition_id, (content ->> 'year')) where kind = 'budget';
create unique index clause_one_commitment on contracts.clause (edition_id, (content ->> 'party'), (content ->> 'year'), (content ->> 'nature'))
  where kind = 'commitment';

-- Priorities of the regions' economic development strategies, to which objectives answer (T5): reference data that the regions keep.
create table contracts.regional_priority (
  id text primary key,
  -- Code of the list of 2013 (R12).
  region text not null,
  title text not null check (title <> ''),
  -- The document that states it, and where it is read.
  document text not null check (document <> ''),
  source text not null default '',
  valid_from date not null,
  -- Last day, included.
  valid_to date,
  certainty text not null check (certainty in ('official', 'press', 'background')),
  synthetic boolean not null default false,
  revision int not null check (revision > 0),
  changed_at timestamptz not null,
  changed_by text not null,
  -- Withdrawn ones stay, because objectives may name them.
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text,
  check (valid_to is null or valid_from <= valid_to),
  check (not (synthetic and certainty <> 'background')),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index regional_priority_region on contracts.regional_priority (region) where withdrawn_at is null;

-- Money that a party really paid: facts, which go on after the text is signed.
create table contracts.payment (
  id text primary key,
  contract_id text not null references contracts.contract,
  party_id text not null,
  -- Year of the commitment that it honours; it may be paid later.
  year int not null,
  nature text not null check (nature in ('running-costs', 'actions')),
  amount_cents bigint not null check (amount_cents > 0),
  paid_on date not null,
  reference text not null default '',
  recorded_at timestamptz not null,
  recorded_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text,
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index payment_contract on contracts.payment (contract_id, paid_on);
