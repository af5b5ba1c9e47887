import { readNumber } from '#kit/web/read-form.ts';
import { act, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { declareInterest } from './declare-interest.action.ts';
import { inBoth } from './labelling.sentences.ts';
import { reviewAddress } from './labelling-address.ts';
import { recordReview } from './record-review.action.ts';
import { interestPage, myReviewsPage, reviewPage } from './review.page.tsx';
import { getReview, listMyReviews } from './review.query.ts';
import { signConfidentiality } from './sign-confidentiality.action.ts';

/** The expert's side: what they have to review, and each review. The cluster's team enters those of experts without an account by the same addresses. */

const mine = page({
  path: '/projets/relectures',
  of: listMyReviews,
  input: () => ({}),
  view: ({ data }) => myReviewsPage(data),
});

const reviewOf = (visit: Visit) => perform(getReview, { review: visit.params.review! }, visit.call);

const MARK = /^marks\.(.+)$/;

const review = form({
  path: '/projets/relectures/:review',
  of: recordReview,
  load: reviewOf,
  values: ({ marks, comment }): Values => ({
    comment: comment ?? '',
    ...Object.fromEntries(Object.entries(marks).map(([criterion, mark]) => [`marks.${criterion}`, String(mark)])),
  }),
  body: (typed, { params }) => ({
    review: params.review,
    grid: typed.grid,
    comment: typed.comment,
    marks: Object.fromEntries(
      Object.entries(typed).flatMap(([name, value]) => {
        const criterion = MARK.exec(name)?.[1];
        return criterion ? [[criterion, readNumber(String(value))]] : [];
      }),
    ),
  }),
  view: reviewPage,
  done: ({ review: id }) => ({ to: reviewAddress(id), say: inBoth((words) => words.review.done) }),
});

const interest = form({
  path: '/projets/relectures/:review/interet',
  of: declareInterest,
  load: reviewOf,
  view: interestPage,
  done: ({ review: id }) => ({ to: reviewAddress(id), say: inBoth((words) => words.review.declared) }),
});

const sign = act({
  path: '/projets/experts/:expert/confidentialite',
  of: signConfidentiality,
  done: (_, { search }) => {
    const back = search.get('relecture');
    return {
      to: back ? reviewAddress(encodeURIComponent(back)) : '/projets/relectures',
      say: inBoth((words) => words.review.signDone),
    };
  },
});

export const reviewRoutes: readonly Route[] = [mine, review, interest, sign];
