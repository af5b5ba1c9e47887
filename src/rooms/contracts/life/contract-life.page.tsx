import type { VNode } from 'preact';
import { formatDay, formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  DescriptionList,
  Diff,
  Link,
  Section,
  StatusBadge,
  Tags,
} from '#kit/web/ui/index.ts';
import { ClosedAct } from '#rooms/registry';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { ContractMark, Digest, nameOfText, subjectsInWords, TextMark } from './contract.marks.tsx';
import type { ChainedText, ContractLifeView } from './contract-life.ts';
import { t } from './life.sentences.ts';
import { Decisions } from './support-decision.page.tsx';

export interface LifePage {
  readonly view: ContractLifeView;
  /** Where each act that the reader may do is done, with its title, by operation name. */
  readonly acts: Readonly<Record<string, { readonly title: string; readonly href: string }>>;
  /** Address of this page, for the pages of the history. */
  readonly before: number | null;
}

/** The chain of texts, the amendment under way, the decisions on support and the history of a contract. */
export function contractLifePage({ view, acts, before }: LifePage): Page {
  const words = t().life;
  const { contract } = view;
  const opening = acts['contracts.openAmendment'];
  return {
    title: words.title,
    lead: words.lead,
    crumbs: contractCrumbs(contract, 'life'),
    side: contractSide(contract, 'life'),
    synthetic: contract.synthetic,
    status: <ContractMark state={contract.state} />,
    action:
      opening && view.open.includes('contracts.openAmendment') ? (
        <ButtonLink href={opening.href}>{opening.title}</ButtonLink>
      ) : undefined,
    body: (
      <>
        {view.amendment ? <Amendment view={view} acts={acts} /> : null}
        <Section title={words.chain} id="textes">
          <Chain contract={contract.id} texts={view.texts} />
          <Closed view={view} acts={acts} only={['contracts.openAmendment']} />
        </Section>
        <Section
          title={words.decisions}
          id="decisions"
          lead={words.decisionsLead(view.replyDays)}
          action={<Act view={view} acts={acts} name="contracts.recordSupportDecision" />}
        >
          <Decisions view={view} />
        </Section>
        <Improvement view={view} acts={acts} />
        {acts['contracts.endContract'] ? (
          <Section title={acts['contracts.endContract'].title} id="terme">
            <Act view={view} acts={acts} name="contracts.endContract" />
            <Closed view={view} acts={acts} only={['contracts.endContract']} />
          </Section>
        ) : null}
        <History view={view} before={before} />
      </>
    ),
  };
}

type Part = Pick<LifePage, 'view' | 'acts'>;

function Act({ view, acts, name }: Part & { name: string }): VNode | null {
  const act = acts[name];
  return act && view.open.includes(name) ? (
    <ButtonLink href={act.href} kind="secondary">
      {act.title}
    </ButtonLink>
  ) : null;
}

function Closed({ view, acts, only }: Part & { only: readonly string[] }): VNode {
  return (
    <>
      {view.closed
        .filter(({ act }) => only.includes(act) && acts[act])
        .map((one) => (
          <ClosedAct key={one.act} title={acts[one.act]!.title} reason={one} />
        ))}
    </>
  );
}

function Chain({ contract, texts }: { contract: string; texts: readonly ChainedText[] }): VNode {
  const words = t().life;
  const previous = (of: ChainedText) => texts.find(({ number, state }) => number < of.number && state !== 'abandoned');
  return (
    <DataTable
      caption={words.chainCaption}
      captionHidden
      columns={[
        {
          key: 'text',
          label: words.text,
          header: true,
          render: (text) => (
            <>
              {nameOfText(text.number)}
              {text.subjects.length > 0 ? (
                <span class="gr-quiet gr-second">{subjectsInWords(text.subjects)}</span>
              ) : null}
              {text.reason ? <span class="gr-quiet gr-second">{text.reason}</span> : null}
            </>
          ),
        },
        { key: 'state', label: words.state, render: (text) => <TextMark state={text.state} /> },
        {
          key: 'dates',
          label: words.dates,
          render: (text) => (
            <div>
              {[
                words.opened(formatDay(text.openedOn)),
                text.signedOn && words.signed(formatDay(text.signedOn)),
                text.supersededOn && words.superseded(formatDay(text.supersededOn)),
                text.endsOn && words.newTerm(formatDay(text.endsOn)),
              ]
                .filter((one) => one !== null)
                .map((one) => (
                  <span key={one} class="gr-second">
                    {one}
                  </span>
                ))}
            </div>
          ),
        },
        {
          key: 'digest',
          label: words.digest,
          render: (text) =>
            text.digest ? (
              <div>
                <Digest digest={text.digest} />
                <span class="gr-second">
                  {text.state === 'signed' || text.state === 'superseded' ? (
                    <span class="gr-quiet">{text.sealed ? words.sealed : words.notSealed} · </span>
                  ) : null}
                  <a href={contractAddress(contract, 'text', `.pdf?version=${text.number}`)}>{words.pdf}</a>
                  {previous(text) ? (
                    <>
                      {' · '}
                      <a
                        href={contractAddress(
                          contract,
                          'text',
                          `/comparer?avant=${previous(text)!.number}&apres=${text.number}`,
                        )}
                      >
                        {words.compare}
                      </a>
                    </>
                  ) : null}
                </span>
              </div>
            ) : (
              <span class="gr-quiet">{words.noDigest}</span>
            ),
        },
      ]}
      rows={texts}
      rowKey={(text) => String(text.number)}
    />
  );
}

