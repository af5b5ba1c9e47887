import * as z from 'zod';
import { compareText, type Difference } from '#engines/documents/compare.ts';
import { formatDay } from '#kit/say.ts';
import { CLAUSE_KINDS, type ClauseKind } from '../clause/clause.ts';
import { contractHead } from '../contract-head.ts';
import { fieldWord, type Names, PASSAGE_FIELDS, passageEntries, passageTitle } from '../negotiation/passage.ts';
import { type Changed, compareTexts } from './compare-texts.rules.ts';
import type { FrozenText } from './frozen-text.ts';
import { t } from './text.sentences.ts';
import { textVersion } from './text.ts';

export const CHANGES = ['added', 'removed', 'changed'] as const;
export type Change = (typeof CHANGES)[number];

const difference = z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() });

const changedField = z.object({
  /** In the language asked. */
  label: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Word by word, for what is written out; null for figures and choices, shown as old and new. */
  differences: z.array(difference).nullable(),
});
export type ChangedField = z.output<typeof changedField>;

const changedThing = z.object({
  id: z.string(),
  change: z.enum(CHANGES),
  title: z.string(),
  fields: z.array(changedField),
});
export type ChangedThing = z.output<typeof changedThing>;

export const GROUPS = ['term', 'parties', ...CLAUSE_KINDS, 'annexes', 'members'] as const;

const changedGroup = z.object({
  group: z.enum(GROUPS),
  things: z.array(changedThing),
  /** Its passages also stand in another order. */
  reordered: z.boolean(),
});
export type ChangedGroup = z.output<typeof changedGroup>;

export const versionComparison = z.object({
  contract: contractHead,
  versions: z.array(textVersion),
  before: textVersion,
  after: textVersion,
  groups: z.array(changedGroup),
  counts: z.object({ added: z.int(), removed: z.int(), changed: z.int() }),
});
export type VersionComparison = z.output<typeof versionComparison>;

type Held = FrozenText['clauses'][number];

/** Names of parties, objectives and areas, and of the codes that a text mentions. */
const namesIn = (text: FrozenText): Names => ({
  ...text.names,
  ...Object.fromEntries(
    text.clauses
      .filter(({ kind }) => kind === 'area' || kind === 'objective')
      .map(({ id, content }) => [id, String((content as { title?: unknown }).title)]),
  ),
  ...Object.fromEntries(text.parties.map(({ id, name }) => [id, name])),
});

const changeOf = ({ before, after }: { before: unknown; after: unknown }): Change =>
  before === null ? 'added' : after === null ? 'removed' : 'changed';

/** The differences between two texts, in words of the language spoken. */
export function wordedComparison(before: FrozenText, after: FrozenText): ChangedGroup[] {
  const compared = compareTexts(before, after);
  const names = { before: namesIn(before), after: namesIn(after) };
  const plain = <Thing>(
    group: ChangedGroup['group'],
    changed: readonly Changed<Thing>[],
    title: (thing: Thing) => string,
    fields: (one: Changed<Thing>) => ChangedField[] = () => [],
  ): ChangedGroup => ({
    group,
    reordered: false,
    things: changed.map((one) => ({
      id: one.id,
      change: changeOf(one),
      title: title((one.after ?? one.before)!),
      fields: one.before && one.after ? fields(one) : [],
    })),
  });
  const words = t().compare;
  const groups: ChangedGroup[] = [
    ...(compared.endsOn
      ? [
          {
            group: 'term' as const,
            reordered: false,
            things: [
              {
                id: 'term',
                change: 'changed' as const,
                title: words.groups.term,
                fields: [figures(words.lastDay, formatDay(compared.endsOn.before), formatDay(compared.endsOn.after))],
              },
            ],
          },
        ]
      : []),
    plain(
      'parties',
      compared.parties,
      ({ name }) => name,
      ({ before: was, after: is }) => [figures(words.name, was!.name, is!.name)],
    ),
    ...CLAUSE_KINDS.map(
      (kind): ChangedGroup => ({
        group: kind,
        reordered: compared.reordered.includes(kind),
        things: (compared.clauses.find((one) => one.kind === kind)?.changed ?? []).map((one) => worded(one, names)),
      }),
    ),
    plain(
      'annexes',
      compared.annexes,
      ({ kind }) => words.annex[kind],
      ({ before: was, after: is }) => [figures(words.document, was!.name, is!.name)],
    ),
    plain('members', compared.members, ({ name }) => name),
  ];
  const rank = ['term', 'parties', 'article'];
  const place = ({ group }: ChangedGroup) => (rank.includes(group) ? rank.indexOf(group) : rank.length);
  return groups
    .filter(({ things, reordered }) => things.length > 0 || reordered)
    .toSorted((one, other) => place(one) - place(other));
}

const figures = (label: string, before: string | null, after: string | null): ChangedField => ({
  label,
  before,
  after,
  differences: null,
});

/** Shapes that are written out in sentences: their differences are shown word by word. */
const WRITTEN_OUT = ['line', 'words'];

function worded(
  { id, before, after }: Changed<Held>,
  names: { readonly before: Names; readonly after: Names },
): ChangedThing {
  const kind = (after ?? before)!.kind as ClauseKind;
  const titleOf = (clause: Held, known: Names) => passageTitle({ kind, content: clause.content } as never, known);
  const title = after ? titleOf(after, names.after) : titleOf(before!, names.before);
  const was = before ? passageEntries(kind, before.content, names.before) : [];
  const is = after ? passageEntries(kind, after.content, names.after) : [];
  const fields = [...new Set([...is, ...was].map(({ name }) => name))].flatMap((name): ChangedField[] => {
    const [earlier, later] = [was, is].map((entries) => entries.find((entry) => entry.name === name));
    const [one, other] = [earlier?.value ?? null, later?.value ?? null];
    if (one === other) return [];
    const shape = PASSAGE_FIELDS[kind].find((field) => field.name === name)?.shape;
    const label = (later ?? earlier)!.label;
    if (one === null || other === null || !WRITTEN_OUT.includes(shape ?? '')) return [figures(label, one, other)];
    return [{ label, before: one, after: other, differences: compareText(one, other) as Difference[] }];
  });
  if (before && after && before.parent !== after.parent)
    fields.push(
      figures(
        fieldWord('parent'),
        before.parent && (names.before[before.parent] ?? before.parent),
        after.parent && (names.after[after.parent] ?? after.parent),
      ),
    );
  // What no field shows (a denominator behind a figure) is still said to have changed.
  if (before && after && fields.length === 0)
    fields.push(figures(t().compare.details, t().compare.earlier, t().compare.later));
  return { id, change: changeOf({ before, after }), title, fields };
}
