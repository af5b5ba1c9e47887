import type { VNode } from 'preact';
import { formatCents, say } from '#kit/say.ts';
import { StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import type { ApplicationState, Funder, PaymentState } from './application.ts';
import { applicationLife } from './application.workflow.ts';
import { t } from './files.sentences.ts';

const TONES: Readonly<Record<ApplicationState, Tone>> = {
  draft: 'neutral',
  submitted: 'info',
  eligible: 'info',
  selected: 'progress',
  agreement: 'success',
  closed: 'success',
  refused: 'error',
  lapsed: 'error',
  withdrawn: 'neutral',
};

const PAYMENT_TONES: Readonly<Record<PaymentState, Tone>> = { requested: 'info', paid: 'success', refused: 'error' };

export const FileMark = ({ state, explained }: { state: ApplicationState; explained?: boolean }): VNode => (
  <StatusBadge
    tone={TONES[state]}
    label={say(applicationLife.states[state])}
    rule={explained ? t().stateRules[state] : undefined}
  />
);

export const PaymentMark = ({ state }: { state: PaymentState }): VNode => (
  <StatusBadge tone={PAYMENT_TONES[state]} label={t().paymentStates[state]} />
);

/** Euros, or « non connu »: never zero for what is not known. */
export const Money = ({ cents }: { cents: number | null }): VNode =>
  cents === null ? <span class="gr-quiet">{t().unknown}</span> : <span>{formatCents(cents)}</span>;

/** Euros once there are some to speak of; a dash before. */
export const MoneyOnceDue = ({ cents }: { cents: number | null }): VNode =>
  cents === null ? <span class="gr-quiet">{t().none}</span> : <Money cents={cents} />;

/** « Région Rhône-Alpes », « Bpifrance ». */
export const funderName = ({ funder, region }: { funder: Funder; region: { name: string } | null }): string =>
  region ? t().funderIn(region.name) : t().funders[funder];
