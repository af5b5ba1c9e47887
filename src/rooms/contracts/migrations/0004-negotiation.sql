-- The negotiation of a contract: who received the draft and until when they answer, the presentation to the CNI (R27), comments and proposals.

create table contracts.reception (
  contract_id text not null references contracts.contract,
  party_id text not null,
  -- 1 for the draft that opened the discussion, one more each time that the party receives a changed draft.
  round int not null check (round > 0),
  received_on date not null,
  -- The rules of the day it was received: a later change of the programme's rules does not move a clock that runs.
  due_on date not null,
  silence text not null check (silence in ('nothing', 'reminder', 'deemed-agreed', 'escalated')),
  answer text check (answer in ('agrees', 'asks-changes', 'refuses')),
  answered_on date,
  answer_text text,
  answered_by text,
  -- What the silence led to, and when; an answer that comes later stands beside it.
  outcome text check (outcome in ('reminder', 'deemed-agreed', 'escalated')),
  outcome_on date,
  reminded_on date,
  primary key (contract_id, party_id, round),
  check (received_on <= due_on),
  check ((answer is null) = (answered_on is null)),
  check ((outcome is null) = (outcome_on is null))
);

create table contracts.presentation (
  id text primary key,
  contract_id text not null references contracts.contract,
  -- The session expected, then the one held.
  planned_on date,
  session_on date,
  reference text,
  waiver_reason text,
  waived_on date,
  -- After this day without opinion, there is none.
  opinion_due_on date,
  opinion text check (opinion in ('favourable', 'with-reservations', 'unfavourable')),
  opinion_on date,
  opinion_text text,
  -- The discussion was resumed: this presentation counts no more.
  closed_on date,
  recorded_at timestamptz not null,
  recorded_by text not null,
  check (session_on is null or waiver_reason is null),
  check ((waiver_reason is null) = (waived_on is null)),
  check ((session_on is null) = (opinion_due_on is null)),
  check ((opinion is null) = (opinion_on is null)),
  check (opinion is null or session_on is not null)
);
create unique index presentation_one_open on contracts.presentation (contract_id) where closed_on is null;

-- What an opinion asks for before the signature or after it: a task with its day.
create table contracts.condition (
  id text primary key,
  contract_id text not null references contracts.contract,
  presentation_id text not null references contracts.presentation,
  text text not null check (text <> ''),
  due_on date not null,
  responsible text not null check (responsible <> ''),
  recorded_at timestamptz not null,
  done_on date,
  done_word text,
  done_by text,
  check ((done_on is null) = (done_word is null))
);
create index condition_contract on contracts.condition (contract_id, due_on);

create table contracts.comment (
  id text primary key,
  contract_id text not null references contracts.contract,
  -- The comment that this one replies to; a reply is seen by whoever sees that one.
  thread_id text references contracts.comment,
  -- Null: on the whole text.
  clause_id text,
  -- Title of the passage when the comment was written: the passage may be removed since.
  passage text,
  visibility text not null check (visibility in ('all', 'authorities', 'cluster')),
  body text not null check (body <> ''),
  author_id text not null,
  author_name text not null,
  side text not null check (side in ('state', 'region', 'authority', 'cluster', 'programme')),
  at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text,
  withdrawn_at timestamptz,
  check (thread_id is null or resolved_at is null),
  check ((clause_id is null) = (passage is null))
);
create index comment_contract on contracts.comment (contract_id, at);

create function contracts.keep_comment() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'contracts: comments are never deleted' using errcode = 'P0001';
  end if;
  if (new.contract_id, new.visibility, new.body, new.author_id, new.author_name, new.side, new.at)
      is distinct from (old.contract_id, old.visibility, old.body, old.author_id, old.author_name, old.side, old.at)
    or new.thread_id is distinct from old.thread_id or new.clause_id is distinct from old.clause_id
    or (old.withdrawn_at is not null and new.withdrawn_at is distinct from old.withdrawn_at) then
    raise exception 'contracts: what was said in comment % stays', old.id using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger comment_kept before update or delete on contracts.comment for each row execute function contracts.keep_comment();

create table contracts.proposal (
  id text primary key,
  contract_id text not null references contracts.contract,
  edition_id text not null references contracts.edition,
  act text not null check (act in ('change', 'add', 'remove')),
  kind text not null,
  clause_id text,
  parent_id text,
  -- What the author had read: its revision and its content.
  base_revision int,
  base jsonb,
  -- What the author proposes; null to remove.
  content jsonb,
  reason text not null check (reason <> ''),
  author_id text not null,
  author_name text not null,
  side text not null check (side in ('state', 'region', 'authority', 'cluster', 'programme')),
  at timestamptz not null,
  state text not null check (state in ('open', 'accepted', 'refused', 'withdrawn')),
  decided_at timestamptz,
  decided_by text,
  word text,
  -- Where the accepted text went: the clause and the revision that it became.
  written_clause text,
  written_revision int,
  check ((act = 'add') = (clause_id is null)),
  check ((act = 'add') = (base_revision is null)),
  check ((act = 'add') = (base is null)),
  check ((act = 'remove') = (content is null)),
  check ((state = 'open') = (decided_at is null)),
  check (state <> 'refused' or word is not null),
  check (state <> 'accepted' or written_clause is not null)
);
create index proposal_contract on contracts.proposal (contract_id, state, at);

create function contracts.keep_proposal() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'contracts: proposals are never deleted' using errcode = 'P0001';
  end if;
  if old.state <> 'open' or (new.contract_id, new.edition_id, new.act, new.kind, new.reason, new.author_id, new.at)
      is distinct from (old.contract_id, old.edition_id, old.act, old.kind, old.reason, old.author_id, old.at)
    or new.clause_id is distinct from old.clause_id or new.base is distinct from old.base or new.content is distinct from old.content then
    raise exception 'contracts: what was proposed in % stays, and it is decided once', old.id using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger proposal_kept before update or delete on contracts.proposal for each row execute function contracts.keep_proposal();
