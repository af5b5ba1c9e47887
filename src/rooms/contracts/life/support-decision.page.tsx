import type { VNode } from 'preact';
import { formatDay, formatNumber, say } from '#kit/say.ts';
import {
  ButtonGroup,
  ButtonLink,
  DataTable,
  DescriptionList,
  DueDate,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import type { ContractLifeView } from './contract-life.ts';
import { t } from './life.sentences.ts';
import type { DecisionState, SupportDecision } from './support-decision.ts';
import { supportDecisionLife } from './support-decision.workflow.ts';

const tone: Record<DecisionState, Tone> = {
  notified: 'warning',
  replied: 'info',
  confirmed: 'error',
  withdrawn: 'neutral',
};

/** « Baisse de 20 % du soutien de l’État ». */
export const decisionTitle = ({ kind, cutPercent }: Pick<SupportDecision, 'kind' | 'cutPercent'>): string =>
  cutPercent === null ? t().life.decision.kinds[kind] : t().life.decision.cutOf(formatNumber(cutPercent, 2));

/** Every decision on the support of a cluster, with its criteria, the values found and the cluster's reply. */
export function Decisions({ view }: { view: ContractLifeView }): VNode {
  if (view.decisions.length === 0) return <p class="gr-quiet">{t().life.noDecision}</p>;
  return (
    <>
      {view.decisions.map((decision) => (
        <Decision key={decision.id} view={view} decision={decision} />
      ))}
    </>
  );
}

const ACTS = [
  ['contracts.replyToDecision', 'reply', 'repondre'],
  ['contracts.confirmDecision', 'confirm', 'confirmer'],
  ['contracts.withdrawDecision', 'withdraw', 'retirer'],
] as const;

function Decision({ view, decision }: { view: ContractLifeView; decision: SupportDecision }): VNode {
  const words = t().life.decision;
  const waits = decision.state === 'notified' || decision.state === 'replied';
  const offered = ACTS.filter(
    ([name, act]) => view.open.includes(name) && waits && (act === 'reply' ? decision.state === 'notified' : true),
  );
  return (
    <article class="gr-decision" id={decision.id}>
      <h3>{decisionTitle(decision)}</h3>
      <p>
        <StatusBadge tone={tone[decision.state]} label={say(supportDecisionLife.states[decision.state])} />
      </p>
      <DescriptionList
        items={[
          { term: words.notified, description: formatDay(decision.notifiedOn) },
          { term: words.by, description: decision.decidedBy },
          {
            term: words.replyDue,
            description: <DueDate day={decision.replyDueOn} today={view.on} done={decision.state !== 'notified'} />,
          },
          { term: words.effective, description: formatDay(decision.effectiveOn) },
          { term: words.reasons, description: <span class="gr-told">{decision.reasons}</span> },
          ...(decision.reply
            ? [
                {
                  term: words.reply,
                  description: (
                    <>
                      <span class="gr-told">{decision.reply.text}</span>
                      <span class="gr-quiet gr-second">
                        {words.repliedBy(decision.reply.by, formatDay(decision.reply.on))}
                      </span>
                    </>
                  ),
                },
              ]
            : []),
          ...(decision.closing
            ? [
                {
                  term: words.outcome,
                  description: (
                    <>
                      {say(supportDecisionLife.states[decision.state])}
                      {decision.closing.reason ? (
                        <span class="gr-second gr-told">{decision.closing.reason}</span>
                      ) : null}
                      <span class="gr-quiet gr-second">
                        {words.closed(decision.closing.by, formatDay(decision.closing.on))}
                      </span>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Criteria decision={decision} />
      {offered.length > 0 ? (
        <ButtonGroup>
          {offered.map(([name, act, path]) => (
            <ButtonLink
              key={name}
              href={contractAddress(view.contract.id, 'life', `/decision/${decision.id}/${path}`)}
              kind="secondary"
            >
              {words.act[act]}
            </ButtonLink>
          ))}
        </ButtonGroup>
      ) : null}
    </article>
  );
}

export function Criteria({ decision }: { decision: SupportDecision }): VNode {
  const words = t().life.decision;
  return (
    <DataTable
      caption={words.criteria}
      columns={[
        { key: 'name', label: words.criterion, header: true, render: (one) => one.name },
        { key: 'value', label: words.value, render: (one) => one.value },
        {
          key: 'expected',
          label: words.expected,
          render: (one) => one.expected || <span class="gr-quiet">—</span>,
        },
        {
          key: 'definition',
          label: words.definition,
          render: (one) => (
            <div>
              {one.definition || (one.countsProjects ? null : <span class="gr-quiet">—</span>)}
              {one.countsProjects ? (
                <span class="gr-quiet gr-second">
                  {words.counts(one.windows.map((window) => t().life.windows[window]).join(', '))}
                </span>
              ) : null}
            </div>
          ),
        },
      ]}
      rows={decision.criteria}
      rowKey={(one) => one.name}
    />
  );
}
