import { type Say, speaking } from '#kit/say.ts';
import { act, type Filled, form, page, perform, type Route, type Visit } from '#kit/web/route.ts';
import { everyRow, listInput, listingOf, may } from '#rooms/registry';
import { CAMPAIGN } from '../project-address.ts';
import {
  answerFollowUpPage,
  campaignPage,
  campaignSheet,
  cancelFollowUpPage,
  sendFollowUpPage,
} from './campaign.page.tsx';
import { type FollowUpView, getFollowUp, listFollowUps } from './campaign.query.ts';
import { cancelFollowUp, remindFollowUp, sendDueFollowUps, sendFollowUp } from './follow-up.actions.ts';
import { inBoth, t } from './follow-up.sentences.ts';
import { answerFollowUp } from './follow-up-answer.action.ts';

const viewOf = ({ params, call }: Visit): Promise<FollowUpView> =>
  perform(getFollowUp, { project: params.project!, followUp: params.followUp! }, call);

const done = (said: Parameters<typeof inBoth>[0]) => () => ({ to: CAMPAIGN, say: inBoth(said) });

const campaign = page({
  path: CAMPAIGN,
  of: listFollowUps,
  input: (visit) => listInput(listFollowUps, visit),
  view: ({ data, visit }) => campaignPage({ data, listing: listingOf(visit), runs: may(sendDueFollowUps, visit) }),
  sheet: async (visit) => campaignSheet(await everyRow(listFollowUps, listInput(listFollowUps, visit), visit)),
});

const sendAll = act({
  path: `${CAMPAIGN}/envoi`,
  of: sendDueFollowUps,
  done: ({ sent, withoutAddress }) => ({
    to: CAMPAIGN,
    say: {
      fr: speaking('fr', () => t().campaign.sentAll(sent, withoutAddress)),
      en: speaking('en', () => t().campaign.sentAll(sent, withoutAddress)),
    } satisfies Say,
  }),
});

const send = form({
  path: '/projets/:project/resultats/suivis/:followUp/envoi',
  of: sendFollowUp,
  load: viewOf,
  view: (filled: Filled<FollowUpView>) => sendFollowUpPage(filled),
  done: done((words) => words.campaign.sentOne),
});

const remind = act({
  path: '/projets/:project/resultats/suivis/:followUp/relance',
  of: remindFollowUp,
  done: done((words) => words.campaign.remindedOne),
});

const answer = form({
  path: '/projets/:project/resultats/suivis/:followUp/reponse',
  of: answerFollowUp,
  load: viewOf,
  values: () => ({ answer: 'known' }),
  view: (filled: Filled<FollowUpView>) => answerFollowUpPage(filled),
  done: done((words) => words.forms.recorded),
});

const cancel = form({
  path: '/projets/:project/resultats/suivis/:followUp/annulation',
  of: cancelFollowUp,
  load: viewOf,
  view: (filled: Filled<FollowUpView>) => cancelFollowUpPage(filled),
  done: done((words) => words.forms.cancelled),
});

export const campaignRoutes: readonly Route[] = [campaign, sendAll, send, remind, answer, cancel];
