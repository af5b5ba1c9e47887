import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Alert,
  CheckboxesField,
  DateField,
  FieldRow,
  Link,
  NumberField,
  RadioField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { committeeForm } from './committee-frame.tsx';
import { t } from './labelling.sentences.ts';
import { type NamedThing, VOTES } from './labelling.ts';
import { meetingAddress, requestsAddress } from './labelling-address.ts';
import type { AgendaItem, MeetingView } from './labelling-views.ts';

const WhenAndWhere = () => {
  const words = t().meetings;
  return (
    <FieldRow>
      <DateField name="heldOn" label={words.heldOn} />
      <TextField name="place" label={words.place} hint={words.placeHint} required={false} />
    </FieldRow>
  );
};

export function planMeetingPage(filled: Filled<NamedThing>): Page {
  const words = t().meetings;
  const cluster = filled.data;
  return committeeForm(filled, {
    cluster,
    place: 'meetings',
    title: words.planTitle,
    lead: words.lead,
    submit: words.planSubmit,
    consequence: words.planConsequence,
    action: requestsAddress(cluster.id, '/seances/nouvelle'),
    back: requestsAddress(cluster.id, '/seances'),
    fields: <WhenAndWhere />,
  });
}

const about = (meeting: MeetingView, rest: string) => ({
  cluster: meeting.cluster,
  place: 'meetings' as const,
  under: { label: formatDay(meeting.heldOn), href: meetingAddress(meeting.cluster.id, meeting.id) },
  action: meetingAddress(meeting.cluster.id, meeting.id, rest),
  back: meetingAddress(meeting.cluster.id, meeting.id),
  synthetic: meeting.synthetic,
});

/** The files that may be on the agenda: those that are, then those that wait. */
export const agendaChoices = (meeting: MeetingView) => [
  ...meeting.items.map(({ request }) => request),
  ...meeting.waiting,
];

export function setAgendaPage(filled: Filled<MeetingView>): Page {
  const words = t().meeting;
  const meeting = filled.data;
  const choices = agendaChoices(meeting);
  return committeeForm(filled, {
    ...about(meeting, '/ordre-du-jour'),
    title: words.agendaTitle,
    lead: words.agendaLead,
    submit: words.agendaSubmit,
    consequence: words.agendaConsequence,
    fields: (
      <>
        <WhenAndWhere />
        {choices.length === 0 ? <Alert kind="info">{words.agendaEmptyWhy(0)}</Alert> : null}
        {choices.map(({ label, project }) => (
          <NumberField
            key={label}
            name={`rank.${label}`}
            label={words.rank(project.acronym)}
            hint={words.rankHint}
            required={false}
          />
        ))}
      </>
    ),
  });
}

export function attendancePage(filled: Filled<MeetingView>): Page {
  const words = t().meeting;
  const meeting = filled.data;
  return committeeForm(filled, {
    ...about(meeting, '/presents'),
    title: words.attendanceTitle,
    lead: words.attendanceLead,
    submit: words.attendanceSubmit,
    consequence: words.attendanceConsequence,
    fields: (
      <CheckboxesField
        name="experts"
        label={words.experts}
        choices={meeting.experts
          .filter(({ mayCome, present, signed }) => mayCome || present || !signed)
          .map(({ id, name, signed }) => ({
            value: id,
            label: signed ? name : `${name} (${words.notSigned})`,
            disabled: !signed,
          }))}
      />
    ),
  });
}

export interface VoteCase {
  readonly meeting: MeetingView;
  readonly item: AgendaItem;
}

export function recordVotesPage(filled: Filled<VoteCase>): Page {
  const words = t().meeting;
  const { meeting, item } = filled.data;
  const present = meeting.experts.filter((expert) => expert.present);
  const why = (expert: string) => item.interests.find((one) => one.expert.id === expert)?.why;
  return committeeForm(filled, {
    ...about(meeting, `/votes/${item.request.label}`),
    title: words.votesTitle(item.request.project.acronym),
    lead: words.votesLead,
    submit: words.votesSubmit,
    consequence: words.votesConsequence,
    fields:
      present.length === 0 ? (
        <Alert kind="warning">
          <p>
            {words.nobodyPresent}{' '}
            <Link href={meetingAddress(meeting.cluster.id, meeting.id, '/presents')}>{words.attendance}</Link>
          </p>
        </Alert>
      ) : (
        present.map(({ id, name }) => {
          const interest = why(id);
          return (
            <RadioField
              key={id}
              name={`votes.${id}`}
              label={name}
              hint={interest ? words.mustLeave(t().file.why[interest]) : undefined}
              inline
              required={false}
              choices={[
                ...VOTES.filter((vote) => !interest || vote === 'left').map((vote) => ({
                  value: vote as string,
                  label: words.votesOf[vote],
                })),
                { value: '', label: words.noVote },
              ]}
            />
          );
        })
      ),
  });
}

export function closeMeetingPage(filled: Filled<MeetingView>): Page {
  const words = t().meeting;
  const meeting = filled.data;
  return committeeForm(filled, {
    ...about(meeting, '/cloture'),
    title: words.closeTitle,
    lead: words.closeLead,
    submit: words.closeSubmit,
    consequence: words.closeConsequence(meeting.items.filter(({ decided }) => decided === null).length),
    kind: 'danger',
    fields: <TextareaField name="minutes" label={words.closeNotes} rows={5} required={false} />,
  });
}
