-- Labelling: a project is submitted to one window and call, to a lead cluster and to those that co-label; each decides for itself (R60 to R65).

create table projects.cluster_setting (
  cluster_id text primary key references registry.cluster,
  -- Months of incubation with the cluster before its decision (R64).
  incubation_months numeric(4, 1) not null default 2 check (incubation_months >= 0),
  -- Reviews that a project needs before the committee decides.
  reviews_needed int not null default 2 check (reviews_needed >= 0),
  -- Votes that make a decision.
  quorum int not null default 3 check (quorum >= 0),
  -- The grid: `[{ id, fr, en, weight, most }]`; a review keeps the revision that it was made with.
  criteria jsonb not null,
  revision int not null default 1 check (revision > 0)
);

-- A project before one call; coming again to another call, or in another form, is another submission with new labels (R61).
create table projects.submission (
  id text primary key,
  project_id text not null references projects.project,
  window_id text not null,
  call_id text not null,
  state text not null check (state in ('draft', 'in-review', 'decided', 'withdrawn')),
  incubation_from date,
  submitted_on date,
  -- Oral presentation, file and questions: what the applicant says.
  presentation text not null default '',
  closed_on date,
  closing_reason text,
  recorded_at timestamptz not null,
  check (state = 'draft' or submitted_on is not null),
  check ((state in ('withdrawn')) = (closing_reason is not null))
);
create unique index submission_one_alive on projects.submission (project_id, call_id) where state in ('draft', 'in-review');

-- What one cluster is asked, and what it decided. `decision` null: still to come.
create table projects.label (
  id text primary key,
  submission_id text not null references projects.submission,
  project_id text not null references projects.project,
  call_id text not null,
  cluster_id text not null references registry.cluster,
  lead boolean not null,
  asked_on date,
  decision text check (decision in ('labelled', 'reservations', 'refused', 'support-letter')),
  decided_on date,
  reasons text,
  reservations text,
  off_strategy boolean not null default false,
  -- A refusal as off-strategy names a better cluster (R109).
  better_cluster_id text references registry.cluster,
  meeting_id text,
  letter_reference text,
  decided_by text,
  check ((decision is null) = (decided_on is null)),
  check (decision is distinct from 'refused' or reasons <> ''),
  check (not off_strategy or decision = 'refused'),
  check (not off_strategy or (better_cluster_id is not null and better_cluster_id <> cluster_id))
);
create unique index label_once on projects.label (submission_id, cluster_id);
create unique index label_one_lead on projects.label (submission_id) where lead;
create index label_cluster on projects.label (cluster_id, decided_on);
create index label_project on projects.label (project_id);

-- A label that was decided stays (R61): another decision is another submission.
create function projects.keep_decided_label() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.decision is not null then raise exception 'projects: a decided label is never deleted' using errcode = 'P0001'; end if;
    return old;
  end if;
  if old.decision is not null and (new.decision, new.decided_on, new.reasons, new.cluster_id, new.submission_id, new.lead)
    is distinct from (old.decision, old.decided_on, old.reasons, old.cluster_id, old.submission_id, old.lead) then
    raise exception 'projects: label % is decided and stays', old.id using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger label_kept before update or delete on projects.label for each row execute function projects.keep_decided_label();

create table projects.expert (
  id text primary key,
  cluster_id text not null references registry.cluster,
  -- Account of access, when the expert has one.
  person_id text,
  name text not null check (name <> ''),
  email text,
  -- The organisation that employs the expert: a partner's expert neither reviews nor votes (R65).
  organisation_id text references registry.organisation,
  confidentiality_signed_on date,
  active boolean not null default true,
  recorded_at timestamptz not null
);
create index expert_cluster on projects.expert (cluster_id);
create unique index expert_person on projects.expert (cluster_id, person_id) where person_id is not null and active;

create table projects.review (
  id text primary key,
  label_id text not null references projects.label,
  expert_id text not null references projects.expert,
  assigned_on date not null,
  state text not null check (state in ('assigned', 'declined', 'done')),
  interest text check (interest in ('none', 'declared')),
  interest_note text,
  grid_revision int,
  -- Criterion id → mark.
  marks jsonb,
  comment text,
  done_on date,
  check (state <> 'done' or (interest = 'none' and marks is not null and done_on is not null)),
  check (interest is distinct from 'declared' or interest_note <> '')
);
create unique index review_once on projects.review (label_id, expert_id);

create table projects.meeting (
  id text primary key,
  cluster_id text not null references registry.cluster,
  held_on date not null,
  place text not null default '',
  state text not null check (state in ('planned', 'closed')),
  minutes text not null default '',
  closed_on date
);
create index meeting_cluster on projects.meeting (cluster_id, held_on);
alter table projects.label add constraint label_meeting foreign key (meeting_id) references projects.meeting;

create table projects.vote (
  meeting_id text not null references projects.meeting,
  label_id text not null references projects.label,
  expert_id text not null references projects.expert,
  -- `left`: left the room, for an interest in the project.
  vote text not null check (vote in ('for', 'against', 'abstains', 'left')),
  primary key (meeting_id, label_id, expert_id)
);
