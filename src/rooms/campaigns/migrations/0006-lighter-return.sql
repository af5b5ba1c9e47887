-- A cluster that keeps its word answers only for what facts cannot feed; decided when its return opens, and kept on it.
alter table campaigns.return add column lighter boolean not null default false;
