import { notFound } from '#kit/action.ts';
import { handedResponse } from '#kit/web/handed-response.ts';
import { readNumber } from '#kit/web/read-form.ts';
import { form, page, perform, type Route, raw, type Values, type Visit } from '#kit/web/route.ts';
import { listMeetings } from './committee.queries.ts';
import { exportMinutes } from './export-papers.query.ts';
import { inBoth } from './labelling.sentences.ts';
import { meetingAddress } from './labelling-address.ts';
import { closeMeeting, planMeeting, setAgenda } from './meeting.actions.ts';
import { meetingListPage, meetingPage } from './meeting.page.tsx';
import { getMeeting } from './meeting.query.ts';
import {
  attendancePage,
  closeMeetingPage,
  planMeetingPage,
  recordVotesPage,
  setAgendaPage,
  type VoteCase,
} from './meeting-forms.page.tsx';
import { recordAttendance, recordVotes } from './vote.actions.ts';

/** The meetings of a cluster's labelling committee. */

const ROOT = '/poles/:cluster/espace/labellisation/seances';

const list = page({
  path: ROOT,
  of: listMeetings,
  view: ({ data }) => meetingListPage(data),
});

const toMeeting =
  (done: Parameters<typeof inBoth>[0]) =>
  ({ cluster, meeting }: { cluster: string; meeting: string }) => ({
    to: meetingAddress(cluster, meeting),
    say: inBoth(done),
  });

const plan = form({
  path: `${ROOT}/nouvelle`,
  of: planMeeting,
  load: async (visit) => (await perform(listMeetings, { cluster: visit.params.cluster! }, visit.call)).cluster,
  view: planMeetingPage,
  done: toMeeting((words) => words.meetings.planDone),
});

const meetingOf = (visit: Visit) => perform(getMeeting, { meeting: visit.params.meeting! }, visit.call);

const meeting = page({
  path: `${ROOT}/:meeting`,
  of: getMeeting,
  input: ({ params }) => ({ meeting: params.meeting! }),
  view: ({ data }) => meetingPage(data),
});

const RANK = /^rank\.(.+)$/;

/** The files that were given a rank, from the smallest to the largest. */
const ranked = (typed: Values): string[] =>
  Object.entries(typed)
    .flatMap(([name, value]) => {
      const label = RANK.exec(name)?.[1];
      const rank = readNumber(String(value ?? ''));
      return label && typeof rank === 'number' ? [{ label, rank }] : [];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ label }) => label);

const agenda = form({
  path: `${ROOT}/:meeting/ordre-du-jour`,
  of: setAgenda,
  load: meetingOf,
  values: ({ heldOn, place, items }): Values => ({
    heldOn,
    place,
    ...Object.fromEntries(items.map(({ request }, index) => [`rank.${request.label}`, index + 1])),
  }),
  body: (typed, { params }) => ({
    meeting: params.meeting,
    heldOn: typed.heldOn,
    place: typed.place ?? '',
    labels: ranked(typed),
  }),
  view: setAgendaPage,
  done: toMeeting((words) => words.meeting.agendaDone),
});

const attendance = form({
  path: `${ROOT}/:meeting/presents`,
  of: recordAttendance,
  load: meetingOf,
  values: ({ experts }): Values => ({ experts: experts.filter(({ present }) => present).map(({ id }) => id) }),
  view: attendancePage,
  done: toMeeting((words) => words.meeting.attendanceDone),
});

async function voteCase(visit: Visit): Promise<VoteCase> {
  const view = await meetingOf(visit);
  const item = view.items.find(({ request }) => request.label === visit.params.label);
  if (!item) throw notFound();
  return { meeting: view, item };
}

const VOTE = /^votes\.(.+)$/;

const votes = form({
  path: `${ROOT}/:meeting/votes/:label`,
  of: recordVotes,
  load: voteCase,
  values: ({ item }): Values => Object.fromEntries(item.votes.map(({ expert, vote }) => [`votes.${expert.id}`, vote])),
  body: (typed, { params }) => ({
    meeting: params.meeting,
    label: params.label,
    votes: Object.entries(typed).flatMap(([name, vote]) => {
      const expert = VOTE.exec(name)?.[1];
      return expert && vote ? [{ expert, vote }] : [];
    }),
  }),
  view: recordVotesPage,
  done: ({ cluster, meeting: id, label }) => ({
    to: `${meetingAddress(cluster, id)}#${label}`,
    say: inBoth((words) => words.meeting.votesDone),
  }),
});

const close = form({
  path: `${ROOT}/:meeting/cloture`,
  of: closeMeeting,
  load: meetingOf,
  view: closeMeetingPage,
  done: toMeeting((words) => words.meeting.closeDone),
});

const minutes = (format: 'pdf' | 'docx') =>
  raw({
    path: `${ROOT}/:meeting/proces-verbal.${format}`,
    of: exportMinutes,
    method: 'GET',
    handle: async (visit) =>
      handedResponse(await perform(exportMinutes, { meeting: visit.params.meeting!, format }, visit.call)),
  });

export const meetingRoutes: readonly Route[] = [
  list,
  plan,
  meeting,
  agenda,
  attendance,
  votes,
  close,
  minutes('pdf'),
  minutes('docx'),
];
