-- Which source is retained keeps its history: a figure as it was known on a past day is that of the source retained on that day.
alter table indicators.retention add column known_to timestamptz;
alter table indicators.retention drop constraint retention_pkey;
create unique index retention_in_force on indicators.retention (indicator, cluster_id, year) where known_to is null;
create index retention_of_value on indicators.retention (indicator, cluster_id, year, at);
