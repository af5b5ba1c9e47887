-- Minutes a quarter beyond which a cluster in good standing should not be asked (principle 3): data of the programme, held by the campaign.
alter table campaigns.campaign add column minutes_per_quarter numeric not null default 30 check (minutes_per_quarter > 0);

-- The collection was closed by the calendar, the day after its deadline, not by a person.
alter table campaigns.campaign add column closed_by_itself boolean not null default false;

-- Why a cluster that owed a return has none for a year.
create table campaigns.closing (
  return_id text primary key references campaigns.return,
  reason text not null check (reason <> ''),
  by_id text not null,
  by_name text not null,
  at timestamptz not null
);

-- What was written to people, so that nobody is told twice.
create table campaigns.notice (
  year int not null references campaigns.campaign,
  cluster_id text not null references registry.cluster,
  -- `reminder-14`: days left when it was written.
  kind text not null,
  at timestamptz not null,
  primary key (year, cluster_id, kind)
);

-- A frozen return stands as it was frozen.
create function campaigns.refuse_thaw() returns trigger language plpgsql as $$
begin
  if old.frozen_at is not null then
    raise exception 'campaigns: return % is frozen (R110)', old.id using errcode = 'P0001';
  end if;
  return coalesce(new, old);
end $$;
create trigger return_stays_frozen before update or delete on campaigns.return for each row execute function campaigns.refuse_thaw();

create trigger closing_kept before update or delete on campaigns.closing for each row execute function campaigns.keep_rows();
