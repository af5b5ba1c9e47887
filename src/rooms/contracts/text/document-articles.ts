import type { WrittenBlock as Block, Definitions, RichText, Run } from '#engines/documents/document.ts';
import { formatCents, formatDay, formatNumber } from '#kit/say.ts';
import type { ClauseKind } from '../clause/clause.ts';
import { type Piece, readBody } from './article-body.rules.ts';
import { annexTitles } from './document-annexes.ts';
import { euros, marketWords, paragraphsOf, titled, valueWords } from './document-figures.ts';
import { words } from './document-words.ts';
import type { BlockMark, LineMark } from './marks.ts';
import type { FrozenClause, ReadObjective, TextReading } from './text-reading.ts';

/** Blocks of the document with the clauses that they come from: the screen puts its notes beside them. */
export interface TextPart {
  readonly clauses: readonly { readonly id: string; readonly kind: ClauseKind; readonly title: string }[];
  readonly blocks: readonly Block[];
}

const part = (blocks: readonly Block[], clauses: readonly FrozenClause[] = []): TextPart => ({
  clauses: clauses.map(({ id, kind, content }) => ({ id, kind, title: titleOf(kind, content) })),
  blocks,
});

const titleOf = (kind: ClauseKind, content: unknown): string =>
  kind === 'diagnosis'
    ? words.section[(content as { section: keyof typeof words.section }).section]
    : String((content as { title?: string }).title ?? '');

const note = (text: string): Block => ({ kind: 'paragraph', manner: 'note', text });

/** One article: its heading and its paragraphs, then a part for each passage that a mark brings in. */
export function articleParts(reading: TextReading, article: FrozenClause<'article'>): TextPart[] {
  const { title, body } = article.content;
  const number = reading.articleNumbers.get(article.id);
  const heading: Block = {
    kind: 'heading',
    level: 1,
    text: number === undefined ? title : words.article(number, title),
    id: `texte-${article.id.replace(/[^A-Za-z0-9-]/g, '-')}`,
  };
  const parts: TextPart[] = [part([heading], [article])];
  for (const block of readBody(body)) {
    if (block.kind === 'block') parts.push(...blockParts(reading, block.name));
    else if (block.kind === 'list')
      parts.push(part([{ kind: 'list', items: block.items.map((item) => runs(reading, item)) }]));
    else parts.push(part([{ kind: 'paragraph', text: runs(reading, block.pieces) }]));
  }
  return parts;
}

const runs = (reading: TextReading, pieces: readonly Piece[]): Run[] =>
  pieces.map((piece) => ({
    text: piece.kind === 'words' ? piece.text : lineWords(reading, piece.name),
    bold: piece.bold,
  }));

function lineWords({ frozen, objectives, commitments, years }: TextReading, name: LineMark): string {
  const { cluster, contract } = frozen;
  const values: Record<LineMark, () => string> = {
    'pole.nom': () => cluster.name,
    'pole.secteur': () => cluster.sector,
    'association.nom': () => cluster.association?.name ?? words.unknown,
    'association.siren': () => cluster.association?.siren ?? words.unknown,
    'association.president': () => cluster.association?.president ?? words.unknown,
    'contrat.reference': () => contract.id,
    'contrat.debut': () => formatDay(contract.startsOn),
    'contrat.terme': () => formatDay(contract.endsOn),
    'contrat.annees': () => `${years[0]}-${years.at(-1)}`,
    'membres.nombre': () => formatNumber(frozen.members.length),
    'objectifs.nombre': () => formatNumber(objectives.length),
    'engagements.total': () => formatCents(commitments.reduce((sum, { amountCents }) => sum + amountCents, 0)),
  };
  return values[name]();
}

function blockParts(reading: TextReading, name: BlockMark): TextPart[] {
  const writers: Record<BlockMark, (reading: TextReading) => TextPart[]> = {
    avenant: ({ frozen }) => (frozen.edition.number === 0 ? [] : [part(amendmentBlocks(frozen.edition))]),
    parties: ({ frozen }) => [part([partiesBlock(frozen)])],
    domaines: ({ areas }) => [
      areas.length === 0
        ? part([note(words.nothing.areas)])
        : part(
            [
              {
                kind: 'list',
                items: areas.map(({ content }) =>
                  titled(content.title, `\u202f: ${content.technology} × ${content.market}`),
                ),
              },
            ],
            areas,
          ),
    ],
    'objectifs.technologiques': ({ goals }) => [
      goals.length === 0
        ? part([note(words.nothing.goals)])
        : part(
            [
              {
                kind: 'list',
                items: goals.map(({ content }) => `${content.title} (${words.nature[content.nature].toLowerCase()})`),
              },
            ],
            goals,
          ),
    ],
    marches: ({ markets }) => [
      markets.length === 0
        ? part([note(words.nothing.markets)])
        : part(
            [{ kind: 'list', items: markets.map(({ content }) => titled(content.title, marketWords(content))) }],
            markets,
          ),
    ],
    diagnostic: diagnosisParts,
    chiffres: ({ frozen }) => (frozen.figures.length === 0 ? [] : [part([figuresBlock(frozen)])]),
    objectifs: ({ objectives }) =>
      objectives.length === 0
        ? [part([note(words.nothing.objectives)])]
        : objectives.map((objective) =>
            part(objectiveBlocks(reading, objective), [objective.clause, ...objective.indicators]),
          ),
    engagements: commitmentParts,
    annexes: () => [
      part([{ kind: 'list', items: annexTitles().map(({ title, id }) => [{ text: title, link: `#${id}` }]) }]),
    ],
  };
  return writers[name](reading);
}

