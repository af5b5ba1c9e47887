-- Where a clause stood when it changed: a removed indicator is put back below its objective.
alter table contracts.clause_change add column parent_id text;

-- History of a contract's clause through all its texts, and the targets of the same common indicator in other contracts (R28).
create index clause_change_of on contracts.clause_change (clause_id, at);
create index clause_common_indicator on contracts.clause ((content ->> 'code')) where kind = 'indicator';
