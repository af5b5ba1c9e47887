-- Saved views are kept for the tables of every room, in a room of their own: those of the portfolio move there. Whoever has one of the same name
-- for it already keeps both.
insert into views.saved_view (id, owner_id, owner_name, name, address, table_title, shared, saved_at)
select
  old.id, old.owner_id, old.owner_name,
  case when exists (
    select from views.saved_view as other
    where other.owner_id = old.owner_id and other.path = '/suivi' and other.name = old.title
  ) then old.title || ' (' || old.id || ')' else old.title end,
  old.address, 'Suivi des pôles', old.shared, old.at
from monitoring.saved_view as old;

drop table monitoring.saved_view;
