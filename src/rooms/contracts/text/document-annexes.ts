import type { WrittenBlock as Block } from '#engines/documents/document.ts';
import { formatDay, formatShare, plural } from '#kit/say.ts';
import { COST_NATURES } from '../clause/clause.ts';
import { isPublic, natureTable, publicShares } from '../strategy/financing.rules.ts';
import { cellWords, euros, groupedDigest, marketWords, paragraphsOf, titled, unitOf } from './document-figures.ts';
import { words } from './document-words.ts';
import type { TextReading } from './text-reading.ts';

const JOINED = ['label-letter', 'statutes', 'labelling-arrangements'] as const;
const COUNTED = ['members', 'roadmap', 'targets', 'financing'] as const;
const ANNEXES = [...JOINED, ...COUNTED];

const annexId = (kind: (typeof ANNEXES)[number]): string => `annexe-${ANNEXES.indexOf(kind) + 1}`;
const annexTitle = (kind: (typeof ANNEXES)[number]): string =>
  words.annex(ANNEXES.indexOf(kind) + 1, words.annexTitles[kind]);

/** The annexes in their order, with the heading that each leads to. */
export const annexTitles = (): { readonly title: string; readonly id: string }[] =>
  ANNEXES.map((kind) => ({ title: annexTitle(kind), id: annexId(kind) }));

const heading = (kind: (typeof ANNEXES)[number]): Block => ({
  kind: 'heading',
  level: 1,
  text: annexTitle(kind),
  id: annexId(kind),
});
const note = (text: string): Block => ({ kind: 'paragraph', manner: 'note', text });

/** The annexes (R24): documents joined, then members, roadmap, targets and financing plan as of the day of the text. */
export const annexBlocks = (reading: TextReading): Block[] => [
  { kind: 'pageBreak' },
  ...JOINED.flatMap((kind) => joinedBlocks(reading, kind)),
  { kind: 'pageBreak' },
  ...memberBlocks(reading),
  { kind: 'pageBreak' },
  ...roadmapBlocks(reading),
  { kind: 'pageBreak', orientation: 'landscape' },
  ...targetBlocks(reading),
  { kind: 'pageBreak', orientation: 'landscape' },
  ...financingBlocks(reading),
];

function joinedBlocks({ frozen }: TextReading, kind: (typeof JOINED)[number]): Block[] {
  const annex = frozen.annexes.find((one) => one.kind === kind);
  if (!annex) return [heading(kind), note(words.annexToJoin)];
  return [
    heading(kind),
    {
      kind: 'definitions',
      items: [
        { label: words.labels.document, value: annex.name },
        { label: words.labels.digest, value: groupedDigest(annex.sha256) },
      ],
    },
    note(words.annexKept),
  ];
}

function memberBlocks({ frozen }: TextReading): Block[] {
  if (frozen.members.length === 0) return [heading('members'), note(words.nothing.members)];
  const count = plural(frozen.members.length, { one: '# membre', other: '# membres' });
  return [
    heading('members'),
    { kind: 'paragraph', text: words.membersLead(count, formatDay(frozen.on)) },
    {
      kind: 'table',
      caption: words.membersCaption,
      columns: [
        { header: words.members.name, width: 4 },
        { header: words.members.siren, width: 1.4 },
        { header: words.members.college, width: 2.2 },
        { header: words.members.from, width: 1.9 },
      ],
      rows: frozen.members.map(({ name, siren, college, from }) => ({
        kind: 'row',
        cells: [
          name,
          siren?.replace(/(\d{3})(?=\d)/g, '$1\u202f') ?? words.none,
          words.college[college] ?? college,
          formatDay(from),
        ],
      })),
    },
  ];
}

function roadmapBlocks({ areas, goals, markets, nameOf }: TextReading): Block[] {
  const subheading = (name: keyof typeof words.roadmapParts): Block => ({
    kind: 'heading',
    level: 2,
    text: words.roadmapParts[name],
    id: `feuille-de-route-${name}`,
  });
  const paragraphs = (text: string) => paragraphsOf(text).map((one): Block => ({ kind: 'paragraph', text: one }));
  return [
    heading('roadmap'),
    subheading('areas'),
    ...(areas.length === 0 ? [note(words.nothing.areas)] : []),
    ...areas.flatMap(({ content }): Block[] => [
      { kind: 'paragraph', text: titled(content.title, `\u202f: ${content.technology} × ${content.market}`) },
      ...paragraphs(content.summary),
    ]),
    subheading('goals'),
    ...(goals.length === 0 ? [note(words.nothing.goals)] : []),
    ...goals.flatMap(({ content }): Block[] => [
      {
        kind: 'paragraph',
        text: titled(
          content.title,
          ` (${[words.nature[content.nature].toLowerCase(), ...content.areas.map(nameOf)].join('\u202f; ')})`,
        ),
      },
      ...paragraphs(content.detail),
    ]),
    subheading('markets'),
    ...(markets.length === 0 ? [note(words.nothing.markets)] : []),
    ...markets.flatMap(({ content }): Block[] => [
      { kind: 'paragraph', text: titled(content.title, marketWords(content)) },
      ...paragraphs(content.detail),
      ...(
        [
          [words.labels.naf, content.naf],
          [words.labels.cpv, content.cpv],
        ] as const
      )
        .filter(([, codes]) => codes.length > 0)
        .map(
          ([label, codes]): Block =>
            note(
              `${label}\u202f: ${codes.map((code) => (nameOf(code) === code ? code : `${code} ${nameOf(code)}`)).join('\u202f; ')}`,
            ),
        ),
    ]),
  ];
}

