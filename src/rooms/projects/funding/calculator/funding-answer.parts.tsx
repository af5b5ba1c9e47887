import type { VNode } from 'preact';
import { formatCents, formatDay, say } from '#kit/say.ts';
import { Alert, DataTable, DescriptionList, Section, StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import { CertaintyMark } from '#rooms/registry';
import { t } from './calculator.sentences.ts';
import type { AmountView, FundingAnswer, PartnerAnswer, RuleLineView } from './funding-answer.ts';

const TONES: Readonly<Record<RuleLineView['verdict'], Tone>> = {
  met: 'success',
  'not-met': 'error',
  'to-check': 'warning',
};

export const VerdictMark = ({ verdict }: { verdict: RuleLineView['verdict'] }): VNode => (
  <StatusBadge tone={TONES[verdict]} label={t().verdicts[verdict]} />
);

/** An amount that is known, known between two ends, or not known: never 0 for « not known ». */
export function Amount({ of }: { of: AmountView }): VNode {
  if (of.cents !== null) return <>{formatCents(of.cents)}</>;
  if (!of.between) return <span class="gr-quiet">{t().unknown}</span>;
  return <>{t().between(of.between.least, of.between.most)}</>;
}

const money = (cents: number | null): VNode =>
  cents === null ? <span class="gr-quiet">{t().unknown}</span> : <span>{formatCents(cents)}</span>;

/** Rules one under the other: which, what it finds, and where it comes from. */
export function RuleLines({ lines, caption }: { lines: readonly RuleLineView[]; caption: string }): VNode {
  const words = t().answer;
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        { key: 'rule', label: words.rule, render: (line) => line.rule ?? words.noRule, width: 'narrow' },
        { key: 'verdict', label: words.verdict, render: (line) => <VerdictMark verdict={line.verdict} /> },
        { key: 'sentence', label: words.sentence, header: true, render: (line) => say(line), width: 'wide' },
        {
          key: 'source',
          label: words.source,
          render: (line) => (
            <>
              {line.source} <CertaintyMark certainty={line.certainty} />
            </>
          ),
        },
      ]}
      rows={lines}
    />
  );
}

/** Warnings on costs, and what was presumed of the whole project. */
export function Doubts({ answer }: { answer: FundingAnswer }): VNode {
  return (
    <>
      {answer.warnings.map((warning) => (
        <Alert key={warning.fr} kind="warning" title={t().project.doubt}>
          {say(warning)}
        </Alert>
      ))}
      {answer.caveats.map((caveat) => (
        <Alert key={caveat.fr} kind="info" title={t().project.presumed}>
          {say(caveat)}
        </Alert>
      ))}
    </>
  );
}

export function EligibilityPart({ answer }: { answer: FundingAnswer }): VNode {
  const words = t().eligibility;
  const { eligibility } = answer;
  return (
    <Section title={words.title} lead={words.verdict[eligibility.verdict]}>
      <p>
        <VerdictMark verdict={eligibility.verdict} />{' '}
        {words.counts(eligibility.met, eligibility.notMet, eligibility.toCheck)}
      </p>
      {eligibility.unverifiedRules.length > 0 ? (
        <p class="gr-quiet">{words.unverified(eligibility.unverifiedRules.join(', '))}</p>
      ) : null}
      {answer.advice.map((advice) => (
        <Alert key={advice.check} kind="info" title={words.advice} level={3}>
          {say(advice)}
        </Alert>
      ))}
      <RuleLines lines={eligibility.lines} caption={words.caption} />
    </Section>
  );
}

function PartnerLines({ partner }: { partner: PartnerAnswer }): VNode {
  const words = t().answer;
  return (
    <details class="gr-details">
      <summary>{words.why(partner.name)}</summary>
      {partner.assumptions.length > 0 ? (
        <ul>
          {partner.assumptions.map((assumption) => (
            <li key={assumption.fr}>{say(assumption)}</li>
          ))}
        </ul>
      ) : null}
      <RuleLines lines={partner.lines} caption={words.lines(partner.name)} />
    </details>
  );
}

/** The most aid of a project and of its partners, each figure with the rules that it rests on. */
export function AidPart({ answer }: { answer: FundingAnswer }): VNode {
  const words = t().answer;
  return (
    <Section title={words.title}>
      {answer.without ? <Alert kind="info">{say(answer.without)}</Alert> : null}
      <DescriptionList
        items={[
          { term: words.total, description: <Amount of={answer.total} /> },
          { term: words.base, description: money(answer.baseCents) },
          { term: words.asked, description: money(answer.askedCents) },
          { term: words.text, description: answer.text ? say(answer.text) : null },
          { term: words.decision, description: answer.decisionOn ? formatDay(answer.decisionOn) : null },
        ]}
      />
      <DataTable
        caption={words.partnersCaption}
        columns={[
          { key: 'partner', label: words.partner, header: true, render: (one) => one.name },
          { key: 'base', label: words.base, align: 'end', render: (one) => money(one.baseCents) },
          { key: 'rate', label: words.rate, align: 'end', render: (one) => words.rates(one.rates) },
          {
            key: 'ceiling',
            label: words.ceiling,
            align: 'end',
            render: (one) => (one.ceiling ? <Amount of={one.ceiling} /> : words.noCeiling),
          },
          {
            key: 'aid',
            label: words.aid,
            align: 'end',
            render: (one) => (
              <>
                <Amount of={one.aid} />
                {one.asked === 'not-met' ? <span class="gr-quiet gr-second">{words.over}</span> : null}
              </>
            ),
          },
          {
            key: 'limit',
            label: words.limitedBy,
            render: (one) => one.limitedBy.map((limit) => t().limits[limit]).join(', ') || '—',
          },
        ]}
        rows={answer.partners}
        rowKey={(one) => one.partner}
        total={{ partner: words.total, base: money(answer.baseCents), aid: <Amount of={answer.total} /> }}
      />
      {answer.partners.map((partner) => (
        <PartnerLines key={partner.partner} partner={partner} />
      ))}
      <details class="gr-details">
        <summary>{words.project}</summary>
        <RuleLines lines={answer.lines} caption={words.project} />
      </details>
    </Section>
  );
}
