-- What the page of a run shows of its result: the file itself holds the pairs of a million units, which no page reads. Runs done before have none.
create table evaluation.shown_result (
  run_id text primary key references evaluation.run on delete cascade,
  shown jsonb not null
);
