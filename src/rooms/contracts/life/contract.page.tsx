import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  ButtonLink,
  Columns,
  DataTable,
  DescriptionList,
  DueDate,
  EmptyState,
  Link,
  Section,
  type Stage,
  StatusBadge,
  Thread,
} from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { t as shared } from '../contracts.sentences.ts';
import { ContractMark } from './contract.marks.tsx';
import type { ContractOverview } from './contract.query.ts';
import { t } from './life.sentences.ts';

/** A contract at a glance: where it stands, who does what now, and the way to each of its pages. */
export function contractPage(view: ContractOverview): Page {
  const { contract } = view;
  const words = t().overview;
  const first = view.steps.find(({ party }) => view.parties.some((one) => one.mine && one.id === party));
  return {
    title: shared().contract(contract.cluster.name),
    lead: words.periodOf(formatDay(contract.startsOn), formatDay(contract.endsOn)),
    crumbs: contractCrumbs(contract, 'overview'),
    side: contractSide(contract, 'overview'),
    synthetic: contract.synthetic,
    status: (
      <>
        <ContractMark state={contract.state} />
        {view.late ? (
          <StatusBadge
            tone="warning"
            label={contract.signedOn ? words.lateSigned : words.late}
            rule={words.lateRule(formatDay(view.signatureDueOn))}
          />
        ) : null}
      </>
    ),
    action: first ? <ButtonLink href={first.href}>{t().steps[first.kind](first.count)}</ButtonLink> : undefined,
    body: (
      <>
        <Section title={words.stands} id="etapes">
          <Thread label={words.stands} stages={stagesOf(view)} />
        </Section>
        <Section title={words.next} id="suite">
          <NextSteps view={view} />
        </Section>
        <Columns>
          <Section title={words.facts} id="en-bref">
            <DescriptionList items={factsOf(view)} />
            {contract.signedOn ? (
              <p>
                <Link href={`/poles/${contract.cluster.id}/contrat`}>{words.public}</Link>
              </p>
            ) : null}
          </Section>
          <Section title={words.clocks} id="delais">
            <Clocks view={view} />
          </Section>
        </Columns>
      </>
    ),
  };
}

function stagesOf(view: ContractOverview): Stage[] {
  const words = t().overview;
  const { contract, presentation } = view;
  const reached = ['draft', 'discussion', 'presented', 'signed', 'amended', 'ended'].indexOf(contract.state);
  const alive = contract.state !== 'terminated';
  const state = (step: number): Stage['state'] => {
    if (!alive) return contract.signedOn || step === 0 ? 'done' : 'skipped';
    return reached > step ? 'done' : reached === step ? 'current' : 'todo';
  };
  const answering = view.parties.filter(({ kind, receivedOn }) => kind !== 'cluster' && receivedOn !== null);
  const answered = answering.filter(({ answer, deemedAgreed }) => answer !== null || deemedAgreed);
  const required = view.parties.filter((party) => party.required);
  const signed = required.filter(({ signedOn }) => signedOn !== null);
  const signing = view.sentOn !== null;
  const received = answering.map(({ receivedOn }) => receivedOn!).toSorted()[0];
  return [
    {
      title: words.stages.draft,
      state: state(0),
      day: view.openedOn,
      ...(contract.state === 'draft' && view.completeness && view.completeness.missing > 0
        ? { missing: [words.missing(view.completeness.missing)] }
        : {}),
      evidence: [{ label: shared().steps.completeness, href: contractAddress(contract.id, 'completeness') }],
    },
    {
      title: words.stages.discussion,
      state: state(1),
      ...(received && { day: received }),
      ...(answering.length > 0 && {
        evidence: [
          {
            label: words.answered(answered.length, answering.length),
            href: contractAddress(contract.id, 'negotiation'),
          },
        ],
      }),
    },
    {
      title: presentation?.waived ? words.waived : words.stages.presented,
      state: contract.state === 'presented' && signing ? 'done' : state(2) === 'current' ? 'done' : state(2),
      ...(presentation?.sessionOn ? { day: presentation.sessionOn } : {}),
      ...(presentation && !presentation.sessionOn && presentation.plannedOn && { due: presentation.plannedOn }),
    },
    {
      title: words.stages.signing,
      state:
        contract.signedOn !== null
          ? 'done'
          : !alive
            ? 'skipped'
            : view.late
              ? 'late'
              : contract.state === 'presented'
                ? 'current'
                : 'todo',
      ...(contract.signedOn ? { day: contract.signedOn } : { due: view.signatureDueOn }),
      // Of a signed contract, the board counts the signatures of the amendment.
      evidence: contract.signedOn
        ? []
        : [
            {
              label: words.signedOf(signed.length, required.length),
              href: contractAddress(contract.id, 'signature'),
            },
          ],
    },
    {
      title: words.stages.inForce,
      state:
        contract.signedOn === null
          ? alive
            ? 'todo'
            : 'skipped'
          : contract.state === 'signed' || contract.state === 'amended'
            ? 'current'
            : 'done',
      ...(contract.underWay && contract.underWay.number > 0
        ? {
            evidence: [
              {
                label: words.replaced(contract.underWay.number),
                href: contractAddress(contract.id, 'life', '#avenant'),
              },
            ],
          }
        : {}),
    },
    {
      title: words.stages.end,
      state: contract.state === 'ended' ? 'done' : alive ? 'todo' : 'current',
      ...(view.closedOn ? { day: view.closedOn } : { due: contract.endsOn }),
    },
  ];
}

