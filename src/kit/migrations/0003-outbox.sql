-- Every message the programme writes. Without a mail server it stays here ('kept') and the administrator reads it on screen.
create table kit.outbox (
  id text primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'kept', 'withdrawn', 'failed')),
  -- Name and subject of the check that a reminder passes again before it leaves.
  still_needed text,
  about jsonb,
  attempts integer not null default 0,
  last_error text,
  queued_at timestamptz not null,
  settled_at timestamptz,
  constraint outbox_is_dated_once_settled check ((state in ('sent', 'kept', 'withdrawn', 'failed')) = (settled_at is not null))
);
create index outbox_latest on kit.outbox (queued_at desc, id desc);
create index outbox_by_state on kit.outbox (state, queued_at desc, id desc);
