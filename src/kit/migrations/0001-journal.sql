create schema if not exists kit;
create extension if not exists pg_trgm with schema public;

-- What was done, by whom, on what, why. Lines are added, never changed: each carries the hash of the one before (src/kit/journal.hash.ts).
create table kit.journal (
  seq bigint primary key check (seq > 0),
  -- Milliseconds, as in the hash: anything finer could be altered unseen.
  at timestamptz(3) not null,
  actor_id text not null,
  actor_name text not null,
  on_behalf_of text,
  action text not null,
  object_kind text not null,
  object_id text not null,
  reason text,
  before jsonb,
  after jsonb,
  request_id text,
  prev_hash text not null,
  hash text not null unique,
  -- JavaScript reads the json null and no value alike, so only one of them may occur.
  constraint journal_before_is_a_value check (jsonb_typeof(before) <> 'null'),
  constraint journal_after_is_a_value check (jsonb_typeof(after) <> 'null')
);

-- Where the chain stands. Locked by each writer until its transaction ends, so that lines follow one another without a gap.
create table kit.journal_head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash text not null
);
insert into kit.journal_head (seq, hash) values (0, repeat('0', 64));

-- The chain at the end of a day, signed with a key that the database does not hold.
create table kit.journal_digest (
  day date primary key,
  first_seq bigint not null unique,
  last_seq bigint not null unique,
  lines bigint not null,
  last_hash text not null,
  key_id text not null,
  signature text not null,
  made_at timestamptz(3) not null,
  constraint journal_digest_covers_its_lines check (lines = last_seq - first_seq + 1 and lines > 0)
);

create function kit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append-only: % refused', tg_table_schema, tg_table_name, lower(tg_op)
    using errcode = 'insufficient_privilege', hint = 'Record a new line that corrects the old one.';
end
$$;
create trigger append_only before update or delete or truncate on kit.journal
  for each statement execute function kit.refuse_change();
create trigger append_only before update or delete or truncate on kit.journal_digest
  for each statement execute function kit.refuse_change();

-- Lower case without accents, for searches. Accents go first: some servers' lower() leaves an accented capital as it is.
create function kit.fold(text) returns text language sql immutable strict parallel safe as $$
  select lower(translate($1,
    'àâäáãçéèêëíîïìñóôöòõúùûüÿÀÂÄÁÃÇÉÈÊËÍÎÏÌÑÓÔÖÒÕÚÙÛÜŸ''’',
    'aaaaaceeeeiiiinooooouuuuyaaaaaceeeeiiiinooooouuuuy  '))
$$;

-- Without the pending list, which only a vacuum empties: the embedded store has no autovacuum, and reads a long list at every search.
create index journal_by_text on kit.journal using gin (
  kit.fold(actor_name || ' ' || action || ' ' || object_kind || ' ' || object_id || ' ' || coalesce(reason, '')) gin_trgm_ops
) with (fastupdate = off);
create index journal_by_actor on kit.journal (actor_id, seq desc);
create index journal_by_object on kit.journal (object_kind, object_id, seq desc);
create index journal_by_action on kit.journal (action, seq desc);
create index journal_by_time on kit.journal (at);