function amendmentBlocks({ number, subjects, reason }: TextReading['frozen']['edition']): Block[] {
  const subject = words.amendment.subject as Record<string, string>;
  return [
    { kind: 'paragraph', text: words.amendment.lead(number) },
    {
      kind: 'definitions',
      items: [
        { label: words.labels.replaces, value: words.amendment.replaced(number - 1) },
        { label: words.labels.subjects, value: subjects.map((one) => subject[one] ?? one).join(', ') },
        { label: words.labels.reason, value: reason ?? words.unknown },
      ],
    },
  ];
}

function partiesBlock({ parties, cluster }: TextReading['frozen']): Definitions {
  return {
    kind: 'definitions',
    items: parties.map(({ kind, coordinating, name }) => {
      const detail =
        kind === 'cluster' && cluster.association
          ? words.association(cluster.association.siren, cluster.association.president)
          : '';
      return {
        label: kind === 'state' ? words.party.state(coordinating) : words.party[kind],
        value: detail ? [{ text: name, bold: true }, { text: `\n${detail}` }] : [{ text: name, bold: true }],
      };
    }),
  };
}

function diagnosisParts({ diagnosis }: TextReading): TextPart[] {
  if (diagnosis.length === 0) return [part([note(words.nothing.diagnosis)])];
  return diagnosis.map((clause) =>
    part(
      [
        {
          kind: 'heading',
          level: 2,
          text: words.section[clause.content.section],
          id: `diagnostic-${clause.content.section}`,
        },
        ...paragraphsOf(clause.content.text).map((text): Block => ({ kind: 'paragraph', text })),
      ],
      [clause],
    ),
  );
}

const figuresBlock = ({ figures, on }: TextReading['frozen']): Block => ({
  kind: 'table',
  caption: words.figures,
  columns: [
    { header: words.figure, width: 3 },
    { header: words.value, width: 2 },
  ],
  rows: figures.map(({ label, value }) => ({ kind: 'row', cells: [label, value] })),
  note: words.figuresNote(formatDay(on)),
});

/** Depth of a heading: the engine knows four levels, the articles take the first. */
const DEEPEST = 4;

function objectiveBlocks(reading: TextReading, { clause, number, level, indicators }: ReadObjective): Block[] {
  const { title, dimension, scope, bearers, rationale, areas, priorities, filieres } = clause.content;
  const named = (label: string, ids: readonly string[]) =>
    ids.length === 0 ? [] : [{ label, value: ids.map(reading.nameOf).join('\u202f; ') }];
  return [
    {
      kind: 'heading',
      level: Math.min(level + 1, DEEPEST) as 2 | 3 | 4,
      text: words.objective(number, title),
      id: `objectif-${number.replaceAll('.', '-')}`,
    },
    ...paragraphsOf(rationale).map((text): Block => ({ kind: 'paragraph', text })),
    {
      kind: 'definitions',
      items: [
        { label: words.labels.dimension, value: words.dimension[dimension] },
        { label: words.labels.scope, value: words.bornBy(words.scope[scope], bearers) },
        ...named(words.labels.areas, areas),
        ...named(words.labels.priorities, priorities),
        ...named(words.labels.filieres, filieres),
        {
          label: words.labels.indicators,
          value: indicators.length === 0 ? words.nothing.indicators : indicatorLines(reading, indicators),
        },
      ],
    },
  ];
}

function indicatorLines({ years }: TextReading, indicators: readonly FrozenClause<'indicator'>[]): RichText {
  return indicators.flatMap(({ content }, index): Run[] => {
    const last = years.findLast((year) => (content.targets[String(year)] ?? null) !== null) ?? null;
    const { baseline } = content;
    const evolution = words.fromTo(
      baseline && valueWords(baseline.value, content),
      baseline?.year ?? null,
      last === null ? null : valueWords(content.targets[String(last)]!, content),
      last,
    );
    return [{ text: `${index === 0 ? '' : '\n'}${content.title}\u202f: ` }, { text: evolution, bold: true }];
  });
}

function commitmentParts({ frozen, years, commitments }: TextReading): TextPart[] {
  if (commitments.length === 0) return [part([note(words.nothing.commitments)])];
  const sum = (of: readonly { readonly amountCents: number }[]) =>
    of.reduce((all, { amountCents }) => all + amountCents, 0);
  const cells = (of: TextReading['commitments']) => [
    ...years.map((year) => {
      const held = of.filter((one) => one.year === year);
      return held.length === 0 ? words.none : euros(sum(held));
    }),
    euros(sum(of)),
  ];
  return [
    part([
      {
        kind: 'table',
        caption: words.commitmentsCaption,
        columns: [
          { header: words.partyColumn, width: 2.6 },
          ...[...years.map(String), words.total].map((header) => ({ header, align: 'end' as const, width: 1.15 })),
        ],
        rows: frozen.parties
          .map(({ id, name }) => ({ name, held: commitments.filter(({ party }) => party === id) }))
          .filter(({ held }) => held.length > 0)
          .map(({ name, held }) => ({ kind: 'row', cells: [name, ...cells(held)] })),
        footer: [words.total, ...cells(commitments)],
      },
    ]),
  ];
}
