-- More time for one cluster in one campaign, named and dated (R110); the latest line holds.
create table campaigns.delay (
  id text primary key,
  year int not null references campaigns.campaign,
  cluster_id text not null references registry.cluster,
  until_on date not null,
  reason text not null check (reason <> ''),
  by_id text not null,
  by_name text not null,
  at timestamptz not null
);
create index delay_of_cluster on campaigns.delay (year, cluster_id, at desc);
create trigger delay_kept before update or delete on campaigns.delay for each row execute function campaigns.keep_rows();
