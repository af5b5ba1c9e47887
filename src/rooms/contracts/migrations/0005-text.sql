-- What the text of a contract is made of beside its clauses: models of articles, annexes (R24), and the drafts that were sent to the parties.

-- Models of articles are programme data: a contract copies those of the day it opens, and changes to a model touch no contract.
create table contracts.article_template (
  id text primary key,
  key text not null,
  title text not null check (title <> ''),
  body text not null check (body <> ''),
  position int not null,
  valid_from date not null,
  -- Last day on which a contract still copies it.
  valid_to date,
  source text not null,
  revision int not null check (revision > 0),
  check (valid_to >= valid_from),
  constraint article_template_no_overlap exclude using gist (key with =, daterange(valid_from, valid_to, '[]') with &&)
);

-- Documents joined to a text. The list of members needs none: it is counted on the day the text is frozen.
create table contracts.annex (
  edition_id text not null references contracts.edition,
  kind text not null check (kind in ('label-letter', 'statutes', 'labelling-arrangements')),
  file_id text not null references kit.file,
  joined_at timestamptz not null,
  joined_by text not null,
  primary key (edition_id, kind)
);
create trigger annex_of_open_edition before insert or update or delete on contracts.annex
  for each row execute function contracts.refuse_signed_change();

-- The text as the parties received it, each time it was sent to them.
create table contracts.sent_draft (
  id text primary key,
  edition_id text not null references contracts.edition,
  sent_at timestamptz not null,
  sent_by text not null,
  frozen jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$')
);
create index sent_draft_edition on contracts.sent_draft (edition_id, sent_at);
create trigger sent_draft_kept before update or delete on contracts.sent_draft for each row execute function contracts.keep_history();
