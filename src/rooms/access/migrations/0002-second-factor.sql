-- A second factor at sign-in and at acts that ask for one: six digits every thirty seconds (RFC 6238), and recovery codes.

-- A session that knows the password and not yet the second factor opens nothing.
alter table access.session add column second_factor_due boolean not null default false;

create table access.second_factor (
  person_id text primary key references access.person on delete cascade,
  -- Encrypted with a key of the data folder: a copy of the database alone gives no code.
  sealed_secret text not null,
  -- The last period of thirty seconds whose code was used: neither it nor an earlier one serves again.
  last_step integer not null check (last_step >= 0),
  enabled_at timestamptz not null
);

create table access.recovery_code (
  -- SHA-256 of the code, hexadecimal.
  hash text primary key,
  person_id text not null references access.second_factor on delete cascade,
  made_at timestamptz not null,
  used_at timestamptz
);
create index recovery_code_person on access.recovery_code (person_id);
