-- Public nomenclatures and geography, filled from the files of reference/ at start (nomenclature.load.ts).
-- A code that a newer file no longer has is kept and marked retired: organisations and history may still name it.

create schema if not exists registry;

-- One line per table below: where its rows come from, said wherever they are shown.
create table registry.nomenclature (
  name text primary key,
  title_fr text not null,
  title_en text not null,
  file text not null,
  sha256 text not null,
  rows integer not null check (rows >= 0),
  source text not null,
  licence text not null,
  vintage text not null
);

-- R12: the regions of 2013 hold until 31 December 2015, those of 2016 after. Days are inclusive.
-- A null valid_from means "since before the programme": the list had not moved since Mayotte joined it in 2011.
create table registry.region (
  code text not null,
  vintage text not null check (vintage in ('2013', '2016')),
  name text not null,
  zone text not null check (zone in ('metropole', 'outre-mer')),
  valid_from date,
  valid_to date,
  retired boolean not null default false,
  primary key (vintage, code),
  check (valid_from is null or valid_to is null or valid_from <= valid_to)
);

create table registry.departement (
  code text primary key check (code ~ '^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])$'),
  name text not null,
  chef_lieu text not null,
  retired boolean not null default false
);

create table registry.departement_region (
  departement text not null references registry.departement (code),
  vintage text not null,
  region_code text not null,
  retired boolean not null default false,
  primary key (departement, vintage),
  foreign key (vintage, region_code) references registry.region (vintage, code)
);
create index departement_region_by_region on registry.departement_region (vintage, region_code);

create table registry.departement_neighbour (
  departement text not null references registry.departement (code),
  neighbour text not null references registry.departement (code),
  retired boolean not null default false,
  primary key (departement, neighbour),
  check (departement <> neighbour)
);

create table registry.epci (
  siren text primary key check (siren ~ '^[0-9]{9}$'),
  name text not null,
  kind text not null check (kind in ('CC', 'CA', 'CU', 'METRO')),
  population integer check (population >= 0),
  retired boolean not null default false
);

-- The status has a date: in June 2013 only Nice Côte d'Azur held it.
create table registry.metropole (
  siren text primary key references registry.epci (siren),
  name text not null,
  departement text not null references registry.departement (code),
  valid_from date not null,
  retired boolean not null default false
);

-- Communes of the overseas collectivities (975, 977, 978, 98x) stand in no département and in no region.
-- Nothing but the key: a search compares every name anyway, in a few milliseconds, while two foreign keys and two indexes doubled the time of
-- the first start. The loader refuses a file that names an unknown département or EPCI.
create table registry.commune (
  code text primary key,
  name text not null,
  search_name text not null,
  departement text,
  epci text,
  population integer check (population >= 0),
  lat double precision,
  lon double precision,
  retired boolean not null default false
);

create table registry.naf (
  code text primary key check (code ~ '^[0-9]{2}\.[0-9]{2}[A-Z]$'),
  label text not null,
  classe text not null,
  classe_label text not null,
  groupe text not null,
  groupe_label text not null,
  division text not null,
  division_label text not null,
  section text not null,
  section_label text not null,
  retired boolean not null default false
);
create index naf_by_division on registry.naf (division);

create table registry.legal_category (
  code text primary key check (code ~ '^[0-9]{4}$'),
  label text not null,
  retired boolean not null default false
);

-- Brackets of the Sirene files; a null upper bound is "and more".
create table registry.headcount_band (
  code text primary key,
  label text not null,
  lower_bound integer not null check (lower_bound >= 0),
  upper_bound integer,
  retired boolean not null default false,
  check (upper_bound is null or upper_bound >= lower_bound)
);

-- Sector committees (CSF) of the Conseil national de l'industrie, April 2013.
create table registry.filiere (
  slug text primary key,
  label text not null,
  status text not null,
  source text not null,
  retired boolean not null default false
);
