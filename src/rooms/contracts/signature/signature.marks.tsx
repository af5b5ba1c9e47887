import type { ComponentChildren, VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import { type IconName, StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import type { ContractHead } from '../contract-head.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { ContractMark } from '../life/contract.marks.tsx';
import type { PartyState } from './board.rules.ts';
import { t } from './signature.sentences.ts';

const looks: Record<PartyState, { readonly tone: Tone; readonly icon?: IconName }> = {
  signed: { tone: 'success' },
  refused: { tone: 'error' },
  'vote-refused': { tone: 'error' },
  seen: { tone: 'progress' },
  sent: { tone: 'info', icon: 'mail' },
  voted: { tone: 'info', icon: 'check' },
  planned: { tone: 'neutral', icon: 'calendar' },
  waiting: { tone: 'neutral', icon: 'circle-dashed' },
};

/** Where a party stands: word, icon and colour. */
export const PartyMark = ({ state }: { state: PartyState }): VNode => (
  <StatusBadge {...looks[state]} label={t().state[state]} />
);

/** On the critical path: in words, with an icon; the row is marked in colour too. */
export const CriticalMark = (): VNode => (
  <StatusBadge tone="warning" icon="clock" label={t().board.critical} rule={t().board.criticalWhy} />
);

/** A page of one contract's signatures. */
export const signaturePage = (
  contract: ContractHead,
  page: {
    readonly title: string;
    readonly lead?: ComponentChildren;
    readonly last?: string;
    readonly wide?: boolean;
    readonly action?: VNode;
    readonly body: ComponentChildren;
  },
): Page => ({
  title: page.title,
  lead: page.lead,
  crumbs: contractCrumbs(contract, 'signature', page.last),
  side: contractSide(contract, 'signature'),
  status: <ContractMark state={contract.state} />,
  synthetic: contract.synthetic,
  wide: page.wide,
  action: page.action,
  body: page.body,
});
