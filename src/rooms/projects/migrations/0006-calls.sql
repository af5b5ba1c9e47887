-- Calls that the programme adds to those of the reference file: the same entry, read by the same schema, with its validity and its source.
create table projects.call_addition (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  window_id text not null,
  entry jsonb not null,
  added_by text not null,
  recorded_at timestamptz not null
);