function Amendment({ view, acts }: Part): VNode {
  const words = t().life.amendment;
  const amendment = view.amendment!;
  const { contract } = view;
  const inForce = view.texts.find(({ state }) => state === 'signed');
  const writable = amendment.state === 'open' && !amendment.originalMoved;
  const at = (step: Parameters<typeof contractAddress>[1], label: string) => (
    <Link href={contractAddress(contract.id, step)}>{label}</Link>
  );
  return (
    <Section title={words.title(amendment.number)} id="avenant">
      {amendment.originalMoved ? <Alert kind="error">{words.moved}</Alert> : null}
      <p>
        <TextMark state={amendment.state} />
      </p>
      <DescriptionList
        items={[
          {
            term: words.subjects,
            description: <Tags tags={amendment.subjects.map((one) => ({ label: t().subjects[one] }))} />,
          },
          { term: words.reason, description: amendment.reason },
          { term: words.signatories, description: amendment.signatories.join(', ') },
          ...(amendment.others.length > 0 ? [{ term: words.others, description: amendment.others.join(', ') }] : []),
        ]}
      />
      {writable ? (
        <ul class="gr-ways">
          {amendment.subjects.includes('targets') ? <li>{at('strategy', words.writeStrategy)}</li> : null}
          {amendment.subjects.includes('targets') ? <li>{at('objectives', words.write)}</li> : null}
          {amendment.subjects.includes('money') ? <li>{at('financing', words.writeMoney)}</li> : null}
          <li>{at('text', words.writeText)}</li>
          <li>{at('signature', words.sign)}</li>
        </ul>
      ) : (
        <p>{at('signature', words.sign)}</p>
      )}
      <h3>{words.changes}</h3>
      {amendment.changes.length === 0 && amendment.parties.length === 0 ? (
        <p class="gr-quiet">{words.noChange}</p>
      ) : (
        <>
          <p>
            {words.changesLead}{' '}
            {inForce ? (
              <Link
                href={contractAddress(
                  contract.id,
                  'text',
                  `/comparer?avant=${inForce.number}&apres=${amendment.number}`,
                )}
              >
                {words.whole}
              </Link>
            ) : null}
          </p>
          {amendment.parties.length > 0 ? <Diff caption={words.frameTitle} entries={amendment.parties} /> : null}
          {amendment.changes.map((passage) => (
            <Diff
              key={passage.clause}
              caption={`${passage.title} (${words.change[passage.change]})`}
              entries={passage.entries}
            />
          ))}
        </>
      )}
      <ButtonGroup>
        <Act view={view} acts={acts} name="contracts.setAmendedTerm" />
        <Act view={view} acts={acts} name="contracts.abandonAmendment" />
      </ButtonGroup>
    </Section>
  );
}

function Improvement({ view, acts }: Part): VNode {
  const words = t().life.axes;
  const { improvement } = view;
  const examination = improvement?.examination ?? null;
  return (
    <Section title={words.title} id="axes" lead={words.lead}>
      {improvement ? (
        <DescriptionList
          items={[
            { term: words.axes, description: <span class="gr-told">{improvement.axes}</span> },
            { term: words.source, description: improvement.source },
            {
              term: words.due,
              description: improvement.dueOn ? formatDay(improvement.dueOn) : words.dueUnknown,
            },
            ...(examination
              ? [
                  { term: words.examinedOn, description: formatDay(examination.on) },
                  {
                    term: words.satisfactory,
                    description: (
                      <StatusBadge
                        tone={examination.satisfactory ? 'success' : 'warning'}
                        label={examination.satisfactory ? words.yes : words.no}
                      />
                    ),
                  },
                  { term: words.finding, description: <span class="gr-told">{examination.finding}</span> },
                ]
              : []),
          ]}
        />
      ) : (
        <p class="gr-quiet">{words.none}</p>
      )}
      <ButtonGroup>
        <Act view={view} acts={acts} name="contracts.recordExamination" />
        <Act view={view} acts={acts} name="contracts.recordImprovementAxes" />
      </ButtonGroup>
    </Section>
  );
}

function History({ view, before }: { view: ContractLifeView; before: number | null }): VNode {
  const words = t().life;
  const here = contractAddress(view.contract.id, 'life');
  return (
    <Section title={words.history} id="histoire">
      <DataTable
        caption={words.historyCaption}
        captionHidden
        columns={[
          {
            key: 'act',
            label: words.act,
            header: true,
            render: (line) => (
              <>
                {line.act}
                {line.reason ? <span class="gr-quiet gr-second">{line.reason}</span> : null}
              </>
            ),
          },
          { key: 'when', label: words.when, render: (line) => formatInstant(line.at) },
          {
            key: 'who',
            label: words.who,
            render: (line) => (
              <div>
                {line.who}
                {line.onBehalfOf ? <span class="gr-quiet gr-second">{words.onBehalfOf(line.onBehalfOf)}</span> : null}
              </div>
            ),
          },
        ]}
        rows={view.history}
        rowKey={(line) => String(line.seq)}
        empty={words.historyNone}
        note={words.historyNote}
      />
      {before !== null || view.nextBefore !== null ? (
        <p>
          {before !== null ? <Link href={`${here}#histoire`}>{words.latest}</Link> : null}{' '}
          {view.nextBefore !== null ? (
            <Link href={`${here}?avant=${view.nextBefore}#histoire`}>{words.earlier}</Link>
          ) : null}
        </p>
      ) : null}
    </Section>
  );
}
