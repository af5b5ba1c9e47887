import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { OutputOf } from '#kit/web/route.ts';
import { ButtonLink, DataTable, EmptyState, StatusBadge } from '#kit/web/ui/index.ts';
import type { listCampaigns } from './campaign.query.ts';
import { CAMPAIGN_TONES, CAMPAIGNS, campaignAddress, stateInWords } from './campaign-frame.ts';
import { t } from './steering.sentences.ts';

export function campaignListPage({ data }: { data: OutputOf<typeof listCampaigns> }): Page {
  const words = t().list;
  const prepare = data.maySteer ? (
    <ButtonLink href={`${CAMPAIGNS}/nouvelle`} icon="plus">
      {words.prepare}
    </ButtonLink>
  ) : undefined;
  return {
    title: t().campaigns,
    lead: words.lead,
    crumbs: [{ label: t().campaigns }],
    action: data.rows.length > 0 ? prepare : undefined,
    synthetic: data.synthetic,
    wide: true,
    body: (
      <DataTable
        caption={words.caption}
        captionHidden
        rows={data.rows}
        rowKey={({ year }) => String(year)}
        empty={<EmptyState title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} next={prepare} />}
        columns={[
          {
            key: 'year',
            label: t().year,
            header: true,
            render: ({ year }) => <a href={campaignAddress(year)}>{t().campaign(year)}</a>,
          },
          {
            key: 'state',
            label: words.state,
            render: ({ state }) => <StatusBadge tone={CAMPAIGN_TONES[state]} label={stateInWords(state)} />,
          },
          {
            key: 'period',
            label: words.period,
            render: ({ opensOn, dueOn }) => `${formatDay(opensOn)} – ${formatDay(dueOn)}`,
          },
          {
            key: 'progress',
            label: words.progress,
            align: 'end',
            render: ({ settled, owing }) => words.of(settled, owing),
          },
          { key: 'late', label: words.late, align: 'end', render: ({ late }) => late },
        ]}
      />
    ),
  };
}
