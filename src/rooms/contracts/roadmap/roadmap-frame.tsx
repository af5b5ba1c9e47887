import type { VNode } from 'preact';
import { formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Alert, Icon, StatusBadge, Tabs } from '#kit/web/ui/index.ts';
import type { EditionState } from '../contract.ts';
import { contractAddress } from '../contract-address.ts';
import type { ContractHead } from '../contract-head.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { passageWords } from '../negotiation/passage.ts';
import type { ShownGap } from './objectives.ts';
import { t } from './roadmap.sentences.ts';
import { type Measured, targetWords } from './target-value.rules.ts';

const TONES = {
  open: 'progress',
  signing: 'progress',
  signed: 'success',
  superseded: 'neutral',
  abandoned: 'neutral',
} as const satisfies Record<EditionState, string>;

/** Which text the page shows, and where it stands. */
export function TextState({ number, state }: { readonly number: number; readonly state: string }): VNode {
  const known = state as EditionState;
  return <StatusBadge tone={TONES[known]} label={`${t().textOf(number)}, ${t().states[known]}`} />;
}

/** What every page of the objectives has around it. */
export const frame = (contract: ContractHead, title: string, last?: string) =>
  ({
    title,
    crumbs: contractCrumbs(contract, 'objectives', last),
    side: contractSide(contract, 'objectives'),
    synthetic: contract.synthetic,
  }) satisfies Partial<Page>;

export function Views(props: {
  readonly contract: string;
  readonly current: 'grid' | 'paste' | 'coverage';
  readonly open: boolean;
}): VNode {
  const words = t().views;
  const at = (rest = '') => contractAddress(props.contract, 'objectives', rest);
  const views = [
    { key: 'grid', href: at() },
    ...(props.open ? [{ key: 'paste', href: at('/coller') } as const] : []),
    { key: 'coverage', href: at('/couverture') },
  ] as const;
  return (
    <Tabs
      label={words.label}
      tabs={views.map(({ key, href }) => ({ label: words[key], href, current: key === props.current }))}
    />
  );
}

/** Why nothing can be written here, to whoever otherwise might. */
export const Closed = ({ closed }: { closed: string | null }): VNode | null =>
  closed ? <Alert kind="info">{closed}</Alert> : null;

export const changed = (one: { readonly changedBy: string; readonly changedAt: Date }): string =>
  t().changedBy(one.changedBy, formatInstant(one.changedAt));

/** A target in words: « 45 % », « oui », « 12 projets »; « — » when there is none. */
export const target = (value: number | null, indicator: Measured): string =>
  targetWords(value, indicator, passageWords());

/** What a passage still lacks, in words and with a sign. */
export function Gaps({ gaps }: { gaps: readonly ShownGap[] }): VNode | null {
  if (gaps.length === 0) return null;
  return (
    <ul class="gr-gaps">
      {gaps.map((gap) => (
        <li key={gap.code} class={`gr-gaps__${gap.severity}`}>
          <Icon
            name={gap.severity === 'missing' ? 'warning' : 'info'}
            small
            title={t().completeness.severities[gap.severity]}
          />
          <span>
            <a href={gap.href}>{gap.here ?? gap.sentence}</a>
            {gap.rule ? ` (${gap.rule})` : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
