import { formatDay } from '#kit/say.ts';
import type { Clause } from '../clause/clause.ts';
import { namedPassage, passageEntries } from '../negotiation/passage.ts';
import { type ComparedText, changedClauses } from './amendment.rules.ts';
import type { AmendedPassage } from './contract-life.ts';

type Entry = AmendedPassage['entries'][number];

/** Names of what contents mention by id: areas and parties, of both texts. */
function namesOf(...texts: readonly ComparedText[]): Record<string, string> {
  return Object.fromEntries(
    texts.flatMap(({ parties, clauses }) => [
      ...parties.map(({ id, name }) => [id, name] as const),
      ...clauses
        .filter(({ kind }) => kind === 'area' || kind === 'objective')
        .map(({ id, content }) => [id, (content as { title: string }).title] as const),
    ]),
  );
}

/** What an amendment changes of each passage, in words: only the fields that differ. */
export function amendedPassages(base: ComparedText, amended: ComparedText): AmendedPassage[] {
  const names = namesOf(base, amended);
  return changedClauses(base, amended).map(({ id, kind, before, after }) => {
    const old = new Map(passageEntries(kind, before, names).map((entry) => [entry.name, entry]));
    const now = new Map(passageEntries(kind, after, names).map((entry) => [entry.name, entry]));
    const entries = [...new Set([...old.keys(), ...now.keys()])]
      .map(
        (name): Entry => ({
          label: (now.get(name) ?? old.get(name))!.label,
          before: old.get(name)?.value ?? null,
          after: now.get(name)?.value ?? null,
        }),
      )
      .filter((entry) => entry.before !== entry.after);
    return {
      clause: id,
      kind,
      title: namedPassage({ kind, content: after ?? before } as Pick<Clause, 'kind' | 'content'>, names),
      change: before === null ? 'added' : after === null ? 'removed' : 'changed',
      entries,
    };
  });
}

/** The parties that join, leave or change their name, and the term when it moves. */
export function amendedFrame(
  base: ComparedText,
  amended: ComparedText,
  words: { party: string; term: string },
): Entry[] {
  const old = new Map(base.parties.map(({ id, name }) => [id, name]));
  const now = new Map(amended.parties.map(({ id, name }) => [id, name]));
  const parties = [...new Set([...old.keys(), ...now.keys()])]
    .map((id) => ({ label: words.party, before: old.get(id) ?? null, after: now.get(id) ?? null }))
    .filter(({ before, after }) => before !== after);
  const term =
    base.endsOn === amended.endsOn
      ? []
      : [{ label: words.term, before: formatDay(base.endsOn), after: formatDay(amended.endsOn) }];
  return [...term, ...parties];
}
