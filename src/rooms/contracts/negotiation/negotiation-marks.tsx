import type { VNode } from 'preact';
import { formatDay, plural, say } from '#kit/say.ts';
import { ButtonLink, Icon, StatusBadge } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { t } from './negotiation.sentences.ts';
import type { ClockRow, ProcedureAct } from './negotiation-reading.ts';

export const days = (count: number): string => plural(count, t().count.days);

/** An authority's clock in one status: late, running, answered, or deemed to agree. */
export function ClockMark({ received, answer }: Pick<ClockRow, 'received' | 'answer'>): VNode {
  const words = t().clocks;
  if (!received) return <StatusBadge tone="neutral" icon="circle-dashed" label={words.notReceived} />;
  const { state, daysLeft } = received;
  if (state === 'late') return <StatusBadge tone="error" icon="warning" label={words.late(days(-daysLeft))} />;
  if (state === 'deemed-agreed') return <StatusBadge tone="warning" icon="clock" label={words.deemed} />;
  if (state === 'answered' || answer)
    return (
      <StatusBadge
        tone={answer?.given === 'agrees' ? 'success' : answer?.given === 'refuses' ? 'error' : 'warning'}
        icon={answer?.given === 'agrees' ? 'check' : answer?.given === 'refuses' ? 'cross' : 'pencil'}
        label={t().answer[answer!.given]}
      />
    );
  return (
    <StatusBadge
      tone="progress"
      icon="clock"
      label={daysLeft === 0 ? words.lastDay : words.running(days(received.days))}
    />
  );
}

export const ACT_ADDRESSES: Readonly<Record<ProcedureAct['act'], string>> = {
  openDiscussion: '/ouverture',
  resendDraft: '/envoi',
  planPresentation: '/seance',
  presentProject: '/presentation',
  waivePresentation: '/dispense',
  recordOpinion: '/avis',
  addCondition: '/conditions/nouvelle',
  resumeDiscussion: '/reprise',
};

/** The acts of a part of the procedure: those open as buttons, those closed with the reason of the server. */
export function ProcedureActs({
  contract,
  acts,
  among,
  primary,
  moving,
}: {
  contract: string;
  acts: readonly ProcedureAct[];
  among: readonly ProcedureAct['act'][];
  /** The one act that the page puts forward. */
  primary?: ProcedureAct['act'];
  /** A session is already planned: planning it moves it. */
  moving?: boolean;
}): VNode | null {
  const shown = acts.filter(({ act }) => among.includes(act));
  if (shown.length === 0) return null;
  const words = t().acts;
  const closed = shown.filter(({ open }) => !open);
  return (
    <>
      {shown.some(({ open }) => open) ? (
        <ul class="gr-acts">
          {shown
            .filter(({ open }) => open)
            .map(({ act }) => (
              <li key={act}>
                <ButtonLink
                  href={contractAddress(contract, 'negotiation', ACT_ADDRESSES[act])}
                  kind={act === primary ? 'primary' : 'secondary'}
                >
                  {moving && act === 'planPresentation' ? words.movePresentation : words[act]}
                </ButtonLink>
              </li>
            ))}
        </ul>
      ) : null}
      {closed.map(({ act, reasons }) => (
        <p key={act} class="gr-closed">
          <Icon name="lock" small />
          <span>
            <strong>{words[act]}</strong> — {words.why}. {reasons.map(say).join(' ')}
          </span>
        </p>
      ))}
    </>
  );
}

export const dayOrNull = (day: string | null): string | null => (day === null ? null : formatDay(day));
