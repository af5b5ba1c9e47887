-- Trusted extensions: the owner of the database may create them, no superuser is needed.
create extension if not exists unaccent;   -- « Évaluation » found by « evaluation »
create extension if not exists pg_trgm;    -- typing mistakes
create extension if not exists btree_gist; -- exclusion constraints on spells

-- French full text that ignores accents.
create text search configuration public.fr (copy = pg_catalog.french);
alter text search configuration public.fr
  alter mapping for hword, hword_part, word with public.unaccent, pg_catalog.french_stem;
