-- Documents given by people. The bytes are in the data folder under their SHA-256, so that the same document is stored once.
create table kit.file (
  id text primary key,
  name text not null,
  media_type text not null,
  bytes bigint not null check (bytes >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  created_by text not null
);
create index file_by_content on kit.file (sha256);
