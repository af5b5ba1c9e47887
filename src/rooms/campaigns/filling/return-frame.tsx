import type { VNode } from 'preact';
import { say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { StatusBadge, Tabs, type Tone } from '#kit/web/ui/index.ts';
import { type ReturnState, returnLife } from '../return.workflow.ts';
import { returnAddress, returnsAddress } from '../return-address.ts';
import { t } from './filling.sentences.ts';
import type { ReturnGrid } from './return-grid.ts';

const TONES = {
  draft: 'info',
  submitted: 'progress',
  returned: 'warning',
  'state-accepted': 'progress',
  validated: 'success',
  'closed-without-return': 'error',
} as const satisfies Record<ReturnState, Tone>;

/** Where a return stands: word, icon and colour. */
export const ReturnMark = ({ state }: { state: ReturnState }): VNode => (
  <StatusBadge tone={TONES[state]} label={say(returnLife.states[state])} />
);

type Of = Pick<ReturnGrid, 'cluster' | 'year' | 'synthetic'>;

/** What every page of a return has around it. */
export const frame = ({ cluster, year, synthetic }: Of, last?: string) =>
  ({
    crumbs: [
      { label: cluster.name, href: `/poles/${cluster.id}` },
      { label: t().returns, href: returnsAddress(cluster.id) },
      ...(last
        ? [{ label: t().title(year), href: returnAddress({ cluster: cluster.id, year }) }, { label: last }]
        : [{ label: t().title(year) }]),
    ],
    synthetic,
  }) satisfies Partial<Page>;

export function Views({ cluster, year, current }: Of & { readonly current: 'grid' | 'paste' | 'workbook' }): VNode {
  const words = t().views;
  const at = (rest = '') => returnAddress({ cluster: cluster.id, year }, rest);
  return (
    <Tabs
      label={words.label}
      tabs={[
        { label: words.grid, href: at(), current: current === 'grid' },
        { label: words.paste, href: at('/coller'), current: current === 'paste' },
        { label: words.workbook, href: at('/tableur'), current: current === 'workbook' },
      ]}
    />
  );
}
