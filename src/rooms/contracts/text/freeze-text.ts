import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { speaking } from '#kit/say.ts';
import { codesNamed, contractingCluster, filieres, membersOnDay } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { type Clause, ofKind } from '../clause/clause.ts';
import { findContract, partiesOf } from '../contract.store.ts';
import type { EditionTable } from '../contract.ts';
import { diagnosisFigures } from '../strategy/diagnosis-figures.ts';
import { regionalPrioritiesFor } from '../strategy/priority.store.ts';
import { annexesOf } from './annex.store.ts';
import type { FrozenText } from './frozen-text.ts';

/**
 * The whole text of an edition as it stands, with its annexes as of `on` (R24): parties, clauses, members of the day, documents joined, and the
 * figures and names that it takes from the registry. Reads only; whoever freezes keeps the result and its digest with the edition.
 */
export async function freezeText(sql: Sql, edition: EditionTable, on: Day): Promise<FrozenText> {
  const contract = (await findContract(sql, edition.contract_id))!;
  const cluster = (await contractingCluster(sql, contract.cluster_id, on))!;
  const parties = await partiesOf(sql, edition.id);
  const clauses = await clausesOf(sql, edition.id);
  const members = await membersOnDay(sql, contract.cluster_id, on);
  // The text is French whoever asks for it.
  const figures = await speaking('fr', () => diagnosisFigures(sql, contract.cluster_id, on));
  return {
    contract: {
      id: contract.id,
      startsOn: contract.starts_on,
      endsOn: edition.ends_on ?? contract.ends_on,
      phase: contract.phase,
    },
    edition: { number: edition.number, subjects: edition.subjects, reason: edition.reason },
    cluster: {
      id: cluster.id,
      name: cluster.name,
      sector: cluster.sector,
      association: cluster.association && {
        name: cluster.association.name,
        siren: cluster.association.siren,
        president: cluster.president?.name ?? null,
      },
    },
    parties: parties.map(({ edition_id: _, ...party }) => party),
    clauses: clauses.map(({ id, kind, parent, position, content }) => ({ id, kind, parent, position, content })),
    members: members.map(({ organisation, college, from }) => ({
      name: organisation.name,
      siren: organisation.siren,
      college,
      from,
    })),
    annexes: await annexesOf(sql, edition.id),
    figures: figures.map(({ label, value }) => ({ label: label.fr, value })),
    names: await namesMentioned(sql, contract.id, clauses),
    synthetic: contract.synthetic,
    on,
  };
}

/** The names of the codes that the clauses mention, and of no other: a priority that nobody chose changes no text. */
async function namesMentioned(
  sql: Sql,
  contractId: string,
  clauses: readonly Clause[],
): Promise<Record<string, string>> {
  const objectives = ofKind(clauses, 'objective').map(({ content }) => content);
  const markets = ofKind(clauses, 'market').map(({ content }) => content);
  const chosen = {
    priorities: new Set(objectives.flatMap(({ priorities }) => priorities)),
    filieres: new Set(objectives.flatMap((objective) => objective.filieres)),
    naf: [...new Set(markets.flatMap(({ naf }) => naf))],
    cpv: [...new Set(markets.flatMap(({ cpv }) => cpv))],
  };
  const names: Record<string, string> = {};
  if (chosen.priorities.size > 0)
    for (const { id, title } of await regionalPrioritiesFor(sql, contractId))
      if (chosen.priorities.has(id)) names[id] = title;
  if (chosen.filieres.size > 0)
    for (const { slug, label } of await filieres(sql)) if (chosen.filieres.has(slug)) names[slug] = label;
  const codes = await codesNamed(sql, chosen);
  for (const { code, label } of [...codes.naf, ...codes.cpv]) names[code] = label;
  return names;
}
