import { invalidInput } from '#kit/action.ts';
import type { FieldError } from '#kit/web/page.ts';
import { readNumber } from '#kit/web/read-form.ts';
import { act, type Filled, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import {
  acceptShare,
  disputeAttribution,
  proposeAttribution,
  renounceShare,
  settleAttribution,
  withdrawDispute,
} from './attribution.actions.ts';
import { attributionPage } from './attribution.page.tsx';
import { type AttributionDraft, type AttributionView, draftAttribution, getAttribution } from './attribution.query.ts';
import { inBoth, t } from './attribution.sentences.ts';
import {
  MORE_CLUSTER,
  MORE_SHARE,
  partyActPage,
  proposeAttributionPage,
  settleAttributionPage,
  shareField,
} from './attribution-forms.page.tsx';
import { t as kit } from './delivery.sentences.ts';
import type { PartyKind, Subject } from './delivery.ts';
import { resultsAddress } from './results.page.tsx';

const SHARE_FIELD = /^share\.(cluster|project|funder)\.(.+)$/;

/** Parts as typed in per cent, in hundredths of a per cent; a field left empty is no party. */
function typedShares(body: Values) {
  const wrong: FieldError[] = [];
  const read = (field: string, value: unknown): number | null => {
    const text = String(value ?? '').trim();
    if (text === '') return null;
    const number = readNumber(text);
    if (typeof number === 'number') return Math.round(number * 100);
    wrong.push({ field, message: kit().notAPercentage });
    return null;
  };
  const shares = Object.entries(body).flatMap(([field, value]) => {
    const [, kind, party] = SHARE_FIELD.exec(field) ?? [];
    const share = kind && party ? read(field, value) : null;
    return share === null ? [] : [{ kind: kind as PartyKind, party: party!, share }];
  });
  const more = String(body[MORE_CLUSTER] ?? '').trim();
  const share = read(MORE_SHARE, body[MORE_SHARE]);
  if (wrong.length > 0) throw invalidInput(wrong);
  return more && share !== null ? [...shares, { kind: 'cluster' as const, party: more, share }] : shares;
}

const shareValues = ({ shares }: Pick<AttributionDraft, 'shares'>): Values =>
  Object.fromEntries(shares.map(({ kind, party, share }) => [shareField(kind, party), share / 100]));

/** What the address says is shared: the whole project unless it names a line. */
function subjectOf({ params, search }: Visit): { subject: Subject; subjectId: string } {
  const line = search.get('ligne');
  const subject = search.get('objet') as Subject | null;
  return subject && line ? { subject, subjectId: line } : { subject: 'project', subjectId: params.project! };
}

const viewOf = ({ params, call }: Visit): Promise<AttributionView> =>
  perform(getAttribution, { project: params.project!, attribution: params.attribution! }, call);

const toAttribution =
  (said: Parameters<typeof inBoth>[0]) =>
  ({ attribution }: { attribution: string }, { params }: Visit) => ({
    to: resultsAddress(params.project!, `/partages/${attribution}`),
    say: inBoth(said),
  });

const proposal = form({
  path: '/projets/:project/resultats/partages/nouveau',
  of: proposeAttribution,
  load: (visit) =>
    perform(
      draftAttribution,
      {
        project: visit.params.project!,
        ...subjectOf(visit),
        projects: (visit.search.get('projets') ?? '').split(/[\s,;]+/).filter(Boolean),
      },
      visit.call,
    ),
  values: (draft: AttributionDraft) => shareValues(draft),
  body: (body, visit) => ({ project: visit.params.project, ...subjectOf(visit), shares: typedShares(body) }),
  view: (filled: Filled<AttributionDraft>) => proposeAttributionPage(filled),
  done: toAttribution((words) => words.form.done),
});

const overview = page({
  path: '/projets/:project/resultats/partages/:attribution',
  of: getAttribution,
  input: ({ params }) => ({ project: params.project!, attribution: params.attribution! }),
  view: ({ data }) => attributionPage({ data }),
});

const acceptance = act({
  path: '/projets/:project/resultats/partages/:attribution/acceptation',
  of: acceptShare,
  done: toAttribution((words) => words.form.accepted),
});

/** On behalf of whom the form speaks: « cluster minalogic ». */
function withParty(body: Values, { params }: Visit) {
  const [kind, party] = String(body.party ?? '').split(' ');
  return { ...params, reason: body.reason, kind, party };
}

const dispute = form({
  path: '/projets/:project/resultats/partages/:attribution/contestation',
  of: disputeAttribution,
  load: viewOf,
  body: withParty,
  view: (filled: Filled<AttributionView>) =>
    partyActPage(filled, { title: t().form.disputeTitle, lead: t().form.disputeLead, danger: false }),
  done: toAttribution((words) => words.form.disputed),
});

const disputeWithdrawal = form({
  path: '/projets/:project/resultats/partages/:attribution/retrait',
  of: withdrawDispute,
  load: viewOf,
  body: withParty,
  view: (filled: Filled<AttributionView>) =>
    partyActPage(filled, { title: t().form.withdrawTitle, lead: t().form.withdrawLead, danger: false }),
  done: toAttribution((words) => words.form.disputeWithdrawn),
});

const renunciation = form({
  path: '/projets/:project/resultats/partages/:attribution/renonciation',
  of: renounceShare,
  load: viewOf,
  body: withParty,
  view: (filled: Filled<AttributionView>) =>
    partyActPage(filled, { title: t().form.renounceTitle, lead: t().form.renounceLead, danger: true }),
  done: toAttribution((words) => words.form.renounced),
});

const settlement = form({
  path: '/projets/:project/resultats/partages/:attribution/decision',
  of: settleAttribution,
  load: viewOf,
  values: (view: AttributionView) => shareValues(view),
  body: (body, { params }) => ({ ...params, reason: body.reason, shares: typedShares(body) }),
  view: (filled: Filled<AttributionView>) => settleAttributionPage(filled),
  done: toAttribution((words) => words.form.settled),
});

export const attributionRoutes: readonly Route[] = [
  proposal,
  overview,
  acceptance,
  dispute,
  disputeWithdrawal,
  renunciation,
  settlement,
];
