-- Saved views are kept for the tables of every room, in a room of their own: those of this room move there.
insert into views.saved_view (id, owner_id, owner_name, name, address, table_title, shared, saved_at)
select
  view.id, view.owner_id, view.owner_name, view.name, view.address,
  case
    when split_part(view.address, '?', 1) = '/chiffres' then 'Chiffres – Programme'
    when cluster.name is not null then 'Chiffres – ' || cluster.name
    else split_part(view.address, '?', 1)
  end,
  view.shared, view.saved_at
from indicators.saved_view as view
left join registry.cluster on split_part(view.address, '?', 1) = '/poles/' || cluster.id || '/chiffres';

drop table indicators.saved_view;
