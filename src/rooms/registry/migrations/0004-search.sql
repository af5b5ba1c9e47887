-- Search at 200,000 organisations, most of them by people who see the members alone: what it reads is kept small.

-- Which transaction added each word of a name, so that a process that keeps the vocabulary asks only for what came since it last looked
-- (search/name-words.store.ts). Not a counter: of two imports at once, the one that drew the later number may commit first, and the words of the
-- other would never be read. A snapshot says which transactions are over.
alter table registry.name_word add column added_in xid8 not null default pg_current_xact_id();
create index name_word_added on registry.name_word (added_in);

-- The names of the organisations that are or were members of some cluster, one in fifteen: joining every name that holds a common word to the
-- memberships took 20 ms, looking through these takes 3. Kept by triggers, whatever writes. A name may stand twice, as a word in name_word may and
-- for the same reason.
create table registry.member_name (organisation_id text not null, search text collate "C" not null);
create index member_name_organisation on registry.member_name (organisation_id);
-- What waits to be indexed is read at every search, and only a vacuum empties it, which the embedded store does at night: at most 256 kB of it
-- (4 MB by default, 14 ms a search).
create index member_name_search on registry.member_name using gin (search gin_trgm_ops) with (gin_pending_list_limit = 256);
alter index registry.organisation_search set (gin_pending_list_limit = 256);
insert into registry.member_name (organisation_id, search)
  select o.id, o.search from registry.organisation o where o.id in (select m.organisation_id from registry.membership m);

-- The organisations are held: one renamed at the same moment by somebody else would keep its former name here.
create function registry.keep_member_names() returns trigger language plpgsql as $$
begin
  insert into registry.member_name (organisation_id, search)
    select o.id, o.search from registry.organisation o
    where o.id in (select w.organisation_id from written w)
      and not exists (select 1 from registry.member_name k where k.organisation_id = o.id)
    for share of o;
  return null;
end $$;
create trigger member_names_added after insert on registry.membership
  referencing new table as written for each statement execute function registry.keep_member_names();
create trigger member_names_moved after update on registry.membership
  referencing new table as written for each statement execute function registry.keep_member_names();

create function registry.rename_member_names() returns trigger language plpgsql as $$
begin
  update registry.member_name n set search = w.search from written w where n.organisation_id = w.id and n.search <> w.search;
  return null;
end $$;
create trigger member_names_changed after update on registry.organisation
  referencing new table as written for each statement execute function registry.rename_member_names();
