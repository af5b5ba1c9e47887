import type { VNode } from 'preact';
import { formatInstant, plural, say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import {
  Alert,
  ButtonGroup,
  type Column,
  Columns,
  DataTable,
  DescriptionList,
  Form,
  HiddenField,
  Link,
  PostButton,
  Section,
  StatusBadge,
  TextareaField,
} from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { paragraphs } from './comment-threads.tsx';
import { PROPOSAL_TONES } from './negotiation.page.tsx';
import { f, t } from './negotiation.sentences.ts';
import { fieldWord, passageEntries, passageWords } from './passage.ts';
import { proposalLife } from './proposal.workflow.ts';
import type { ProposalDetail } from './proposal-list.query.ts';
import { Nothing, sideOf } from './word-difference.tsx';

export interface ProposalProps {
  readonly data: ProposalDetail;
  /** What was typed and refused, in the form of acceptance or of refusal. */
  readonly filled?: {
    readonly act: 'accept' | 'refuse';
    readonly values: Values;
    readonly errors: readonly FieldError[];
  };
}

/** One proposal: why, what would change word by word, and the decision of whoever writes the text. */
export function proposalPage({ data, filled }: ProposalProps): Page {
  const words = f().decide;
  const { contract, proposal, may } = data;
  const here = contractAddress(contract.id, 'negotiation', `/propositions/${proposal.id}`);
  const { decided } = proposal;
  return {
    title: proposal.passage.title,
    lead: { change: words.sides, add: words.addition, remove: words.removal }[proposal.act],
    crumbs: contractCrumbs(contract, 'negotiation', proposal.passage.title),
    side: contractSide(contract, 'negotiation'),
    status: <StatusBadge tone={PROPOSAL_TONES[proposal.state]} label={say(proposalLife.states[proposal.state])} />,
    synthetic: contract.synthetic,
    wide: true,
    body: (
      <>
        <DescriptionList
          items={[
            {
              term: t().proposals.who,
              description: `${proposal.author} (${t().side[proposal.side]}), ${formatInstant(proposal.at)}`,
            },
            { term: words.reason, description: <>{paragraphs(proposal.reason)}</> },
            ...(decided
              ? [
                  {
                    term: t().proposals.state,
                    description: (
                      <>
                        {words.decidedBy(
                          say(proposalLife.states[proposal.state]),
                          decided.by,
                          formatInstant(decided.at),
                        )}
                        {decided.word ? paragraphs(decided.word) : null}
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
        <Texts data={data} />
        {proposal.passage.present && proposal.act !== 'add' ? (
          <p>
            <Link
              href={contractAddress(
                contract.id,
                'negotiation',
                `?comments=all&passage=${encodeURIComponent(proposal.passage.id)}#commentaires`,
              )}
            >
              {words.openComments}
            </Link>
          </p>
        ) : null}
        {may.accept || may.refuse ? (
          <Columns>
            {may.accept ? (
              <Section title={words.accept}>
                <Form
                  id="accepter"
                  action={`${here}/acceptation`}
                  values={filled?.act === 'accept' ? filled.values : {}}
                  errors={filled?.act === 'accept' ? filled.errors : []}
                  submit={{ label: proposal.moved ? words.acceptMoved : words.accept }}
                  consequence={words.acceptConsequence}
                >
                  {proposal.moved && data.presentRevision !== null ? (
                    <HiddenField name="revision" value={String(data.presentRevision)} />
                  ) : null}
                  <TextareaField name="word" label={words.acceptWord} rows={3} required={false} />
                </Form>
              </Section>
            ) : null}
            {may.refuse ? (
              <Section title={words.refuse}>
                <Form
                  id="refuser"
                  action={`${here}/refus`}
                  values={filled?.act === 'refuse' ? filled.values : {}}
                  errors={filled?.act === 'refuse' ? filled.errors : []}
                  submit={{ label: words.refuse, kind: 'secondary' }}
                  consequence={words.refuseConsequence}
                >
                  <TextareaField name="word" label={words.refuseWord} rows={3} />
                </Form>
              </Section>
            ) : null}
          </Columns>
        ) : null}
        {may.withdraw ? (
          <ButtonGroup>
            <PostButton action={`${here}/retrait`} kind="tertiary" confirm={words.withdrawConfirm}>
              {words.withdraw}
            </PostButton>
          </ButtonGroup>
        ) : null}
      </>
    ),
  };
}

/** Two texts side by side; three, with what would be written, when the passage moved since the proposal. */
function Texts({ data }: { data: ProposalDetail }): VNode {
  const words = f().decide;
  const { proposal, conflicts } = data;
  if (proposal.state === 'open' && !proposal.passage.present)
    return (
      <>
        <Alert kind="warning">{words.gone}</Alert>
        <Comparison data={data} />
      </>
    );
  if (!proposal.moved) return <Comparison data={data} />;
  return (
    <Section title={words.three}>
      <Alert kind="warning">{words.movedBy(data.presentBy ?? '')}</Alert>
      {data.unfit ? <Alert kind="error">{words.unfit(data.unfit)}</Alert> : null}
      {conflicts.length > 0 ? (
        <Alert kind="warning">{words.conflicts(conflicts.map(labelOfField).join(', '))}</Alert>
      ) : null}
      <Comparison data={data} three />
    </Section>
  );
}

const labelOfField = (name: string): string => {
  const [first = '', year = ''] = name.split('.');
  if (first === 'targets' && year) return passageWords().target(year);
  return first === 'baseline' ? passageWords().baseline.title : fieldWord(first);
};

interface Line {
  readonly name: string;
  readonly label: string;
  readonly base: string | null;
  readonly proposed: string | null;
  readonly present: string | null;
  readonly result: string | null;
}

function Comparison({ data, three }: { data: ProposalDetail; three?: boolean }): VNode {
  const words = f().decide;
  const { proposal, names } = data;
  const entries = (content: unknown) => passageEntries(proposal.kind, content, names);
  const texts = {
    base: entries(data.base),
    proposed: entries(data.proposed),
    present: entries(three ? data.present : data.base),
    result: entries(three ? data.result : data.proposed),
  };
  const order = [...texts.present, ...texts.base, ...texts.proposed];
  const lines: Line[] = [...new Set(order.map(({ name }) => name))].map((name) => {
    const value = (list: typeof order) => list.find((entry) => entry.name === name)?.value ?? null;
    return {
      name,
      label: order.find((entry) => entry.name === name)!.label,
      base: value(texts.base),
      proposed: value(texts.proposed),
      present: value(texts.present),
      result: value(texts.result),
    };
  });
  const whole = proposal.act !== 'change';
  const changed = lines.filter(
    (line) =>
      (line.base !== line.proposed || line.present !== line.result || line.base !== line.present) &&
      !(line.base === null && line.proposed === null && line.present === null),
  );
  const shown = whole ? changed.filter((line) => line.base !== null || line.proposed !== null) : changed;
  const columns: Column<Line>[] = [
    { key: 'field', label: words.field, header: true, render: (line) => line.label },
    ...(proposal.act === 'add'
      ? []
      : [{ key: 'old', label: words.old, render: (line: Line) => sideOf('old', line.base, line.proposed) }]),
    ...(proposal.act === 'remove' && !three
      ? []
      : [{ key: 'new', label: words.new, render: (line: Line) => sideOf('new', line.base, line.proposed) }]),
    ...(three
      ? [
          {
            key: 'present',
            label: words.present,
            render: (line: Line) => (line.present === line.base ? <Same /> : sideOf('new', line.base, line.present)),
          },
          {
            key: 'result',
            label: words.result,
            render: (line: Line) => (line.result === null ? <Nothing /> : line.result),
          },
        ]
      : []),
  ];
  const hidden = lines.filter(({ base, proposed }) => base !== null || proposed !== null).length - shown.length;
  return (
    <DataTable
      caption={words.sides}
      captionHidden
      columns={columns}
      rows={shown}
      rowKey={(line) => line.name}
      note={!whole && hidden > 0 ? plural(hidden, words.unchanged) : undefined}
    />
  );
}

const Same = (): VNode => <span class="gr-quiet">{f().decide.same}</span>;
