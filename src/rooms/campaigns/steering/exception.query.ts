import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { clusterId, clusterPlace } from '#rooms/registry';
import { campaignYear } from '../campaign.ts';
import { CAMPAIGN_KEEPERS } from '../campaigns.roles.ts';
import { answerWords } from '../filling/figure-text.rules.ts';
import { readReturn } from '../filling/return-reading.ts';
import { returnHead } from '../return.store.ts';
import { exceptionsOf } from './exception.store.ts';

const both = z.object({ fr: z.string(), en: z.string() });

/** The figures of a frozen return as they stand, exceptions included: what one may correct. */
export const getFrozenFigures = defineQuery({
  name: 'campaigns.getFrozenFigures',
  title: { fr: 'Consulter les chiffres d’une année figée', en: 'Read the figures of a frozen year' },
  path: '/clusters/{cluster}/returns/{year}/frozen',
  permission: { who: CAMPAIGN_KEEPERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: clusterId, year: campaignYear }),
  output: z.object({
    cluster: z.object({ id: z.string(), name: z.string() }),
    year: z.int(),
    frozen: z.boolean(),
    figures: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        words: z.string(),
        measure: z.enum(['count', 'amount', 'ratio', 'yes-no', 'scale', 'text']),
        levels: z.array(z.string()),
        unit: both,
        money: z.boolean(),
      }),
    ),
    synthetic: z.boolean(),
  }),
  async run({ sql, today }, { cluster, year }) {
    const head = await returnHead(sql, cluster, year);
    if (!head) throw notFound();
    const { held } = head;
    if (!held) return { cluster: head.cluster, year, frozen: false, figures: [], synthetic: head.campaign.synthetic };
    const { asked, cells } = await readReturn(sql, { ...head, held }, today as Day);
    const exceptions = await exceptionsOf(sql, held.id);
    return {
      cluster: head.cluster,
      year,
      frozen: held.frozen_at !== null,
      figures: [...asked.figures.values()].flatMap((figure) => {
        const cell = cells.get(figure.key);
        if (!cell) return [];
        const answer = exceptions.find(({ key }) => key === figure.key)?.after ?? cell;
        const { key, measure, levels, unit, money } = figure;
        return [
          {
            key,
            measure,
            unit,
            money,
            levels: [...levels],
            label: say(figure.label),
            words: answerWords(answer, figure),
          },
        ];
      }),
      synthetic: held.synthetic,
    };
  },
});
