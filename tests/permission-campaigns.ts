import { addQuestion, openCampaign, openReturn, prepareCampaign, usualSettings } from '#rooms/campaigns';
import type { Call } from '../src/kit/context.ts';
import { perform } from '../src/kit/web/route.ts';

/** A campaign that collects, with a question of its own and the return of the home cluster, just opened. */
export interface CampaignWorld {
  readonly question: string;
  /** A question that no act of the walk withdraws. */
  readonly figure: string;
  /** Of a submission of that return. */
  readonly receipt: string;
}

/** Year of the figures; the acts of this world fall on 15 September of the year after. */
const YEAR = 2013;

export async function buildCampaignWorld(builder: Call, cluster: string): Promise<CampaignWorld> {
  await perform(prepareCampaign, { year: YEAR, ...usualSettings(YEAR), dueOn: '2014-12-31' }, builder);
  const { question } = await perform(addQuestion, { ...oneCampaign, ...asked }, builder);
  const { question: figure } = await perform(
    addQuestion,
    { ...oneCampaign, ...asked, labelFr: 'Essai gardé' },
    builder,
  );
  await perform(openCampaign, oneCampaign, builder);
  await perform(openReturn, { cluster, year: YEAR }, builder);
  const receipt = `${YEAR}-${cluster}-1-0000`;
  await builder.services.store.query(
    `insert into campaigns.submission (id, return_id, round, receipt, at, by_id, by_name, approver, snapshot, digest)
     values ('sbm-000000000000', $1, 1, $2, now(), 'essai', 'Essai', 'Essai', '{"told": [], "narrative": "", "figures": []}', repeat('0', 64))`,
    [`${cluster}-${YEAR}`, receipt],
  );
  return { question, figure, receipt };
}

const oneCampaign = { year: YEAR };
const asked = {
  kind: 'text',
  labelFr: 'Essai',
  labelEn: 'Trial',
  basis: 'Essai',
  reader: 'Essai',
  lastYear: YEAR,
  minutes: 1,
} as const;

/** A valid input for every operation of the room, on the objects of its world. */
export function campaignInputs(
  { question, figure, receipt }: CampaignWorld,
  cluster: string,
): Record<string, Record<string, unknown>> {
  const one = { cluster, year: YEAR };
  const settings = usualSettings(YEAR);
  return {
    'campaigns.listCampaigns': {},
    'campaigns.getCampaign': oneCampaign,
    'campaigns.prepareCampaign': { ...oneCampaign, ...settings },
    'campaigns.amendCampaign': { ...oneCampaign, ...settings, revision: 1, reason: 'Essai' },
    'campaigns.openCampaign': oneCampaign,
    'campaigns.closeCampaign': oneCampaign,
    'campaigns.closeWithoutReturn': { ...one, reason: 'Essai' },
    'campaigns.grantDelay': { ...one, untilOn: '2015-01-31', reason: 'Essai' },
    'campaigns.validateCampaign': oneCampaign,
    'campaigns.publishCampaign': oneCampaign,
    'campaigns.getFrozenFigures': one,
    'campaigns.recordException': {
      ...one,
      key: question,
      title: 'Essai',
      state: 'known',
      value: 1,
      reason: 'Essai',
      authority: 'Essai',
      decidedOn: '2014-01-01',
    },
    'campaigns.listQuestions': oneCampaign,
    'campaigns.addQuestion': { ...oneCampaign, ...asked },
    'campaigns.withdrawQuestion': { ...oneCampaign, question, reason: 'Essai' },
    'campaigns.getBurden': oneCampaign,
    'campaigns.getResults': oneCampaign,
    'campaigns.listDueReturns': oneCampaign,
    'campaigns.listClusterReturns': { cluster },
    'campaigns.getReturn': one,
    'campaigns.getReturnCell': { ...one, key: figure },
    'campaigns.openReturn': one,
    'campaigns.refreshReturn': one,
    'campaigns.saveCells': { ...one, cells: [] },
    'campaigns.saveNarrative': { ...one, narrative: 'Essai', revision: 1 },
    'campaigns.previewFigures': { ...one, block: 'Essai' },
    'campaigns.previewWorkbook': { ...one, file: { name: 'essai.xlsx', base64: 'JVBERi0xLjQ=' } },
    'campaigns.exportWorkbook': one,
    'campaigns.recordEffort': { ...one, spent: [{ key: figure, seconds: 1 }] },
    'campaigns.submitReturn': { ...one, approver: 'Essai', approverFunction: 'Essai' },
    'campaigns.getReceipt': { receipt },
    'campaigns.exportReceipt': { receipt },
    'campaigns.listReviews': oneCampaign,
    'campaigns.getReview': one,
    'campaigns.giveVerdict': { ...one, key: question, verdict: 'accepted' },
    'campaigns.acceptUnchanged': one,
    'campaigns.answerQuestion': { ...one, verdict: 'verdict-000000000000', answer: 'Essai' },
    'campaigns.acceptForState': one,
    'campaigns.acceptForRegion': one,
    'campaigns.sendBackReturn': { ...one, reason: 'Essai' },
    'campaigns.applySilence': one,
    'campaigns.giveOpinion': { ...one, party: 'region-82', opinion: 'favourable' },
  };
}

/** What stands for `:name` in the addresses of campaigns and returns, which share some names with other rooms. */
export const campaignParams = ({ question, figure, receipt }: CampaignWorld): Record<string, string> => ({
  year: String(YEAR),
  question,
  key: figure,
  receipt,
  verdict: 'verdict-000000000000',
});
