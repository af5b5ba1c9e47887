import type { Page } from '#kit/web/page.ts';
import type { OutputOf } from '#kit/web/route.ts';
import { Badge, DataTable, DueDate, EmptyState, Tabs } from '#kit/web/ui/index.ts';
import { campaignCrumbs, campaignTabs } from '../steering/campaign-frame.ts';
import { t } from './approval.sentences.ts';
import type { listReviews } from './review.query.ts';
import { reviewAddress } from './review-address.ts';

/** The returns that wait for an authority, those of the reader first. */
export function queuePage({ data }: { data: OutputOf<typeof listReviews> }): Page {
  const words = t().queue;
  return {
    title: words.title(data.year),
    lead: words.lead,
    crumbs: campaignCrumbs(data.year, t().review.examination),
    synthetic: data.synthetic,
    wide: true,
    body: (
      <>
        <Tabs {...campaignTabs(data.year, 'review')} />
        <DataTable
          caption={words.caption}
          captionHidden
          rows={data.rows}
          rowKey={({ cluster }) => cluster.id}
          empty={<EmptyState title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} icon="check" />}
          note={data.silence === 'accepts' ? words.accepts : words.waits}
          columns={[
            {
              key: 'cluster',
              label: words.cluster,
              header: true,
              render: ({ cluster, round }) => (
                <>
                  <a href={reviewAddress(cluster.id, data.year)}>{cluster.name}</a>
                  {round > 1 ? <span class="gr-quiet gr-second">{words.again(round)}</span> : null}
                </>
              ),
            },
            {
              key: 'step',
              label: words.step,
              render: ({ step, mine }) => (
                <>
                  {t().steps[step]} {mine ? <Badge tone="info">{words.mine}</Badge> : null}
                </>
              ),
            },
            { key: 'due', label: words.due, render: ({ dueOn }) => <DueDate day={dueOn} today={data.on} /> },
            {
              key: 'changed',
              label: words.changed,
              align: 'end',
              render: ({ changed, cells }) => words.changedOf(changed, cells),
            },
            {
              key: 'questions',
              label: words.questions,
              render: ({ questions, answers }) =>
                [questions > 0 ? words.waiting(questions) : '', answers > 0 ? words.answered(answers) : '']
                  .filter(Boolean)
                  .join(', ') || <span class="gr-quiet">{words.none}</span>,
            },
          ]}
        />
      </>
    ),
  };
}
