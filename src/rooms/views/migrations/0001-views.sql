-- The tables of every room as people like to look at them, or to leave with them: an address under a name.
create schema if not exists views;

create table views.saved_view (
  id text primary key,
  owner_id text not null,
  owner_name text not null,
  name text not null check (name <> ''),
  -- Path, criteria, columns and file: /poles/minalogic/chiffres?famille=Membres&colonnes=indicateur,2013&format=csv
  address text not null check (address like '/%'),
  -- The table: its address without anything that chooses in it.
  path text not null generated always as (split_part(address, '?', 1)) stored,
  -- What its owner knows the table by, as it was called when the view was saved.
  table_title text not null,
  shared boolean not null,
  saved_at timestamptz not null,
  -- A name used again for the same table replaces the view that had it.
  unique (owner_id, path, name)
);
create index saved_view_table on views.saved_view (path);
