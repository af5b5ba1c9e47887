import type { Block, DocumentLayout } from '#engines/documents/document.ts';
import { formatCents, formatNumber, locale } from '#kit/say.ts';
import { t } from '../monitoring.sentences.ts';
import type { Dashboard } from './dashboard.query.ts';

/** A figure, or why it is not there. */
export const countInWords = (count: number | null): string =>
  count === null ? t().dashboard.suppressed : formatNumber(count);
export const collegeInWords = (label: string): string => t().dashboard.kinds[label] ?? label;

/** The dashboard as a document. Pure, in the language spoken. */
export function dashboardDocument(view: Dashboard): DocumentLayout {
  const words = t().dashboard;
  const table = (caption: string, rows: Dashboard['present'], label = (text: string) => text): Block[] =>
    rows.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption,
            columns: [
              { header: words.category, width: 3 },
              { header: words.members, align: 'end' },
            ],
            rows: rows.map((row) => ({ kind: 'row', cells: [label(row.label), countInWords(row.count)] })),
          },
        ];
  const values = (caption: string, rows: Dashboard['intellectual']): Block => ({
    kind: 'table',
    caption,
    columns: [
      { header: words.indicator, width: 3 },
      { header: words.value, align: 'end' },
    ],
    rows: rows.map((row) => ({
      kind: 'row',
      cells: [
        `${row.label[locale()]} (${row.unit[locale()]})`,
        row.value === null ? t().unknown : formatNumber(row.value, 1),
      ],
    })),
  });
  return {
    title: words.title(view.cluster.name, view.year),
    subtitle: view.sector,
    language: locale(),
    reference: `${view.cluster.id}-${view.year}`,
    date: `${view.year}-12-31`,
    contents: false,
    ...(view.synthetic && { synthetic: t().note.synthetic }),
    blocks: [
      {
        kind: 'definitions',
        items: [
          {
            label: words.president,
            value: view.president ? `${view.president.name}, ${view.president.title}` : words.noPresident,
          },
          { label: words.description, value: describe(view) },
        ],
      },
      ...table(words.newMembers, view.joined, collegeInWords),
      ...table(words.distribution, view.present, collegeInWords),
      ...table(words.areas, view.departements),
      ...table(words.activities, view.activities),
      ...(view.fui.length === 0
        ? []
        : [
            {
              kind: 'table',
              caption: words.fui,
              columns: [
                { header: t().objectives.year },
                { header: words.count, align: 'end' },
                { header: words.amount, align: 'end' },
              ],
              rows: view.fui.map((row) => ({
                kind: 'row',
                cells: [String(row.year), formatNumber(row.projects), formatCents(row.cents, true)],
              })),
            } as const satisfies Block,
          ]),
      values(words.results, view.intellectual),
      values(words.operational, view.operational),
      { kind: 'paragraph', manner: 'note', text: `${words.source(view.year)}. ${words.secrecy}` },
    ],
  };
}

/** « Association Minalogic, à Grenoble ; Rhône-Alpes ». */
export const describe = ({ association, city, regions, cluster }: Dashboard): string =>
  [association ?? cluster.name, city, regions.join(', ')].filter(Boolean).join(' · ');
