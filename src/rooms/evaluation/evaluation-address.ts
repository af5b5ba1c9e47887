export const EVALUATIONS_ADDRESS = '/evaluation';

/** `/evaluation/eva-…/question` */
export const evaluationAddress = (id: string, step = ''): string =>
  `${EVALUATIONS_ADDRESS}/${id}${step === '' ? '' : `/${step}`}`;

/** `/evaluation/eva-…/calculs/run-…/rapport` */
export const runAddress = (evaluation: string, run: string, step = ''): string =>
  evaluationAddress(evaluation, `calculs/${run}${step === '' ? '' : `/${step}`}`);
