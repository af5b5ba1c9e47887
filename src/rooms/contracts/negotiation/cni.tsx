import type { VNode } from 'preact';
import { formatDay, plural } from '#kit/say.ts';
import {
  type Column,
  DataTable,
  DescriptionList,
  DueDate,
  Link,
  Section,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { paragraphs } from './comment-threads.tsx';
import { t } from './negotiation.sentences.ts';
import { days, ProcedureActs } from './negotiation-marks.tsx';
import type { ConditionRow, NegotiationReading, PresentationRow, ProcedureAct } from './negotiation-reading.ts';

const OPINION_TONES: Record<NonNullable<PresentationRow['opinion']>, Tone> = {
  favourable: 'success',
  'with-reservations': 'warning',
  unfavourable: 'error',
  none: 'neutral',
};

const CNI_ACTS: readonly ProcedureAct['act'][] = [
  'planPresentation',
  'presentProject',
  'waivePresentation',
  'recordOpinion',
];

/** What the CNI heard and said, or is to hear; the acts of the State and of whoever plans. */
export function Cni({ data }: { data: NegotiationReading }): VNode {
  const words = t().cni;
  const { contract, presentation, completeness, acts } = data;
  const closedByGaps = acts.some(({ act, open }) => act === 'presentProject' && !open) && completeness?.missing;
  return (
    <Section id="cni" title={words.title} lead={words.rule(days(data.rules.cniDays))}>
      {presentation ? <PresentationFacts row={presentation} on={data.on} /> : <p>{words.nothing}</p>}
      {closedByGaps ? (
        <p>
          {words.incomplete(plural(completeness.missing, t().count.gaps))}.{' '}
          <Link href={contractAddress(contract.id, 'completeness')}>{words.seeCompleteness}</Link>
        </p>
      ) : null}
      <ProcedureActs contract={contract.id} acts={acts} among={CNI_ACTS} moving={Boolean(presentation?.plannedOn)} />
      {data.formerPresentations.length > 0 ? (
        <details class="gr-details">
          <summary>{words.former}</summary>
          {data.formerPresentations.map((row) => (
            <PresentationFacts key={row.id} row={row} on={data.on} />
          ))}
        </details>
      ) : null}
    </Section>
  );
}

function PresentationFacts({ row, on }: { row: PresentationRow; on: string }): VNode {
  const words = t().cni;
  const planned = row.plannedOn && !row.sessionOn && !row.waiver;
  return (
    <DescriptionList
      items={[
        ...(planned
          ? [
              {
                term: words.planned,
                description: (
                  <>
                    {formatDay(row.plannedOn!)}
                    {row.plannedOn! < on ? <span class="gr-quiet"> ({words.plannedPast})</span> : null}
                  </>
                ),
              },
            ]
          : []),
        ...(row.sessionOn ? [{ term: words.session, description: formatDay(row.sessionOn) }] : []),
        ...(row.reference ? [{ term: words.reference, description: row.reference }] : []),
        ...(row.waiver
          ? [
              {
                term: words.waived,
                description: (
                  <>
                    {words.waivedOn(formatDay(row.waiver.on))}
                    {paragraphs(row.waiver.reason)}
                  </>
                ),
              },
            ]
          : []),
        ...(row.sessionOn ? [{ term: words.opinion, description: <OpinionMark row={row} on={on} /> }] : []),
        ...(row.opinionText ? [{ term: words.opinionText, description: <>{paragraphs(row.opinionText)}</> }] : []),
        ...(!planned && !row.sessionOn && !row.waiver ? [{ term: words.planned, description: null }] : []),
      ]}
    />
  );
}

function OpinionMark({ row, on }: { row: PresentationRow; on: string }): VNode {
  const words = t().cni;
  if (row.opinion === null) return <DueDate day={row.opinionDueOn!} today={on} />;
  if (row.opinion === 'none') return <>{words.none(formatDay(row.opinionDueOn!))}</>;
  return (
    <>
      <StatusBadge tone={OPINION_TONES[row.opinion]} label={words.opinions[row.opinion]} /> {formatDay(row.opinionOn!)}
      {row.opinionDueOn && row.opinionOn! > row.opinionDueOn ? <span class="gr-quiet"> ({words.late})</span> : null}
    </>
  );
}

/** What the opinion asks for, as tasks. */
export function Conditions({ data }: { data: NegotiationReading }): VNode | null {
  const words = t().conditions;
  const { conditions, contract, may, on } = data;
  const adding = data.acts.some(({ act }) => act === 'addCondition');
  if (conditions.length === 0 && !adding) return null;
  const at = (id: string, rest = '') => contractAddress(contract.id, 'negotiation', `/conditions/${id}${rest}`);
  const columns: Column<ConditionRow>[] = [
    { key: 'text', label: words.text, header: true, render: (row) => row.text },
    { key: 'who', label: words.who, render: (row) => row.responsible },
    {
      key: 'due',
      label: words.due,
      render: (row) => <DueDate day={row.dueOn} today={on} done={row.done !== null} />,
    },
    {
      key: 'state',
      label: words.state,
      render: (row) =>
        row.done ? (
          <div>
            {words.done(formatDay(row.done.on), row.done.by)}
            <span class="gr-second gr-quiet">{row.done.word}</span>
          </div>
        ) : (
          <StatusBadge
            tone={row.late ? 'error' : 'progress'}
            icon={row.late ? 'warning' : 'clock'}
            label={row.late ? words.late : words.open}
          />
        ),
    },
  ];
  if (may.completeConditions)
    columns.push({
      key: 'act',
      label: t().clocks.act,
      render: (row) =>
        row.done ? (
          may.reopenConditions ? (
            <a href={at(row.id, '/reouverture')} aria-label={words.reopenOf(row.text)}>
              {words.reopen}
            </a>
          ) : (
            <span class="gr-quiet">—</span>
          )
        ) : (
          <a href={at(row.id)} aria-label={words.completeOf(row.text)}>
            {words.complete}
          </a>
        ),
    });
  return (
    <Section id="conditions" title={words.title}>
      <DataTable caption={words.caption} captionHidden columns={columns} rows={conditions} rowKey={(row) => row.id} />
      <ProcedureActs contract={contract.id} acts={data.acts} among={['addCondition']} />
    </Section>
  );
}