function NextSteps({ view }: { view: ContractOverview }): VNode {
  const words = t().overview;
  const party = (id: string) => view.parties.find((one) => one.id === id);
  return (
    <DataTable
      caption={words.nextCaption}
      captionHidden
      columns={[
        {
          key: 'party',
          label: words.party,
          header: true,
          render: (step) => (
            <>
              {party(step.party)?.name ?? step.party}
              {party(step.party)?.mine ? <span class="gr-second">{words.nextMine}</span> : null}
            </>
          ),
        },
        {
          key: 'todo',
          label: words.todo,
          render: (step) => <a href={step.href}>{t().steps[step.kind](step.count)}</a>,
        },
        {
          key: 'due',
          label: words.due,
          render: (step) =>
            step.dueOn ? (
              <DueDate day={step.dueOn} today={view.on} />
            ) : step.since ? (
              words.since(formatDay(step.since))
            ) : (
              <span class="gr-quiet">—</span>
            ),
        },
      ]}
      rows={view.steps}
      rowKey={(step) => `${step.kind} ${step.party} ${step.href}`}
      empty={
        <EmptyState level={3} icon="check" title={words.nothing} what={words.nothingWhat} why={words.nothingWhy} />
      }
    />
  );
}

function factsOf(view: ContractOverview) {
  const words = t().overview;
  const { contract, completeness } = view;
  const at = (step: Parameters<typeof contractAddress>[1], rest = '') => contractAddress(contract.id, step, rest);
  const open = [
    view.openComments > 0 ? words.comments(view.openComments) : null,
    view.openProposals > 0 ? words.proposals(view.openProposals) : null,
    view.openConditions > 0 ? words.conditions(view.openConditions) : null,
  ].filter((one) => one !== null);
  const required = view.parties.filter((party) => party.required);
  const items = [
    {
      term: words.parties,
      description: <a href={at('signature')}>{words.partiesOf(view.parties.length)}</a>,
    },
    completeness && {
      term: words.completeness,
      description: (
        <a href={at('completeness')}>
          {[
            completeness.missing === 0 ? words.complete : words.missing(completeness.missing),
            completeness.advice > 0 ? words.advice(completeness.advice) : null,
          ]
            .filter((one) => one !== null)
            .join(', ')}
        </a>
      ),
    },
    open.length > 0 && { term: words.discussion, description: <a href={at('negotiation')}>{open.join(', ')}</a> },
    contract.underWay && {
      term: contract.signedOn ? words.amendmentSignatures : words.signatures,
      description: words.signedOf(required.filter(({ signedOn }) => signedOn !== null).length, required.length),
    },
    contract.underWay && {
      term: words.earliest,
      description: view.earliest ? formatDay(view.earliest) : <a href={at('signature')}>{words.earliestUnknown}</a>,
    },
    contract.signedOn === null && { term: words.dueOn, description: formatDay(view.signatureDueOn) },
    view.provisionalFrom && { term: words.provisional, description: formatDay(view.provisionalFrom) },
    view.amendments > 0 && {
      term: words.amendments,
      description: <a href={at('life')}>{String(view.amendments)}</a>,
    },
    view.examinationDueOn && {
      term: words.examination,
      description: (
        <a href={at('life', '#axes')}>
          {view.examinedOn ? words.examined(formatDay(view.examinedOn)) : formatDay(view.examinationDueOn)}
        </a>
      ),
    },
  ];
  return items.filter((one) => typeof one === 'object' && one !== null);
}

function Clocks({ view }: { view: ContractOverview }): VNode {
  const words = t().overview;
  return (
    <DataTable
      caption={words.clocksCaption}
      captionHidden
      columns={[
        { key: 'party', label: words.party, header: true, render: (party) => party.name },
        {
          key: 'received',
          label: words.received,
          render: (party) =>
            party.receivedOn ? formatDay(party.receivedOn) : <span class="gr-quiet">{words.notReceived}</span>,
        },
        {
          key: 'answer',
          label: words.answer,
          render: (party) =>
            party.answer ? (
              words.answers[party.answer]
            ) : party.deemedAgreed ? (
              words.deemed
            ) : party.receivedOn && party.answerDueOn ? (
              view.contract.state === 'discussion' || view.contract.state === 'presented' ? (
                <DueDate day={party.answerDueOn} today={view.on} done={party.signedOn !== null} />
              ) : (
                <span class="gr-quiet">{words.noAnswer}</span>
              )
            ) : (
              <span class="gr-quiet">—</span>
            ),
        },
      ]}
      rows={view.parties.filter(({ kind }) => kind !== 'cluster')}
      rowKey={(party) => party.id}
    />
  );
}
