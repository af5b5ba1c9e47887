-- Signature of a text (R22 to R24): who may sign for each party, the votes of the authorities, what was sent and seen, and the signatures themselves.
create table contracts.signatory (
  edition_id text not null,
  party_id text not null,
  name text not null check (name <> ''),
  title text not null check (title <> ''),
  -- Where the text and the one-off link are sent; without it the party signs by account or on paper.
  email text,
  -- In virtue of what somebody else than the head signs: the act's words, its day, its scan.
  delegation text,
  delegation_on date,
  delegation_file_id text references kit.file,
  primary key (edition_id, party_id),
  foreign key (edition_id, party_id) references contracts.party (edition_id, id) on delete cascade,
  check (delegation is not null or (delegation_on is null and delegation_file_id is null))
);

-- Where each party stands with a text, beside its signature.
create table contracts.standing (
  edition_id text not null,
  party_id text not null,
  -- Its signature is necessary (R22; for an amendment as the programme's rules say, R33). Told when the text is sent.
  required boolean not null default true,
  -- Day of the vote that an authority plans.
  assembly_on date,
  sent_at timestamptz,
  link_expires_at timestamptz,
  seen_at timestamptz,
  reminded_at timestamptz,
  reminders int not null default 0,
  refused_at timestamptz,
  refusal text,
  primary key (edition_id, party_id),
  foreign key (edition_id, party_id) references contracts.party (edition_id, id) on delete cascade,
  check ((refused_at is null) = (refusal is null))
);

-- Votes, one after the other: an assembly that refused may vote again. The last one counts.
create table contracts.deliberation (
  id text primary key,
  edition_id text not null,
  party_id text not null,
  number text not null check (number <> ''),
  held_on date not null,
  approves boolean not null,
  -- Why it refuses.
  reason text,
  file_id text references kit.file,
  recorded_at timestamptz not null,
  recorded_by text not null,
  foreign key (edition_id, party_id) references contracts.party (edition_id, id) on delete cascade,
  check (approves or reason is not null)
);
create index deliberation_party on contracts.deliberation (edition_id, party_id, recorded_at);

-- Signatures are added, and cleared when the text that they stand under changes; never rewritten.
create table contracts.signature (
  id text primary key,
  edition_id text not null,
  party_id text not null,
  -- The vote that allowed it (R23).
  deliberation_id text references contracts.deliberation,
  how text not null check (how in ('account', 'link', 'paper')),
  signer_id text not null,
  signer_name text not null,
  signer_title text not null,
  delegation text,
  -- Instant of the act; for a signature on paper, of its recording, its own day being beside.
  signed_at timestamptz not null,
  signed_on date not null,
  -- Network address that the act came from; null when there is none (paper, a program of the house).
  address text,
  text_digest text not null check (text_digest ~ '^[0-9a-f]{64}$'),
  pdf_digest text not null check (pdf_digest ~ '^[0-9a-f]{64}$'),
  -- The part of the text that touches this party: the signature stands as long as it does not change.
  part_digest text not null check (part_digest ~ '^[0-9a-f]{64}$'),
  pdf_file_id text not null references kit.file,
  scan_file_id text references kit.file,
  cleared_at timestamptz,
  cleared_by text,
  cleared_reason text,
  foreign key (edition_id, party_id) references contracts.party (edition_id, id),
  check ((how = 'paper') = (scan_file_id is not null)),
  check ((cleared_at is null) = (cleared_reason is null) and (cleared_at is null) = (cleared_by is null))
);
create unique index signature_one_standing on contracts.signature (edition_id, party_id) where cleared_at is null;

-- R23: an authority signs after its assembly approved, and nobody signs but the text being signed.
create function contracts.check_signature() returns trigger language plpgsql as $$
declare
  kind text := (select p.kind from contracts.party p where p.edition_id = new.edition_id and p.id = new.party_id);
  text_state text;
  digest text;
begin
  select e.state, e.frozen_digest into text_state, digest from contracts.edition e where e.id = new.edition_id for share;
  if text_state is distinct from 'signing' or digest is distinct from new.text_digest then
    raise exception 'contracts: edition % is not being signed with this text', new.edition_id using errcode = 'P0001';
  end if;
  if kind in ('region', 'authority') and not exists (
    select 1 from contracts.deliberation d
    where d.id = new.deliberation_id and d.edition_id = new.edition_id and d.party_id = new.party_id
      and d.approves and d.held_on <= new.signed_on
      and not exists (select 1 from contracts.deliberation later
        where later.edition_id = d.edition_id and later.party_id = d.party_id
          and (later.recorded_at, later.id) > (d.recorded_at, d.id))
  ) then
    raise exception 'contracts: % does not sign without a deliberation that approves (R23)', new.party_id using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger signature_allowed before insert on contracts.signature for each row execute function contracts.check_signature();

create function contracts.keep_signature() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'contracts: signatures are never deleted' using errcode = 'P0001';
  end if;
  if old.cleared_at is not null or new.cleared_at is null
    or to_jsonb(new) - array['cleared_at', 'cleared_by', 'cleared_reason'] <> to_jsonb(old) - array['cleared_at', 'cleared_by', 'cleared_reason'] then
    raise exception 'contracts: a signature is cleared once, and nothing else of it changes' using errcode = 'P0001';
  end if;
  if not exists (select 1 from contracts.edition e where e.id = old.edition_id and e.state in ('open', 'signing', 'abandoned')) then
    raise exception 'contracts: the signatures of a signed text stand' using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger signature_kept before update or delete on contracts.signature for each row execute function contracts.keep_signature();

create function contracts.keep_deliberation() returns trigger language plpgsql as $$
begin
  raise exception 'contracts: a vote that was recorded stays; record the next one' using errcode = 'P0001';
end $$;
create trigger deliberation_kept before update on contracts.deliberation for each row execute function contracts.keep_deliberation();

-- R22, R24: a text is signed when every party that must sign has signed it, and its annexes are frozen in it.
create function contracts.check_all_signed() returns trigger language plpgsql as $$
begin
  if new.state <> 'signed' or old.state = 'signed' then return new; end if;
  if old.state <> 'signing' then
    raise exception 'contracts: edition % was not sent for signature', new.id using errcode = 'P0001';
  end if;
  if not exists (select 1 from contracts.standing s where s.edition_id = new.id and s.required) or exists (
    select 1 from contracts.party p left join contracts.standing s on s.edition_id = p.edition_id and s.party_id = p.id
    where p.edition_id = new.id and (new.number = 0 or coalesce(s.required, true)) and not exists (
      select 1 from contracts.signature g where g.edition_id = p.edition_id and g.party_id = p.id and g.cleared_at is null)
  ) then
    raise exception 'contracts: not every party has signed edition % (R22)', new.id using errcode = 'P0001';
  end if;
  if jsonb_array_length(coalesce(new.frozen -> 'annexes', '[]'::jsonb)) = 0 then
    raise exception 'contracts: edition % has no annexes (R24)', new.id using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger edition_all_signed before update on contracts.edition for each row execute function contracts.check_all_signed();
