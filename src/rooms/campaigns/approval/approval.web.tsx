import { refusalOf } from '#kit/action.ts';
import { type Say, speaking } from '#kit/say.ts';
import { act, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { CAMPAIGNS } from '../steering/campaign-frame.ts';
import { inBoth, t } from './approval.sentences.ts';
import { opinionFormPage, replyFormPage, sendBackFormPage, verdictFormPage } from './approval-forms.page.tsx';
import { acceptForRegion, acceptForState, sendBackReturn } from './decide-return.actions.ts';
import { acceptUnchanged, answerQuestion, giveVerdict } from './give-verdict.action.ts';
import { giveReturnOpinion } from './opinion.actions.ts';
import { queuePage } from './queue.page.tsx';
import { reviewPage } from './review.page.tsx';
import { getReview, listReviews } from './review.query.ts';
import { reviewAddress } from './review-address.ts';

const REVIEW = '/poles/:cluster/declarations/:year/examen';

const keyOf = ({ params }: Visit) => ({ cluster: params.cluster!, year: Number(params.year) });
const body = (typed: Values, visit: Visit) => ({ ...typed, ...keyOf(visit) });
const reviewOf = (visit: Visit) => perform(getReview, keyOf(visit), visit.call);

const done =
  (pick: (words: ReturnType<typeof t>) => string, rest = '') =>
  (_: unknown, visit: Visit) => {
    const { cluster, year } = keyOf(visit);
    return { to: reviewAddress(cluster, year, rest), say: inBoth(pick) };
  };

/** The value that an address names, with the review it stands in. */
async function figureOf(visit: Visit) {
  const view = await reviewOf(visit);
  const figure = view.figures.find(({ key }) => key === visit.params.key);
  if (!figure) throw refusalOf(giveVerdict, 'FIGURE_UNKNOWN');
  return { view, figure };
}

const queue = page({
  path: `${CAMPAIGNS}/:year/examen`,
  of: listReviews,
  input: ({ params }) => ({ year: Number(params.year) }),
  view: ({ data }) => queuePage({ data }),
});

const review = page({ path: REVIEW, of: getReview, input: keyOf, view: ({ data }) => reviewPage({ data }) });

const accept = act({
  path: `${REVIEW}/valeur`,
  of: giveVerdict,
  body,
  done: done((words) => words.forms.given, '#d-abord'),
});

const question = form({
  path: `${REVIEW}/:key/question`,
  of: giveVerdict,
  load: figureOf,
  body: (typed, visit) => ({ ...body(typed, visit), key: visit.params.key }),
  view: (filled) => verdictFormPage(filled, 'questioned'),
  done: done((words) => words.forms.given, '#d-abord'),
});

const mend = form({
  path: `${REVIEW}/:key/reprise`,
  of: giveVerdict,
  load: figureOf,
  body: (typed, visit) => ({ ...body(typed, visit), key: visit.params.key }),
  view: (filled) => verdictFormPage(filled, 'returned'),
  done: done((words) => words.forms.given, '#d-abord'),
});

const unchanged = act({
  path: `${REVIEW}/inchange`,
  of: acceptUnchanged,
  body,
  done: ({ accepted }, visit) => {
    const { cluster, year } = keyOf(visit);
    const words = () => t().forms.acceptedAll(accepted);
    const said: Say = { fr: speaking('fr', words), en: speaking('en', words) };
    return { to: reviewAddress(cluster, year, '#decision'), say: said };
  },
});

const reply = form({
  path: `${REVIEW}/questions/:verdict/reponse`,
  of: answerQuestion,
  load: async (visit) => {
    const view = await reviewOf(visit);
    for (const figure of view.figures) {
      const found = figure.verdicts.find(({ id }) => id === visit.params.verdict);
      if (found) return { view, figure, question: found };
    }
    throw refusalOf(answerQuestion, 'QUESTION_UNKNOWN');
  },
  body: (typed, visit) => ({ ...body(typed, visit), verdict: visit.params.verdict }),
  view: (filled) => replyFormPage(filled),
  done: done((words) => words.forms.replied),
});

const acceptState = act({
  path: `${REVIEW}/acceptation-etat`,
  of: acceptForState,
  body,
  done: done((words) => words.forms.acceptedState),
});

const acceptRegion = act({
  path: `${REVIEW}/acceptation-region`,
  of: acceptForRegion,
  body,
  done: done((words) => words.forms.acceptedRegion),
});

const sendBack = form({
  path: `${REVIEW}/renvoi`,
  of: sendBackReturn,
  load: reviewOf,
  body,
  view: (filled) => sendBackFormPage(filled),
  done: done((words) => words.forms.sentBack),
});

const opinion = form({
  path: `${REVIEW}/avis`,
  of: giveReturnOpinion,
  load: reviewOf,
  body,
  view: (filled) => opinionFormPage(filled),
  done: done((words) => words.forms.opinionGiven, '#avis'),
});

export const approvalRoutes: readonly Route[] = [
  queue,
  review,
  accept,
  question,
  mend,
  unchanged,
  reply,
  acceptState,
  acceptRegion,
  sendBack,
  opinion,
];
