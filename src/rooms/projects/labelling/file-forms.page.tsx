import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Alert,
  CheckboxField,
  DateField,
  HiddenField,
  Link,
  RadioField,
  SelectField,
  TextareaField,
} from '#kit/web/ui/index.ts';
import { committeeForm } from './committee-frame.tsx';
import { t } from './labelling.sentences.ts';
import { DECISIONS } from './labelling.ts';
import { fileAddress, requestsAddress } from './labelling-address.ts';
import type { LabelFile } from './labelling-views.ts';

const about = (file: LabelFile) => ({
  cluster: file.cluster,
  place: 'files' as const,
  under: { label: file.request.project.acronym, href: fileAddress(file.cluster.id, file.request.label) },
  back: fileAddress(file.cluster.id, file.request.label),
  synthetic: file.synthetic,
});

export function assignReviewPage(filled: Filled<LabelFile>): Page {
  const words = t().assign;
  const file = filled.data;
  const possible = file.experts.filter(({ fault, assigned }) => fault === null && !assigned);
  const excluded = file.experts.filter(({ fault }) => fault !== null);
  return committeeForm(filled, {
    ...about(file),
    title: words.title,
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    action: fileAddress(file.cluster.id, file.request.label, '/relecteurs'),
    fields: (
      <>
        {possible.length === 0 ? (
          <Alert kind="warning">
            <p>
              {words.none} <Link href={requestsAddress(file.cluster.id, '/experts')}>{words.noneNext}</Link>
            </p>
          </Alert>
        ) : null}
        <SelectField
          name="expert"
          label={words.expert}
          choices={possible.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <DateField name="dueOn" label={words.due} required={false} min={file.on} />
        {excluded.length > 0 ? (
          <div>
            <p>{words.excluded}</p>
            <ul>
              {excluded.map(({ id, name, fault }) => (
                <li key={id}>
                  {name} <span class="gr-quiet">{t().file.faults[fault!]}</span>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </>
    ),
  });
}

export function recordInterestPage(filled: Filled<LabelFile>): Page {
  const words = t().interest;
  const file = filled.data;
  return committeeForm(filled, {
    ...about(file),
    title: words.title,
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    action: fileAddress(file.cluster.id, file.request.label, '/interets'),
    fields: (
      <>
        <SelectField
          name="expert"
          label={words.expert}
          choices={file.experts
            .filter(({ fault }) => fault !== 'DECLARED_INTEREST' && fault !== 'EXPERT_GONE')
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextareaField name="note" label={words.note} rows={3} />
      </>
    ),
  });
}

/** The decision: what the votes say stands above, the reasons go to the letter as they are written. */
export function decidePage(filled: Filled<LabelFile>): Page {
  const words = t().decide;
  const file = filled.data;
  const { request, votes } = file;
  const suggested = file.better.map(({ id, name, sector }) => ({ value: id, label: `${name} (${sector})` }));
  const others = file.clusters
    .filter(({ id }) => !file.better.some((one) => one.id === id))
    .map(({ id, name }) => ({ value: id, label: name }));
  return committeeForm(filled, {
    ...about(file),
    title: words.title(request.project.acronym),
    lead: request.meeting ? words.inMeeting(formatDay(request.meeting.heldOn)) : words.inWriting,
    submit: words.submit,
    consequence: words.consequence,
    action: fileAddress(file.cluster.id, request.label, '/decision'),
    before: votes ? (
      <Alert kind="info">
        <p>
          {words.votes(votes.for, votes.against, votes.abstains, votes.left)} {words.quorum(votes.cast, file.quorum)}
        </p>
        <p>{file.proposed ? words.proposed(t().decisions[file.proposed].toLowerCase()) : words.nothing}</p>
      </Alert>
    ) : null,
    fields: (
      <>
        {request.meeting ? <HiddenField name="meeting" value={request.meeting.id} /> : null}
        <RadioField
          name="decision"
          label={words.decision}
          choices={DECISIONS.map((value) => ({
            value,
            label: t().decisions[value],
            hint: t().decisionHints[value],
          }))}
        />
        <TextareaField name="reasons" label={words.reasons} hint={words.reasonsHint} rows={6} />
        <TextareaField
          name="reservations"
          label={words.reservations}
          hint={words.reservationsHint}
          rows={3}
          required={false}
        />
        <CheckboxField name="offStrategy" label={words.offStrategy} hint={words.offStrategyHint} />
        <SelectField
          name="betterCluster"
          label={words.better}
          required={false}
          blank={words.nobody}
          choices={[
            ...(suggested.length > 0 ? [{ label: words.suggested, choices: suggested }] : []),
            { label: words.others, choices: others },
          ]}
        />
        {(request.meeting?.heldOn ?? file.on) < request.earliest.day ? (
          <TextareaField
            name="earlyReason"
            label={words.early}
            hint={words.earlyHint(formatDay(request.earliest.day))}
            rows={3}
            required={false}
          />
        ) : null}
      </>
    ),
  });
}
