-- What is published of each indicator, as it was worked out last: everybody reads it, and secrecy over all places and years is not worked out while they wait (R113).
create table indicators.published (
  indicator text primary key,
  cells jsonb not null,
  published_on date not null,
  at timestamptz not null
);
