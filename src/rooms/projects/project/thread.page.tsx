import type { ComponentChildren, VNode } from 'preact';
import { formatCents, formatDay, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  ButtonGroup,
  ButtonLink,
  Columns,
  DataTable,
  DescriptionList,
  DueDate,
  Link,
  Section,
  StatusBadge,
  Thread,
  type Stage as ThreadStage,
} from '#kit/web/ui/index.ts';
import { Name } from '#rooms/registry';
import { countryName } from '../delivery/country.ts';
import { STAGES, type Stage } from '../project.ts';
import { projectLife } from '../project.workflow.ts';
import { projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import { t as shared } from '../projects.sentences.ts';
import { StageMark } from './project.marks.tsx';
import { t } from './project.sentences.ts';
import type { ThreadView } from './thread.ts';

/** Names of the calls, by id. */
export type CallNames = Readonly<Record<string, string>>;

/** One page from idea to export: where the project stands, what the next gate lacks, and what each block says to this reader. */
export function threadPage(view: ThreadView, calls: CallNames): Page {
  const words = t().thread;
  const open = (act: string) => view.open.includes(`projects.${act}`);
  const ready = view.next?.find((gate) => gate.open);
  return {
    title: view.acronym,
    lead: view.summary ? words.titled(view.summary.title, view.cluster.name) : words.lead(view.cluster.name),
    // Readers of what is public have no workspace to go around in.
    crumbs: projectCrumbs(view, 'thread'),
    ...(view.next && { side: projectSide(view, 'thread') }),
    synthetic: view.synthetic,
    status: (
      <>
        <StageMark stage={view.stage} />
        {view.trl === null ? null : <StatusBadge tone="neutral" label={words.trl(view.trl)} rule={words.trlRule} />}
      </>
    ),
    action:
      ready && open('advanceProject') ? (
        <ButtonLink href={projectAddress(view.id, 'thread', `/etape/${ready.gate}`)}>{say(ready.title)}</ButtonLink>
      ) : undefined,
    body: (
      <>
        {view.next ? (
          <Section title={words.missingTitle} lead={words.missingLead} id="il-manque">
            <Missing view={view} />
          </Section>
        ) : null}
        <Columns>
          <Section title={words.stages} id="etapes">
            <Thread label={words.stages} stages={stagesOf(view)} down />
          </Section>
          <Section title={words.facts} id="en-bref">
            <DescriptionList items={factsOf(view)} />
          </Section>
        </Columns>
        <Funding view={view} calls={calls} />
        <KnowHow view={view} mayMark={open('recordKnowHow')} />
        {view.insider ? null : <p class="gr-quiet">{view.next ? closedBlocks(view) : words.publicOnly}</p>}
        {open('amendProject') || open('abandonProject') ? (
          <ButtonGroup>
            {open('amendProject') ? (
              <ButtonLink kind="secondary" icon="pencil" href={projectAddress(view.id, 'thread', '/modifier')}>
                {words.amend}
              </ButtonLink>
            ) : null}
            {open('abandonProject') && view.stage !== 'abandoned' && view.stage !== 'diffused' ? (
              <ButtonLink kind="tertiary" href={projectAddress(view.id, 'thread', '/abandon')}>
                {words.abandon}
              </ButtonLink>
            ) : null}
          </ButtonGroup>
        ) : null}
      </>
    ),
  };
}

function closedBlocks(view: ThreadView): string | null {
  const closed = (
    ['summary', 'consortium', 'budget', 'funding', 'delivery', 'results', 'market', 'know-how'] as const
  ).filter((block) => !view.blocks.includes(block));
  return closed.length > 0
    ? t().thread.closedBlocks(closed.map((block) => t().blocks[block].toLowerCase()).join(', '))
    : null;
}

/** Each stage with the last day it was entered; those that the project jumped over say so. */
function stagesOf(view: ThreadView): ThreadStage[] {
  const words = t().thread;
  const last = new Map(view.stages.map((entry) => [entry.stage, entry]));
  const reached = view.stage === 'abandoned' ? lastBefore(view) : STAGES.indexOf(view.stage);
  const line = STAGES.filter((stage) => stage !== 'abandoned' || view.stage === 'abandoned');
  return line.map((stage, place): ThreadStage => {
    const entry = last.get(stage);
    const isPast = stage === 'abandoned' || place <= reached;
    const notes = [
      entry?.trl ? words.trl(entry.trl) : null,
      entry?.evidence ? words.proof(entry.evidence) : null,
      entry?.reason ? words.gaveUp(entry.reason) : null,
    ].filter((note) => note !== null);
    const title = say(projectLife.states[stage]);
    const note = notes.join(' · ');
    if (stage === view.stage)
      return { title, note, state: stage === 'abandoned' ? 'late' : 'current', day: view.stageSince };
    if (!isPast) return { title, state: 'todo' };
    return entry ? { title, note, state: 'done', day: entry.on } : { title, state: 'skipped' };
  });
}

const lastBefore = ({ stages }: ThreadView): number =>
  Math.max(...stages.map(({ stage }) => (stage === 'abandoned' ? -1 : STAGES.indexOf(stage))));

function Missing({ view }: { view: ThreadView }): VNode {
  const words = t().thread;
  const gates = view.next ?? [];
  if (gates.length === 0) return <p>{view.stage === 'abandoned' ? words.noNextAbandoned : words.noNext}</p>;
  return (
    <>
      {gates.map((gate) => (
        <div key={gate.gate} class="gr-missing">
          <p>
            <strong>{words.toGate(say(projectLife.states[gate.to as Stage]))}</strong>
          </p>
          {gate.missing.length === 0 ? (
            <p>{words.nothingMissing}</p>
          ) : (
            <ul>
              {gate.missing.map((gap) => (
                <li key={gap.guard}>
                  {say(gap.what)}{' '}
                  <span class="gr-quiet">
                    {say(gap.holder)}
                    {gap.since ? ` · ${words.sinceDay(formatDay(gap.since))}` : ''}
                  </span>{' '}
                  {gap.dueOn ? <DueDate day={gap.dueOn} today={view.on} /> : null}
                  {view.insider && gap.step !== 'thread' ? (
                    <Link href={projectAddress(view.id, gap.step)}>{shared().steps[gap.step]}</Link>
                  ) : null}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </>
  );
}

interface Fact {
  readonly term: string;
  readonly description: ComponentChildren;
}

function factsOf(view: ThreadView): Fact[] {
  const words = t().thread;
  const { summary, consortium, budget, delivery, results, market } = view;
  const link = (step: Parameters<typeof projectAddress>[1], text: string): ComponentChildren =>
    view.next ? <Link href={projectAddress(view.id, step)}>{text}</Link> : text;
  const facts: (Fact | null)[] = [
    summary?.summary ? { term: words.summary, description: summary.summary } : null,
    summary?.targetMarket ? { term: words.market, description: summary.targetMarket } : null,
    { term: words.filiere, description: view.filiere?.label },
    {
      term: words.researchDays,
      description:
        view.researchStartsOn && view.researchEndsOn
          ? words.fromTo(formatDay(view.researchStartsOn), formatDay(view.researchEndsOn))
          : null,
    },
    { term: words.launch, description: view.launchPlannedOn && formatDay(view.launchPlannedOn) },
    consortium && {
      term: words.consortium,
      description: (
        <>
          {consortium.map((partner) => (
            <div key={partner.id}>
              <Name name={partner.name} synthetic={partner.synthetic} />
              {partner.lead ? <span class="gr-quiet"> ({words.leadMark})</span> : null}
              {partner.country === 'FR' ? null : <span class="gr-quiet"> · {countryName(partner.country)}</span>}
            </div>
          ))}
          {link('consortium', words.seeConsortium)}
        </>
      ),
    },
    view.labels.length > 0
      ? {
          term: words.labels,
          description: (
            <>
              {view.labels.map((label) => (
                <div key={`${label.cluster} ${label.askedOn}`}>
                  {label.cluster}{' '}
                  <span class="gr-quiet">
                    {label.decision && label.decidedOn
                      ? words.decided(t().decisions[label.decision], formatDay(label.decidedOn))
                      : label.askedOn
                        ? words.waitingLabel(formatDay(label.askedOn))
                        : t().unknown}
                  </span>
                </div>
              ))}
            </>
          ),
        }
      : null,
    budget && {
      term: words.budget,
      description:
        budget.costCents === null ? (
          <span class="gr-quiet">{words.statedBy(budget.stated, budget.partners)}</span>
        ) : (
          formatCents(budget.costCents)
        ),
    },
    budget && { term: words.askedAid, description: budget.askedCents === null ? null : formatCents(budget.askedCents) },
    delivery && delivery.total > 0
      ? {
          term: words.delivery,
          description: link(
            'delivery',
            [
              words.deliveryCount(delivery.done, delivery.total, delivery.dropped),
              ...(delivery.nextDue ? [words.nextDue(formatDay(delivery.nextDue))] : []),
            ].join(', '),
          ),
        }
      : null,
    results && {
      term: words.results,
      description: link(
        'results',
        Object.keys(results).length === 0
          ? words.noResult
          : Object.entries(results)
              .map(([kind, count]) => words.count(count, t().resultKinds[kind] ?? kind))
              .join(', '),
      ),
    },
    ...(market ? marketFacts(market) : []),
  ];
  return facts.filter((fact) => fact !== null);
}

function marketFacts({ industrialisation, firstSale, years }: NonNullable<ThreadView['market']>): (Fact | null)[] {
  const words = t().thread;
  const last = years.at(-1);
  return [
    industrialisation.sites > 0
      ? {
          term: words.investment,
          description: `${industrialisation.investmentCents === null ? t().unknown : formatCents(industrialisation.investmentCents)} · ${words.sites(industrialisation.sites)}`,
        }
      : null,
    firstSale
      ? { term: words.firstSale, description: words.soldIn(formatDay(firstSale.on), countryName(firstSale.country)) }
      : null,
    last
      ? {
          term: words.revenue(last.year),
          description: last.revenueCents === null ? null : formatCents(last.revenueCents),
        }
      : null,
  ];
}

function Funding({ view, calls }: { view: ThreadView; calls: CallNames }): VNode | null {
  const words = t().thread;
  const { files } = view;
  if (!files) return null;
  const money = (cents: number | null) =>
    cents === null ? <span class="gr-quiet">{t().unknown}</span> : formatCents(cents);
  return (
    <Section
      title={words.funding}
      id="financement"
      action={view.next ? <Link href={projectAddress(view.id, 'funding')}>{words.seeFunding}</Link> : undefined}
    >
      <DataTable
        caption={words.funding}
        captionHidden
        columns={[
          {
            key: 'file',
            label: words.file,
            header: true,
            render: (file) => `${file.region ?? t().funders[file.funder]} · ${calls[file.call] ?? file.call}`,
          },
          { key: 'state', label: words.state, render: (file) => t().fileStates[file.state] ?? file.state },
          { key: 'asked', label: words.askedColumn, align: 'end', render: (file) => money(file.askedCents) },
          { key: 'granted', label: words.granted, align: 'end', render: (file) => money(file.grantedCents) },
          { key: 'paid', label: words.paid, align: 'end', render: (file) => money(file.paidCents) },
        ]}
        rows={files}
        rowKey={(file) => file.id}
        empty={words.noFile}
      />
    </Section>
  );
}

function KnowHow({ view, mayMark }: { view: ThreadView; mayMark: boolean }): VNode | null {
  const words = t().thread;
  if (!view.knowHow || (view.knowHow.length === 0 && !mayMark)) return null;
  return (
    <Section
      title={words.knowHow}
      id="savoir-faire"
      action={
        mayMark ? (
          <ButtonLink kind="tertiary" small href={projectAddress(view.id, 'thread', '/savoir-faire')}>
            {words.knowHowAdd}
          </ButtonLink>
        ) : undefined
      }
    >
      {view.knowHow.length === 0 ? (
        <p class="gr-quiet">{words.noKnowHow}</p>
      ) : (
        <DescriptionList
          items={view.knowHow.map((one) => ({
            term: one.title,
            description: `${one.partner} · ${t().knowHowKinds[one.kind]} · ${t().protections[one.protection]}${one.note ? ` · ${one.note}` : ''}`,
          }))}
        />
      )}
    </Section>
  );
}
