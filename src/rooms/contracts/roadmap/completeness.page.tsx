import type { VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import { Alert, DataTable, ExportMenu, Link, Section } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import type { ShownCompleteness } from './completeness.query.ts';
import type { ShownGap } from './objectives.ts';
import { t } from './roadmap.sentences.ts';
import { Closed, TextState } from './roadmap-frame.tsx';

/** What the project lacks, each line a way to the field. */
export function completenessPage({ data }: { data: ShownCompleteness }): Page {
  const words = t().completeness;
  const { contract, edition, complete, missing } = data;
  const href = contractAddress(contract.id, 'completeness');
  const of = (severity: ShownGap['severity']) => data.gaps.filter((gap) => gap.severity === severity);
  return {
    title: words.title,
    lead: words.lead,
    crumbs: contractCrumbs(contract, 'completeness'),
    side: contractSide(contract, 'completeness'),
    synthetic: contract.synthetic,
    status: <TextState {...edition} />,
    body: (
      <>
        <Closed closed={data.closed} />
        <Alert kind={complete ? 'success' : 'warning'}>{complete ? words.complete : words.incomplete(missing)}</Alert>
        {data.gaps.length > 0 ? <ExportMenu table={href} /> : null}
        {complete ? null : (
          <Section title={words.missingTitle} lead={words.missingLead} id="a-completer">
            <GapTable gaps={of('missing')} caption={words.missingTitle} />
          </Section>
        )}
        <Section title={words.adviceTitle} lead={words.adviceLead} id="conseils">
          {of('advice').length > 0 ? (
            <GapTable gaps={of('advice')} caption={words.adviceTitle} />
          ) : (
            <p>{words.noAdvice}</p>
          )}
        </Section>
        <p class="gr-quiet">
          {words.annexes} <Link href={contractAddress(contract.id, 'text')}>{words.toText}</Link>
        </p>
      </>
    ),
  };
}

function GapTable({ gaps, caption }: { gaps: readonly ShownGap[]; caption: string }): VNode {
  const words = t().completeness;
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={gaps}
      rowKey={(gap) => `${gap.code} ${gap.clause ?? ''} ${gap.sentence}`}
      quickFilter
      columns={[
        {
          key: 'what',
          label: words.what,
          header: true,
          width: 'wide',
          render: (gap) => (
            <>
              <a href={gap.href}>{gap.sentence}</a>
              {gap.detail ? <span class="gr-second gr-quiet">{gap.detail}</span> : null}
            </>
          ),
        },
        { key: 'rule', label: words.rule, width: 'narrow', render: (gap) => gap.rule ?? '–' },
        { key: 'who', label: words.who, width: 'narrow', render: (gap) => words.whoIs[gap.who] },
      ]}
    />
  );
}
