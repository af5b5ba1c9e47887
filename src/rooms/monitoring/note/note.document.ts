import type { Block, DocumentLayout } from '#engines/documents/document.ts';
import { colon, formatCents, formatShare, locale, say } from '#kit/say.ts';
import type { Sheet } from '#kit/web/export.ts';
import { t } from '../monitoring.sentences.ts';
import type { ClusterWatch } from '../objectives/cluster-watch.ts';
import { outlookInWords } from '../objectives/outlook-words.ts';
import { whyObjective } from '../trajectory/standing-words.ts';
import type { Tally } from '../trajectory/trajectory.rules.ts';
import type { GivenOpinion } from '../watch/watch.store.ts';

/** A cluster as a meeting needs it. */
export interface NotedCluster {
  readonly watch: ClusterWatch;
  readonly opinions: readonly GivenOpinion[];
}

const situation = (watch: ClusterWatch): string =>
  [
    t().categories[watch.category ?? 'unknown'],
    t().portfolio.members(watch.members),
    watch.sector,
    watch.region ?? t().unknown,
  ].join(' · ');

const returnInWords = ({ record }: ClusterWatch): string =>
  record
    ? `${record.year}${colon()}${t().returnStates[record.state as 'draft']} (${record.daysLate > 0 ? t().daysLate(record.daysLate) : t().kept[record.kept as 'late']})`
    : t().portfolio.noCampaign;

const levelInWords = ({ level, step }: ClusterWatch): string =>
  step === null ? t().levels[level] : `${t().levels[level]}, ${t().steps[step as 1 | 2 | 3]}`;

/** The note for a meeting on one cluster or several: state, objectives, alerts, money, opinions, monitoring. Pure, in the language spoken. */
export function noteDocument(clusters: readonly NotedCluster[], on: string, issuer: string): DocumentLayout {
  const words = t().note;
  const [only, ...others] = clusters;
  return {
    title: words.title,
    subtitle: others.length === 0 && only ? only.watch.cluster.name : words.subtitle(clusters.length),
    language: locale(),
    reference: `${words.file}-${on}`,
    date: on,
    issuer,
    ...(clusters.some(({ watch }) => watch.synthetic) && { synthetic: words.synthetic }),
    blocks: clusters.flatMap((one) => clusterBlocks(one)),
  };
}

function clusterBlocks({ watch, opinions }: NotedCluster): Block[] {
  const words = t().note;
  const { cluster, alerts, money } = watch;
  const heading = (text: string, part: string): Block => ({
    kind: 'heading',
    level: 2,
    text,
    id: `${cluster.id}-${part}`,
  });
  return [
    { kind: 'heading', level: 1, text: cluster.name, id: cluster.id },
    { kind: 'paragraph', text: situation(watch), manner: 'note' },
    {
      kind: 'definitions',
      items: [
        { label: t().portfolio.return, value: returnInWords(watch) },
        { label: words.monitoring, value: levelInWords(watch) },
      ],
    },
    heading(words.alerts, 'alertes'),
    alerts.length === 0
      ? { kind: 'paragraph', text: words.none }
      : {
          kind: 'list',
          items: alerts.map((alert) => [{ text: `${t().alertKinds[alert.kind]}. `, bold: true }, { text: say(alert) }]),
        },
    ...(watch.objectives.length === 0 ? [] : [heading(words.objectives, 'objectifs'), objectivesTable(watch)]),
    ...(money.length === 0 ? [] : [heading(words.money, 'argent'), moneyTable(watch)]),
    heading(words.opinions, 'avis'),
    opinions.length === 0
      ? { kind: 'paragraph', text: words.noOpinion }
      : {
          kind: 'list',
          items: opinions.map(({ party, year, opinion, text }) =>
            [`${party} (${year})${colon()}${words.opinionWords[opinion]}`, text].filter(Boolean).join('. '),
          ),
        },
  ];
}

const objectivesTable = (watch: ClusterWatch): Block => ({
  kind: 'table',
  caption: `${t().note.objectives} ${watch.year}`,
  columns: [
    { header: t().note.objective, width: 3 },
    { header: t().objectives.standing, width: 1.4 },
    { header: t().note.why, width: 3 },
    { header: t().note.chance, width: 3 },
  ],
  rows: watch.objectives.map(({ title, standing, tally, indicators }) => ({
    kind: 'row',
    cells: [
      title,
      t().standings[standing],
      whyObjective(tally as Tally, watch.year),
      indicators.map((one) => `${one.title}${colon()}${outlookInWords(one)}`).join('\n'),
    ],
  })),
  note: t().objectiveRule,
});

const moneyTable = ({ money, cluster }: ClusterWatch): Block => ({
  kind: 'table',
  caption: `${t().note.money}, ${cluster.name}`,
  columns: [
    { header: t().note.year },
    { header: t().note.promised, align: 'end' },
    { header: t().note.paid, align: 'end' },
  ],
  rows: money.map(({ year, promisedCents, paidCents }) => ({
    kind: 'row',
    cells: [String(year), formatCents(promisedCents, true), formatCents(paidCents, true)],
  })),
});

/** The same as a workbook: a line per objective, the cluster's context and alerts beside it. */
export function noteSheet(clusters: readonly NotedCluster[], on: string): Sheet {
  const words = t();
  const headers = [
    words.portfolio.cluster,
    words.portfolio.context,
    words.portfolio.return,
    words.note.monitoring,
    words.note.alerts,
    words.note.objective,
    words.objectives.standing,
    words.note.why,
    words.portfolio.trend,
    words.note.opinions,
  ];
  const synthetic = clusters.some(({ watch }) => watch.synthetic);
  return {
    name: `${words.note.file}-${on}`,
    columns: headers.map((label) => ({ label })),
    rows: [
      ...clusters.flatMap(({ watch, opinions }) => {
        const context = [
          watch.cluster.name,
          situation(watch),
          returnInWords(watch),
          levelInWords(watch),
          watch.alerts.map((alert) => say(alert)).join(' '),
        ];
        const share = watch.history.at(-1)?.share ?? null;
        const given = opinions
          .map(({ party, opinion }) => `${party}${colon()}${words.note.opinionWords[opinion]}`)
          .join('\u202f; ');
        const objectives = watch.objectives.map(({ title, standing, tally }) => [
          title,
          words.standings[standing],
          whyObjective(tally as Tally, watch.year),
        ]);
        const rows = objectives.length > 0 ? objectives : [[words.portfolio.noObjectives, '', '']];
        return rows.map((objective) => [...context, ...objective, share === null ? '' : formatShare(share), given]);
      }),
      ...(synthetic ? [[words.note.synthetic, ...new Array<string>(headers.length - 1).fill('')]] : []),
    ],
  };
}
