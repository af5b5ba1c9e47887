-- First day on which each project reached each stage, for the funnel: what projects.stage_entry says, in one row. Kept by a trigger, whatever writes.
create table projects.reached (
  project_id text primary key references projects.project,
  idea date,
  consortium date,
  labelled date,
  submitted date,
  selected date,
  agreement date,
  running date,
  completed date,
  industrialisation date,
  market date,
  diffused date,
  abandoned date,
  -- Days from the last stage reached before; null when one of the two was never reached.
  to_consortium int generated always as (consortium - coalesce(idea)) stored,
  to_labelled int generated always as (labelled - coalesce(consortium, idea)) stored,
  to_submitted int generated always as (submitted - coalesce(labelled, consortium, idea)) stored,
  to_selected int generated always as (selected - coalesce(submitted, labelled, consortium, idea)) stored,
  to_agreement int generated always as (agreement - coalesce(selected, submitted, labelled, consortium, idea)) stored,
  to_running int generated always as (running - coalesce(agreement, selected, submitted, labelled, consortium, idea)) stored,
  to_completed int generated always as (completed - coalesce(running, agreement, selected, submitted, labelled, consortium, idea)) stored,
  to_industrialisation int generated always as (industrialisation - coalesce(completed, running, agreement, selected, submitted, labelled, consortium, idea)) stored,
  to_market int generated always as (market - coalesce(industrialisation, completed, running, agreement, selected, submitted, labelled, consortium, idea)) stored,
  to_diffused int generated always as (diffused - coalesce(market, industrialisation, completed, running, agreement, selected, submitted, labelled, consortium, idea)) stored
);

create function projects.keep_reached() returns trigger language plpgsql as $$
begin
  insert into projects.reached as r (project_id, idea, consortium, labelled, submitted, selected, agreement, running, completed, industrialisation, market, diffused, abandoned)
    select e.project_id,
      min(e.entered_on) filter (where e.stage = 'idea'), min(e.entered_on) filter (where e.stage = 'consortium'),
      min(e.entered_on) filter (where e.stage = 'labelled'), min(e.entered_on) filter (where e.stage = 'submitted'),
      min(e.entered_on) filter (where e.stage = 'selected'), min(e.entered_on) filter (where e.stage = 'agreement'),
      min(e.entered_on) filter (where e.stage = 'running'), min(e.entered_on) filter (where e.stage = 'completed'),
      min(e.entered_on) filter (where e.stage = 'industrialisation'), min(e.entered_on) filter (where e.stage = 'market'),
      min(e.entered_on) filter (where e.stage = 'diffused'), min(e.entered_on) filter (where e.stage = 'abandoned')
    from written e group by e.project_id
  on conflict (project_id) do update set
    idea = least(r.idea, excluded.idea), consortium = least(r.consortium, excluded.consortium), labelled = least(r.labelled, excluded.labelled),
    submitted = least(r.submitted, excluded.submitted), selected = least(r.selected, excluded.selected), agreement = least(r.agreement, excluded.agreement),
    running = least(r.running, excluded.running), completed = least(r.completed, excluded.completed),
    industrialisation = least(r.industrialisation, excluded.industrialisation), market = least(r.market, excluded.market),
    diffused = least(r.diffused, excluded.diffused), abandoned = least(r.abandoned, excluded.abandoned);
  return null;
end $$;
create trigger reached_kept after insert on projects.stage_entry
  referencing new table as written for each statement execute function projects.keep_reached();
