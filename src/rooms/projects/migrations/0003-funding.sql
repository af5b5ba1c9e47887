-- Public money on a project: asked, granted, signed, paid, with the day of each step (T14, R66 to R80).

create table projects.application (
  id text primary key,
  project_id text not null references projects.project,
  submission_id text references projects.submission,
  window_id text not null,
  call_id text not null,
  -- Who reads it: the State, Bpifrance, a region (`region`, with its code of 2013), the ANR, the ADEME, Europe.
  funder text not null check (funder in ('state', 'bpifrance', 'region', 'anr', 'ademe', 'europe')),
  region text,
  -- `eligible`: the first of two decisions (R80).
  state text not null check (state in ('draft', 'submitted', 'eligible', 'selected', 'agreement', 'closed', 'refused', 'lapsed', 'withdrawn')),
  submitted_on date,
  eligible_on date,
  selected_on date,
  -- Last day to sign after the selection (R76), written on the row the day it starts to run; later with a derogation.
  lapses_after date,
  derogation_reason text,
  derogation_by text,
  agreement_on date,
  agreement_reference text,
  closed_on date,
  decision_reason text,
  -- What applied on the decision day: the call, its rates, the State-aid text (STYLE 3).
  rules_applied jsonb,
  loan jsonb,
  recorded_at timestamptz not null,
  check ((funder = 'region') = (region is not null)),
  check (state <> 'submitted' or submitted_on is not null),
  check (state not in ('selected', 'agreement', 'closed', 'lapsed') or selected_on is not null),
  check (state not in ('agreement', 'closed') or agreement_on is not null),
  check (state not in ('refused', 'withdrawn') or decision_reason <> '')
);
create index application_project on projects.application (project_id);
create index application_funder on projects.application (funder, state);
create unique index application_one_alive on projects.application (project_id, call_id, funder, coalesce(region, ''))
  where state not in ('refused', 'lapsed', 'withdrawn');

-- Each step that an application went through, for the days between them.
create table projects.application_step (
  id text primary key,
  application_id text not null references projects.application,
  state text not null,
  on_day date not null,
  reason text,
  recorded_at timestamptz not null,
  recorded_by text not null
);
create index application_step_application on projects.application_step (application_id, on_day);
create trigger application_step_kept before update or delete on projects.application_step for each row execute function projects.keep_rows();

-- The part of one partner. Granted never stands above the highest aid computed on the decision day (ceiling_cents, when it was known).
create table projects.application_partner (
  application_id text not null references projects.application,
  partner_id text not null references projects.partner,
  asked_cents bigint check (asked_cents >= 0),
  granted_cents bigint check (granted_cents >= 0),
  ceiling_cents bigint check (ceiling_cents >= 0),
  primary key (application_id, partner_id),
  check (granted_cents is null or ceiling_cents is null or granted_cents <= ceiling_cents)
);
create index application_partner_partner on projects.application_partner (partner_id);

create table projects.payment (
  id text primary key,
  application_id text not null references projects.application,
  partner_id text not null references projects.partner,
  kind text not null check (kind in ('advance', 'interim', 'balance')),
  amount_cents bigint not null check (amount_cents > 0),
  state text not null check (state in ('requested', 'paid', 'refused')),
  requested_on date not null,
  settled_on date,
  -- What shows the work done; an advance needs none.
  evidence text,
  evidence_file_id text references kit.file,
  reason text,
  check ((state = 'requested') = (settled_on is null)),
  check (kind = 'advance' or evidence <> ''),
  check (state <> 'refused' or reason <> '')
);
create index payment_application on projects.payment (application_id);

-- Small aids that a firm declares (R97), whichever project they served. An amount of 0 declares that there was none until that day.
create table projects.de_minimis_aid (
  id text primary key,
  organisation_id text not null references registry.organisation,
  amount_cents bigint not null check (amount_cents >= 0),
  granted_on date not null,
  grantor text not null check (grantor <> ''),
  recorded_at timestamptz not null
);
create index de_minimis_organisation on projects.de_minimis_aid (organisation_id, granted_on);
