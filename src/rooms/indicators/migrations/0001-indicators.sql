-- The catalogue of common indicators (R26): what each counts, and from when which attributes hold.
create schema if not exists indicators;

create table indicators.indicator (
  code text primary key,
  family text not null,
  label_fr text not null,
  label_en text not null,
  -- As its source writes it; the unit of targets is an attribute.
  unit text not null,
  aggregation text not null,
  periodicity text not null,
  -- `background`: known without a public document at hand.
  evidence text not null check (evidence in ('source', 'background')),
  source text not null,
  -- Order of the catalogue.
  rank int not null,
  retired boolean not null default false
);

-- What the source does not say and a target needs, from a day to a day.
create table indicators.attribute (
  code text not null references indicators.indicator,
  valid_from date not null,
  valid_to date,
  direction text not null check (direction in ('up', 'down', 'keep')),
  measure text not null check (measure in ('count', 'amount', 'ratio', 'yes-no', 'scale')),
  unit_fr text not null,
  unit_en text not null,
  cumulation text not null check (cumulation in ('per-year', 'cumulated', 'latest')),
  numerator_fr text not null,
  numerator_en text not null,
  denominator_fr text not null,
  denominator_en text not null,
  certainty text not null check (certainty in ('official', 'programme', 'background')),
  primary key (code, valid_from),
  check (valid_to is null or valid_from <= valid_to),
  check (measure <> 'ratio' or (numerator_fr <> '' and denominator_fr <> '')),
  exclude using gist (code with =, daterange(valid_from, valid_to, '[]') with &&)
);