function targetBlocks({ objectives, years }: TextReading): Block[] {
  if (objectives.length === 0) return [heading('targets'), note(words.nothing.objectives)];
  return [
    heading('targets'),
    {
      kind: 'table',
      caption: words.targets.caption,
      columns: [
        { header: words.targets.indicator, width: 2.8 },
        { header: words.targets.unit, width: 1.1 },
        { header: words.targets.baseline, align: 'end', width: 2.1 },
        ...years.map((year) => ({ header: String(year), align: 'end' as const, width: 1.1 })),
        { header: words.targets.verification, width: 2.6 },
      ],
      rows: objectives.flatMap(({ clause, number, indicators }) => [
        { kind: 'group' as const, text: words.objective(number, clause.content.title) },
        ...(indicators.length === 0
          ? [{ kind: 'row' as const, cells: [words.nothing.indicators, ...Array(years.length + 3).fill('')] }]
          : indicators.map(({ content }) => ({
              kind: 'row' as const,
              cells: [
                titled(
                  content.title,
                  `\n${[content.code, words.direction[content.direction], words.cumulation[content.cumulation]].filter(Boolean).join(', ')}`,
                ),
                unitOf(content),
                content.baseline
                  ? `${cellWords(content.baseline.value, content)}\n(${content.baseline.year}, ${content.baseline.source})`
                  : words.none,
                ...years.map((year) => cellWords(content.targets[String(year)] ?? null, content)),
                [content.verification, content.responsible].filter(Boolean).join('\n') || words.none,
              ],
            }))),
      ]),
      note: words.targets.note,
    },
  ];
}

function financingBlocks({ frozen, years, commitments, budgets, nameOf }: TextReading): Block[] {
  if (commitments.length === 0 && budgets.length === 0) return [heading('financing'), note(words.nothing.commitments)];
  const parties = frozen.parties.map(({ id }) => id);
  const yearColumns = years.map((year) => ({ header: String(year), align: 'end' as const, width: 1.2 }));
  const natures = COST_NATURES.map((nature) => natureTable(nature, parties, years, commitments)).filter(({ rows }) =>
    rows.some(({ amounts }) => amounts.some((amount) => amount !== null)),
  );
  const payers = frozen.parties.filter(({ kind }) => isPublic(kind)).map(({ id }) => id);
  const shares = publicShares(years, payers, commitments, budgets, {});
  const notes = [...new Set([...commitments, ...budgets].map(({ note: text }) => text).filter((text) => text !== ''))];
  return [
    heading('financing'),
    ...natures.map(
      ({ nature, rows, totals, total }): Block => ({
        kind: 'table',
        caption: words.financing.nature[nature],
        columns: [
          { header: words.partyColumn, width: 3 },
          ...yearColumns,
          { header: words.total, align: 'end', width: 1.3 },
        ],
        rows: rows
          .filter(({ amounts }) => amounts.some((amount) => amount !== null))
          .map(({ party, amounts, total: sum }) => ({
            kind: 'row',
            cells: [nameOf(party), ...amounts.map((amount) => euros(amount)), euros(sum)],
          })),
        footer: [words.total, ...totals.map((amount) => euros(amount)), euros(total)],
      }),
    ),
    ...(budgets.length === 0
      ? [note(words.nothing.budgets)]
      : [
          {
            kind: 'table',
            caption: words.financing.share,
            columns: [{ header: words.financing.line, width: 3 }, ...yearColumns],
            rows: [
              {
                kind: 'row',
                cells: [words.financing.publicMoney, ...shares.map(({ publicCents }) => euros(publicCents))],
              },
              {
                kind: 'row',
                cells: [words.financing.costs, ...shares.map(({ runningCostsCents }) => euros(runningCostsCents))],
              },
            ],
            footer: [
              words.financing.publicShare,
              ...shares.map(({ share }) => (share === null ? words.unknown : formatShare(share, 1))),
            ],
            note: words.financing.shareNote,
          } satisfies Block,
        ]),
    ...(notes.length === 0
      ? []
      : ([
          { kind: 'heading', level: 2, text: words.financing.notes, id: 'financement-reserves' },
          { kind: 'list', items: notes },
        ] satisfies Block[])),
  ];
}
