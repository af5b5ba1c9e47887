import type { VNode } from 'preact';
import type { MatchLook, Warning } from '#engines/impact/index.ts';
import { formatNumber, locale, say } from '#kit/say.ts';
import { Alert, DataTable, Section } from '#kit/web/ui/index.ts';
import { numbers } from '../evaluation.marks.tsx';
import { t } from '../evaluation.sentences.ts';
import type { Matching } from '../evaluation.ts';
import { BalanceChart } from './balance.chart.tsx';
import { type BalanceLine, balanceLines } from './matching.rules.ts';

/** A matching in one sentence. */
export function matchingSaid(matching: Matching | null): string {
  const words = t().matching;
  if (!matching) return words.none;
  const { method, on, exact, at, ratio, replace, caliper } = matching;
  const named = on.map((name) => {
    const [outcome, period] = name.split('@');
    return period === undefined ? name : words.said.outcome(outcome!, period);
  });
  const settings = [
    ...(exact.length > 0 ? [words.said.exact(listOf(exact))] : []),
    ratio === 1 ? words.said.ratioOne : words.said.ratio(formatNumber(ratio)),
    replace ? words.said.replace : words.said.noReplace,
    caliper === null ? words.said.noCaliper : words.said.caliper(formatNumber(caliper, 3)),
  ];
  const kind = words.said.on(words.methods[method], listOf(named), String(at));
  return `${[kind, ...(method === 'nearest' ? settings : [])].join(locale() === 'fr' ? '\u202f; ' : '; ')}.`;
}

/** A variable of the balance as the form calls it: `rd@2010` is R&D of 2010, `nafC` the level C of `naf`. */
function variableName(name: string, matching: Matching | null): string {
  const words = t().matching;
  if (name === 'distance') return words.score;
  const asked = [...(matching?.on ?? []), ...(matching?.exact ?? [])];
  const [outcome, period] = asked.find((one) => one === name)?.split('@') ?? [];
  if (outcome) return period ? words.said.outcome(outcome, period) : outcome;
  const factor = asked.filter((one) => name.startsWith(one)).toSorted((a, b) => b.length - a.length)[0];
  return factor ? words.level(factor, name.slice(factor.length)) : name;
}

const listOf = (names: readonly string[]): string =>
  new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);

/** Who was matched, how alike the groups are before and after, and what to know of it. */
export function MatchingSection(props: {
  readonly matching: Matching | null;
  readonly match: MatchLook;
  /** Said when the method may still be changed. */
  readonly note?: string;
}): VNode {
  const { match } = props;
  const words = t().matching;
  const lines = balanceLines(match);
  return (
    <Section title={words.section} lead={matchingSaid(props.matching)}>
      {props.note ? <p>{props.note}</p> : null}
      <Sizes match={match} />
      <Support match={match} />
      {lines ? (
        <Balance lines={lines} matching={props.matching} period={match.period} />
      ) : (
        <p class="gr-quiet">{words.secret}</p>
      )}
      <Warnings warnings={match.warnings.filter(({ code }) => !SAID_ALREADY.includes(code))} />
    </Section>
  );
}

/** What the support and the plot say by themselves. */
const SAID_ALREADY = ['outside-support', 'unbalanced'];

export function Warnings({ warnings }: { warnings: readonly Warning[] }): VNode | null {
  if (warnings.length === 0) return null;
  return (
    <ul>
      {warnings.map((warning) => (
        <li key={warning.fr}>{say(warning)}</li>
      ))}
    </ul>
  );
}

function Sizes({ match: { sizes } }: { match: MatchLook }): VNode {
  const words = t().matching;
  const rows = (['treated', 'control'] as const).map((group) => ({ group, ...sizes[group] }));
  return (
    <DataTable
      caption={words.sizes}
      figures
      note={words.effectiveNote}
      rows={rows}
      rowKey={({ group }) => group}
      columns={[
        {
          key: 'group',
          label: words.group,
          header: true,
          render: ({ group }) => (group === 'treated' ? words.treated : words.controls),
        },
        { key: 'all', label: words.all, align: 'end', render: ({ all }) => formatNumber(all) },
        { key: 'matched', label: words.matched, align: 'end', render: ({ matched }) => formatNumber(matched) },
        { key: 'effective', label: words.effective, align: 'end', render: (row) => formatNumber(row.effective) },
        { key: 'unmatched', label: words.unmatched, align: 'end', render: ({ unmatched }) => formatNumber(unmatched) },
      ]}
    />
  );
}

/** Where scores overlap, and how many treated are outside; nothing where no score was needed. */
function Support({ match: { support } }: { match: MatchLook }): VNode | null {
  if (!support) return null;
  const words = t().matching;
  const write = numbers();
  const [from, to] = [write.effect(support.from), write.effect(support.to)];
  const { outside } = support.treated;
  return outside === 0 ? (
    <p>{words.support(from, to)}</p>
  ) : (
    <Alert kind="warning" title={words.outsideTitle} level={3}>
      {words.outside(outside, from, to)}
    </Alert>
  );
}

function Balance(props: { lines: readonly BalanceLine[]; matching: Matching | null; period: number }): VNode {
  const { lines, matching, period } = props;
  const words = t().matching;
  const write = numbers();
  const shown = lines.map((line) => ({ ...line, name: variableName(line.name, matching) }));
  return (
    <>
      <BalanceChart points={shown} />
      <DataTable
        caption={words.table(String(period))}
        figures
        rows={shown}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', label: words.variable, header: true, render: ({ name }) => name },
          { key: 'before', label: words.before, align: 'end', render: ({ before }) => write.deviations(before) },
          { key: 'after', label: words.after, align: 'end', render: ({ after }) => write.deviations(after) },
          { key: 'treated', label: words.meanTreated, align: 'end', render: (line) => write.effect(line.meanTreated) },
          { key: 'control', label: words.meanControl, align: 'end', render: (line) => write.effect(line.meanControl) },
          {
            key: 'variance',
            label: words.varianceRatio,
            align: 'end',
            render: ({ varianceRatio }) => write.effect(varianceRatio),
          },
        ]}
      />
    </>
  );
}
