-- Performance contracts (T15): one per cluster and phase while it lives (R20). A contract has editions: its original text and one per amendment (R33).
-- A text is a list of clauses; once an edition is signed nothing of it changes any more, and the database refuses what tries.
create schema if not exists contracts;

create table contracts.contract (
  id text primary key,
  cluster_id text not null references registry.cluster,
  phase text not null,
  starts_on date not null,
  ends_on date not null,
  state text not null check (state in ('draft', 'discussion', 'presented', 'signed', 'amended', 'ended', 'terminated')),
  -- Day from which the objectives are followed although the contract is not signed yet (R21).
  provisional_from date,
  signed_on date,
  -- Last day in force, once it is ended or terminated.
  closed_on date,
  synthetic boolean not null default false,
  opened_at timestamptz not null,
  check (starts_on <= ends_on),
  check (state not in ('signed', 'amended', 'ended') or signed_on is not null),
  check ((state in ('ended', 'terminated')) = (closed_on is not null))
);
create unique index contract_one_alive on contracts.contract (cluster_id, phase) where state not in ('ended', 'terminated');
-- Two contracts of a cluster never run over the same days, whatever their phases (R20).
alter table contracts.contract add constraint contract_no_overlap
  exclude using gist (cluster_id with =, daterange(starts_on, coalesce(closed_on, ends_on), '[]') with &&)
  where (state <> 'terminated');

create table contracts.edition (
  id text primary key,
  contract_id text not null references contracts.contract,
  -- 0 is the original text, 1 the first amendment.
  number int not null check (number >= 0),
  state text not null check (state in ('open', 'signing', 'signed', 'superseded', 'abandoned')),
  -- What an amendment changes: correction, dates, targets, parties, money. Empty for the original.
  subjects text[] not null default '{}',
  reason text,
  base_edition_id text references contracts.edition,
  opened_at timestamptz not null,
  -- The whole text with its annexes, as it was sent for signature, and the SHA-256 of its canonical JSON (R24).
  frozen jsonb,
  frozen_digest text check (frozen_digest ~ '^[0-9a-f]{64}$'),
  frozen_at timestamptz,
  -- What the parties see and sign, then the same with the evidence and the seal.
  pdf_file_id text references kit.file,
  sealed_file_id text references kit.file,
  signed_on date,
  superseded_on date,
  unique (contract_id, number),
  check ((number = 0) = (base_edition_id is null)),
  check (state not in ('signing', 'signed', 'superseded') or (frozen is not null and frozen_digest is not null)),
  check (state not in ('signed', 'superseded') or (signed_on is not null and pdf_file_id is not null))
);
create unique index edition_one_under_way on contracts.edition (contract_id) where state in ('open', 'signing');
create unique index edition_one_in_force on contracts.edition (contract_id) where state = 'signed';

create table contracts.party (
  edition_id text not null references contracts.edition,
  -- The same in every edition: `cluster`, `state-82`, `region-82`, `authority-…`.
  id text not null,
  kind text not null check (kind in ('state', 'region', 'authority', 'cluster')),
  -- The State's coordinating prefect comes first.
  coordinating boolean not null default false,
  name text not null check (name <> ''),
  -- Region of 2013 where it stands, for the State, a region or a local authority.
  region text,
  -- SIREN of the métropole, when the party is one.
  metropole text,
  position int not null,
  primary key (edition_id, id)
);
create unique index party_one_coordinating on contracts.party (edition_id) where coordinating;

create table contracts.clause (
  edition_id text not null references contracts.edition,
  id text not null,
  kind text not null check (kind in ('area', 'goal', 'market', 'diagnosis', 'objective', 'indicator', 'budget', 'commitment', 'article')),
  -- Objective of an indicator; objective above an objective.
  parent_id text,
  position int not null,
  content jsonb not null,
  -- Counts the changes: whoever saves tells which one they had read, so that nobody overwrites another unseen.
  revision int not null check (revision > 0),
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (edition_id, id),
  foreign key (edition_id, parent_id) references contracts.clause (edition_id, id)
);
create index clause_kind on contracts.clause (edition_id, kind, position);

create table contracts.clause_change (
  id text primary key,
  edition_id text not null references contracts.edition,
  clause_id text not null,
  kind text not null,
  revision int not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  reason text,
  -- Null before for a new clause, null after for one that was removed.
  before jsonb,
  after jsonb
);
create index clause_change_clause on contracts.clause_change (edition_id, clause_id, revision);

-- Rules of the programme on its contracts, with their days and source: data, not code.
create table contracts.settings (
  phase text primary key,
  rules jsonb not null,
  revision int not null check (revision > 0)
);

-- A text that is signed, or was, never changes (R33).
create function contracts.refuse_signed_change() returns trigger language plpgsql as $$
declare edition text := coalesce(new.edition_id, old.edition_id);
begin
  if exists (select 1 from contracts.edition e where e.id = edition and e.state in ('signed', 'superseded', 'abandoned')) then
    raise exception 'contracts: edition % is closed, its text never changes', edition using errcode = 'P0001';
  end if;
  return coalesce(new, old);
end $$;
create trigger clause_of_open_edition before insert or update or delete on contracts.clause
  for each row execute function contracts.refuse_signed_change();
create trigger party_of_open_edition before insert or update or delete on contracts.party
  for each row execute function contracts.refuse_signed_change();

create function contracts.keep_signed_edition() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'contracts: editions are never deleted' using errcode = 'P0001';
  end if;
  if old.state in ('signed', 'superseded', 'abandoned') and (new.frozen is distinct from old.frozen or new.frozen_digest is distinct from old.frozen_digest
    or new.pdf_file_id is distinct from old.pdf_file_id or new.sealed_file_id is distinct from old.sealed_file_id and old.sealed_file_id is not null
    or new.signed_on is distinct from old.signed_on or new.number <> old.number or new.contract_id <> old.contract_id) then
    raise exception 'contracts: edition % is closed, its text never changes', old.id using errcode = 'P0001';
  end if;
  if (old.state = 'superseded' and new.state <> 'superseded') or (old.state = 'abandoned' and new.state <> 'abandoned')
    or (old.state = 'signed' and new.state not in ('signed', 'superseded')) then
    raise exception 'contracts: edition % cannot go back to %', old.id, new.state using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger edition_kept before update or delete on contracts.edition for each row execute function contracts.keep_signed_edition();

create function contracts.keep_history() returns trigger language plpgsql as $$
begin
  raise exception 'contracts: the history of a text is only added to' using errcode = 'P0001';
end $$;
create trigger clause_change_kept before update or delete on contracts.clause_change for each row execute function contracts.keep_history();
