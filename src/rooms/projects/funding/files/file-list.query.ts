import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, paging, reachOf, searchWords } from '#rooms/registry';
import { READERS } from '../../projects.roles.ts';
import { spoken } from '../calculator/funding-answer.ts';
import { fundingReferenceOf } from '../calls/call-addition.store.ts';
import type { FundingCall } from '../funding-window.ts';
import { APPLICATION_STATES, FUNDERS } from './application.ts';
import { fileFacets, fileTotals, funderDelays, type ListedFile, listedFiles } from './file-list.store.ts';
import { FILE_SORTS, type FileRow, fileList, MONEY_STAGES } from './file-list.ts';
import { hasLapsed, waitingOf } from './waiting.rules.ts';

/** The files of projects within the reader's reach, beyond their preparation: what is asked, granted and paid, and for whom each waits. */
export const listFundingFiles = defineQuery({
  name: 'projects.listFundingFiles',
  title: { fr: 'Lister les dossiers de financement', en: 'List funding files' },
  path: '/funding-files',
  permission: { who: READERS },
  input: z.object({
    q: searchWords,
    state: z.enum(APPLICATION_STATES).optional(),
    call: z.string().max(80).optional(),
    cluster: z.string().max(80).optional(),
    funder: z.enum(FUNDERS).optional(),
    /** Has granted, signed or paid something. */
    money: z.enum(MONEY_STAGES).optional(),
    /** Selected, and past the last day to sign. */
    late: z.boolean().optional(),
    sort: z.enum(FILE_SORTS).default('since'),
    ...paging,
  }),
  output: fileList,
  async run({ sql, actor, today }, { sort, order, page, pageSize, ...criteria }) {
    const on = await actingDay(sql, today);
    const { calls } = await fundingReferenceOf(sql);
    const known = new Map(calls.map((call) => [call.id, call]));
    const question = { reach: reachOf(actor, READERS), on, criteria };
    const rows = await listedFiles(sql, question, { sort, order, limit: pageSize, offset: (page - 1) * pageSize });
    const { count, stateCents, fuiCents, synthetic, ...totals } = await fileTotals(sql, question);
    const facets = await fileFacets(sql, question);
    return {
      on,
      total: count,
      page,
      pageSize,
      rows: rows.map((row) => rowOf(row, known.get(row.call) ?? null, on)),
      facets,
      totals,
      delays: await funderDelays(sql, question),
      stateShare: { stateCents, totalCents: fuiCents },
      synthetic,
    };
  },
});

function rowOf(file: ListedFile, call: FundingCall | null, on: Day): FileRow {
  const labelAsked = file.labelPending && call?.window.label === 'required';
  return {
    id: file.id,
    project: { id: file.project, acronym: file.acronym },
    cluster: { id: file.cluster, name: file.clusterName },
    call: { id: file.call, ...(call ? spoken(call.name) : { fr: file.call, en: file.call }) },
    funder: file.funder,
    region: file.region === null ? null : { code: file.region, name: file.regionName ?? file.region },
    state: file.state,
    submittedOn: file.submittedOn,
    selectedOn: file.selectedOn,
    lapsesAfter: file.lapsesAfter,
    agreementOn: file.agreementOn,
    waiting: waitingOf(
      {
        state: file.state,
        steps: [{ state: file.state, on: file.lastStep }],
        paymentSince: file.paymentSince,
        lastSettled: file.lastSettled,
        labelSince: labelAsked ? file.submittedOn : null,
      },
      on,
    ),
    late: file.state === 'selected' && hasLapsed(file.lapsesAfter, on),
    askedCents: file.askedCents,
    grantedCents: file.grantedCents,
    paidCents: file.agreementOn === null ? null : file.paidCents,
    requestedCents: file.requestedCents,
    synthetic: file.synthetic,
  };
}
