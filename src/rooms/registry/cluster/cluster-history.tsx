import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import { Icon, type IconName } from '#kit/web/ui/index.ts';
import { CertaintyMark } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import type { Certainty } from '../vocabulary.ts';
import type { ClusterDetail } from './cluster.ts';

interface Happening {
  readonly key: string;
  /** `YYYY-MM-DD`, or a year alone when no day is known; null when nothing is. */
  readonly when: string | null;
  readonly icon: IconName;
  readonly title: string;
  readonly href?: string;
  readonly certainty: Certainty | null;
  readonly details: readonly string[];
}

const present = (details: readonly (string | null | false)[]): string[] =>
  details.filter((detail) => typeof detail === 'string');

function decisions(cluster: ClusterDetail): Happening[] {
  const words = t().cluster.page;
  return cluster.decisions.map((one) => ({
    key: one.id,
    when: one.decidedOn,
    icon: one.decision === 'granted' || one.decision === 'renewed' ? 'seal' : 'minus',
    title: t().decision[one.decision],
    certainty: one.certainty,
    details: present([
      words.authority(one.authority),
      one.reference && words.reference(one.reference),
      one.validTo && words.until(formatDay(one.validTo)),
      one.conditions && words.conditions(one.conditions),
      t().words.source(one.source),
    ]),
  }));
}

function attributes(cluster: ClusterDetail): Happening[] {
  const words = t().cluster.page;
  return [
    ...cluster.categories.map(
      (one): Happening => ({
        key: `category ${one.from}`,
        when: one.from,
        icon: 'pin',
        title: words.categoryEvent(t().category[one.category]),
        certainty: one.certainty,
        details: present([one.to && words.until(formatDay(one.to)), t().words.source(one.source)]),
      }),
    ),
    ...cluster.ratings.map(
      (one): Happening => ({
        key: `rating ${one.year}`,
        when: String(one.year),
        icon: 'document',
        title: words.ratingEvent(t().rating[one.rating]),
        certainty: one.certainty,
        details: [t().words.source(one.source)],
      }),
    ),
    ...cluster.designations.map(
      (one): Happening => ({
        key: one.id,
        when: one.from,
        icon: 'seal',
        title: words.designated,
        certainty: null,
        details: present([
          words.authority(one.decision),
          one.to && one.endedReason && words.designationEnded(formatDay(one.to), one.endedReason),
        ]),
      }),
    ),
  ];
}

function successions(cluster: ClusterDetail): Happening[] {
  const words = t().cluster.page;
  const links = [
    ...cluster.predecessors.map((one) => ({ one, title: words.comesFrom(one.name, t().nature[one.nature]) })),
    ...cluster.successors.map((one) => ({ one, title: words.becomes(one.name, t().nature[one.nature]) })),
  ];
  return links.map(({ one, title }) => ({
    key: `${one.nature} ${one.id}`,
    when: one.onDay ?? (one.year === null ? null : String(one.year)),
    icon: 'arrow-right',
    title,
    href: `/poles/${one.id}`,
    certainty: one.certainty,
    details: [t().words.source(one.source)],
  }));
}

/** Everything dated that is known of a cluster, oldest first; what has no date comes last. */
export function ClusterHistory({ cluster }: { cluster: ClusterDetail }): VNode {
  const words = t().cluster.page;
  const happenings = [...decisions(cluster), ...attributes(cluster), ...successions(cluster)].toSorted((one, other) =>
    (one.when ?? '9999').localeCompare(other.when ?? '9999'),
  );
  if (happenings.length === 0) return <p>{words.historyEmpty}</p>;
  return (
    <ol class="gr-history" aria-label={words.history}>
      {happenings.map((happening) => (
        <li key={happening.key}>
          <span class="gr-history__mark">
            <Icon name={happening.icon} small />
          </span>
          <p class="gr-history__when">
            {happening.when === null ? (
              words.dateUnknown
            ) : (
              <time datetime={happening.when}>
                {happening.when.length === 4 ? happening.when : formatDay(happening.when)}
              </time>
            )}
          </p>
          <div class="gr-history__what">
            <p class="gr-history__title">
              {happening.href ? <a href={happening.href}>{happening.title}</a> : happening.title}{' '}
              {happening.certainty ? <CertaintyMark certainty={happening.certainty} /> : null}
            </p>
            {happening.details.map((detail) => (
              <p key={detail} class="gr-history__detail">
                {detail}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
