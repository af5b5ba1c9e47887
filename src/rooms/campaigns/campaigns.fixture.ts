import type { Services } from '#kit/context.ts';
import { perform } from '#kit/web/route.ts';
import { ContractBuilder, saveIndicator, saveObjective, setProvisionalStart } from '#rooms/contracts';
import { callBy } from '#rooms/registry';

/** Builders for tests: a cluster with a contract that is followed, and a campaign that asks it its figures. */

/** Year of the figures, of the campaign and of the contract's second year. */
export const FIGURES_YEAR = 2014;

/** A campaign as it is once opened, due on 31 March of the year after. */
export async function openedCampaign(services: Services, year = FIGURES_YEAR): Promise<void> {
  await services.store.query(
    `insert into campaigns.campaign (year, state, opens_on, due_on, state_days, region_days, silence, reason_threshold, opened_at)
     values ($1, 'open', make_date($1 + 1, 1, 15), make_date($1 + 1, 3, 31), 30, 30, 'accepts', 20, now())`,
    [year],
  );
}

type Content = Parameters<typeof perform<typeof saveIndicator>>[1]['content'];

const own: Content = {
  title: 'Mises sur le marché (fictif)',
  code: null,
  unit: 'produits',
  direction: 'up',
  measure: 'count',
  levels: [],
  cumulation: 'per-year',
  targets: { '2013': 10, '2014': 12 },
};

/** Indicators of the common catalogue, each with its target of 2014. */
const COMMON = [
  { code: 'MEM-02', target: 40 },
  { code: 'MEM-03', target: 60 },
  { code: 'PRJ-03', target: 3 },
  { code: 'FIN-02', target: 200_000_000 },
] as const;

export interface FollowedContract {
  readonly contract: string;
  /** Key of its own indicator. */
  readonly own: string;
}

/** A contract under discussion whose objectives are followed from 2013 (R21): two objectives, its own indicator under both sides of the catalogue. */
export async function followedContract(services: Services, cluster = 'minalogic'): Promise<FollowedContract> {
  const call = callBy(services);
  const { contract } = await new ContractBuilder(services, call, cluster).withObjectives(0).discussed().save();
  const objective = async (title: string) =>
    (
      await perform(
        saveObjective,
        { contract, content: { title, dimension: 'market', scope: 'collective', rationale: 'Raison fictive' } },
        call,
      )
    ).clause;
  const growth = await objective('Faire grandir les membres (fictif)');
  const results = await objective('Mener au marché (fictif)');
  const { clause } = await perform(saveIndicator, { contract, parent: results, content: own }, call);
  for (const { code, target } of COMMON)
    await perform(
      saveIndicator,
      {
        contract,
        parent: code.startsWith('MEM') ? growth : results,
        content: { ...own, title: code, code, targets: { '2014': target } },
      },
      call,
    );
  await perform(setProvisionalStart, { contract, from: '2013-01-01', reason: 'Essai' }, call);
  return { contract, own: `${contract}/${clause}` };
}
