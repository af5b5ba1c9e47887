-- Labelling: a project is submitted to one window and call, to a lead cluster and to those that co-label; each decides for itself (R60 to R65).

-- How a cluster labels. A cluster without a row follows the rules that Grappe starts with (labelling-rules.ts).
create table projects.cluster_setting (
  cluster_id text primary key references registry.cluster,
  -- Months of incubation with the cluster before its decision (R64).
  incubation_months int not null check (incubation_months between 0 and 24),
  -- Windows where the incubation lasts as long as the call, less two weeks (R64).
  irregular_windows text[] not null,
  -- Reviews that a project needs before the committee labels it.
  reviews_needed int not null check (reviews_needed between 0 and 20),
  -- Votes that make a decision.
  quorum int not null check (quorum between 0 and 100),
  revision int not null check (revision > 0)
);

-- The criteria of a cluster, `[{ id, fr, en, weight, most }]`. Each change is another row: a review keeps the one that it was made with.
create table projects.cluster_grid (
  cluster_id text not null references registry.cluster,
  revision int not null check (revision > 0),
  criteria jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (cluster_id, revision)
);
create trigger cluster_grid_kept before update or delete on projects.cluster_grid for each row execute function projects.keep_rows();

-- A project before one call; coming again to another call, or in another form, is another submission with new labels (R61).
create table projects.submission (
  id text primary key,
  project_id text not null references projects.project,
  window_id text not null,
  call_id text not null,
  state text not null check (state in ('draft', 'in-review', 'decided', 'withdrawn')),
  incubation_from date not null,
  submitted_on date,
  -- Oral presentation, file and questions: what the applicant says.
  presentation text not null default '',
  closed_on date,
  closing_reason text,
  recorded_at timestamptz not null,
  check (state in ('draft', 'withdrawn') or submitted_on is not null),
  check ((state = 'withdrawn') = (closing_reason is not null))
);
create unique index submission_one_alive on projects.submission (project_id, call_id) where state in ('draft', 'in-review');
create index submission_project on projects.submission (project_id);

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
  -- `written`: outside a meeting, for a co-label once the lead cluster has labelled.
  procedure text check (procedure in ('meeting', 'written')),
  reasons text,
  reservations text,
  -- Why the cluster decided before the end of the incubation (R64).
  early_reason text,
  off_strategy boolean not null default false,
  -- A refusal as off-strategy names a better cluster (R109).
  better_cluster_id text references registry.cluster,
  meeting_id text,
  -- For and against when it was decided; null by written procedure.
  votes_for int,
  votes_against int,
  letter_reference text,
  decided_by text,
  check ((decision is null) = (decided_on is null) and (decision is null) = (procedure is null)),
  check (decision is null or reasons <> ''),
  check (decision is distinct from 'reservations' or reservations <> ''),
  check (procedure is distinct from 'written' or (not lead and meeting_id is null)),
  check (procedure is distinct from 'meeting' or meeting_id is not null),
  check (not off_strategy or decision = 'refused'),
  check (not off_strategy or (better_cluster_id is not null and better_cluster_id <> cluster_id))
);
create unique index label_once on projects.label (submission_id, cluster_id);
create unique index label_one_lead on projects.label (submission_id) where lead;
create unique index label_letter on projects.label (letter_reference);
create index label_cluster on projects.label (cluster_id, decided_on);
create index label_project on projects.label (project_id);

-- A label that was decided stays (R61): another decision is another submission.
create function projects.keep_decided_label() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.decision is not null then raise exception 'projects: a decided label is never deleted' using errcode = 'P0001'; end if;
    return old;
  end if;
  if old.decision is not null and new is distinct from old then
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
  revision int not null default 1 check (revision > 0),
  recorded_at timestamptz not null
);
create index expert_cluster on projects.expert (cluster_id);
create index expert_of_person on projects.expert (person_id);
create unique index expert_person on projects.expert (cluster_id, person_id) where person_id is not null and active;

-- `declined`: the expert has an interest in the project, or was never asked to review it and declared one as a member of the committee.
create table projects.review (
  id text primary key,
  label_id text not null references projects.label,
  expert_id text not null references projects.expert,
  assigned_on date not null,
  due_on date,
  state text not null check (state in ('assigned', 'declined', 'done')),
  interest text check (interest in ('none', 'declared')),
  interest_note text,
  grid_revision int,
  -- Criterion id → mark.
  marks jsonb,
  comment text,
  done_on date,
  check (state <> 'done' or (interest = 'none' and marks is not null and grid_revision is not null and done_on is not null)),
  check ((state = 'declined') = (interest is not distinct from 'declared')),
  check (interest is distinct from 'declared' or interest_note <> '')
);
create unique index review_once on projects.review (label_id, expert_id);
create index review_expert on projects.review (expert_id, state);

create table projects.meeting (
  id text primary key,
  cluster_id text not null references registry.cluster,
  held_on date not null,
  place text not null default '',
  state text not null check (state in ('planned', 'closed')),
  minutes text not null default '',
  closed_on date,
  check ((state = 'closed') = (closed_on is not null))
);
create index meeting_cluster on projects.meeting (cluster_id, held_on);
alter table projects.label add constraint label_meeting foreign key (meeting_id) references projects.meeting;

create table projects.agenda_item (
  meeting_id text not null references projects.meeting,
  label_id text not null references projects.label,
  position int not null check (position > 0),
  primary key (meeting_id, label_id)
);
create index agenda_item_label on projects.agenda_item (label_id);

create table projects.attendance (
  meeting_id text not null references projects.meeting,
  expert_id text not null references projects.expert,
  primary key (meeting_id, expert_id)
);

create table projects.vote (
  meeting_id text not null,
  label_id text not null,
  expert_id text not null,
  -- `left`: left the room, for an interest in the project.
  vote text not null check (vote in ('for', 'against', 'abstains', 'left')),
  primary key (meeting_id, label_id, expert_id),
  foreign key (meeting_id, label_id) references projects.agenda_item,
  foreign key (meeting_id, expert_id) references projects.attendance
);
create index vote_label on projects.vote (label_id);

-- An expert has an interest in a project when an organisation of theirs is or was its partner, or when they declared one on it, for any cluster (R65).
-- Somebody who sits as an expert of two clusters is one person.
create function projects.has_interest(asked_project text, asked_expert text) returns boolean language sql stable as $$
  with same as (
    select o.id, o.organisation_id from projects.expert e
    join projects.expert o on o.id = e.id or o.person_id = e.person_id
    where e.id = asked_expert
  )
  select exists (select 1 from same join projects.partner p on p.organisation_id = same.organisation_id where p.project_id = asked_project)
    or exists (
      select 1 from same join projects.review r on r.expert_id = same.id join projects.label l on l.id = r.label_id
      where l.project_id = asked_project and r.interest = 'declared'
    )
$$;

create function projects.refuse_interested() returns trigger language plpgsql as $$
begin
  if projects.has_interest((select project_id from projects.label where id = new.label_id), new.expert_id) then
    raise exception 'projects: expert % has an interest in the project of label % (R65)', new.expert_id, new.label_id using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger vote_without_interest before insert or update on projects.vote
  for each row when (new.vote <> 'left') execute function projects.refuse_interested();
create trigger review_without_interest before insert or update on projects.review
  for each row when (new.state = 'done') execute function projects.refuse_interested();
