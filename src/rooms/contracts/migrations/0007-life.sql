-- Life of a contract after its signature: the new term of an amendment of dates, and the decisions on its support (R35).
alter table contracts.edition add column ends_on date;
alter table contracts.edition add constraint edition_term_by_amendment check (ends_on is null or (number > 0 and 'dates' = any (subjects)));

-- The term that was signed stays with the text.
create function contracts.keep_amended_term() returns trigger language plpgsql as $$
begin
  if old.state in ('signed', 'superseded', 'abandoned') and new.ends_on is distinct from old.ends_on then
    raise exception 'contracts: edition % is closed, its term never changes', old.id using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger edition_term_kept before update on contracts.edition for each row execute function contracts.keep_amended_term();

-- A decision on the State's support to one cluster: individual, dated, with its reasons, the criteria and their values (R35).
create table contracts.support_decision (
  id text primary key,
  contract_id text not null references contracts.contract,
  kind text not null check (kind in ('cut', 'termination')),
  state text not null check (state in ('notified', 'replied', 'confirmed', 'withdrawn')),
  -- Day on which the cluster was told, from which its delay to reply runs; written on the row, whatever the rules become.
  notified_on date not null,
  reply_due_on date not null,
  effective_on date not null,
  -- Share of the support that is cut, in per cent.
  cut_percent numeric(5, 2) check (cut_percent > 0 and cut_percent <= 100),
  reasons text not null check (reasons <> ''),
  criteria jsonb not null check (jsonb_typeof(criteria) = 'array' and jsonb_array_length(criteria) > 0),
  decided_by text not null,
  recorded_at timestamptz not null,
  reply text,
  replied_on date,
  replied_by text,
  closed_on date,
  closed_by text,
  closing_reason text,
  check ((kind = 'cut') = (cut_percent is not null)),
  check (reply_due_on >= notified_on and effective_on > reply_due_on),
  check ((reply is null) = (replied_on is null) and (reply is null) = (replied_by is null)),
  check ((state in ('confirmed', 'withdrawn')) = (closed_on is not null)),
  check (state <> 'replied' or reply is not null),
  -- Confirmed after the reply, or once the delay has passed.
  check (state <> 'confirmed' or reply is not null or closed_on > reply_due_on)
);
create index support_decision_contract on contracts.support_decision (contract_id, recorded_at);
create unique index support_decision_one_open on contracts.support_decision (contract_id, kind) where state in ('notified', 'replied');

-- What was notified stays as it was notified.
create function contracts.keep_support_decision() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'contracts: decisions are never deleted' using errcode = 'P0001';
  end if;
  if old.state in ('confirmed', 'withdrawn')
    or (new.contract_id, new.kind, new.notified_on, new.reply_due_on, new.effective_on, new.reasons, new.criteria, new.decided_by, new.recorded_at)
      is distinct from (old.contract_id, old.kind, old.notified_on, old.reply_due_on, old.effective_on, old.reasons, old.criteria, old.decided_by, old.recorded_at)
    or new.cut_percent is distinct from old.cut_percent
    or (old.reply is not null and (new.reply, new.replied_on, new.replied_by) is distinct from (old.reply, old.replied_on, old.replied_by)) then
    raise exception 'contracts: what was decided in % stays', old.id using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger support_decision_kept before update or delete on contracts.support_decision
  for each row execute function contracts.keep_support_decision();

-- A contract is terminated by a confirmed decision, and by nothing else (R35).
create function contracts.check_termination() returns trigger language plpgsql as $$
begin
  if new.state = 'terminated' and old.state <> 'terminated' and not exists (
    select 1 from contracts.support_decision d where d.contract_id = new.id and d.kind = 'termination' and d.state = 'confirmed') then
    raise exception 'contracts: contract % is terminated by a confirmed decision only (R35)', new.id using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger contract_terminated_by_decision before update on contracts.contract for each row execute function contracts.check_termination();

-- What an evaluation asked a cluster to improve; examined some months after the signature (R31).
create table contracts.improvement (
  contract_id text primary key references contracts.contract,
  axes text not null check (axes <> ''),
  source text not null check (source <> ''),
  recorded_on date not null,
  examined_on date,
  satisfactory boolean,
  finding text,
  check ((examined_on is null) = (satisfactory is null) and (examined_on is null) = (finding is null))
);
