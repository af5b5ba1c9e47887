-- Common procurement vocabulary of the European Union: target markets are named by its codes.
create table registry.cpv (
  code text primary key check (code ~ '^[0-9]{8}$'),
  level text not null,
  label text not null,
  retired boolean not null default false
);
