import { formatDay, locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Columns,
  DateField,
  DescriptionList,
  Form,
  Link,
  NumberField,
  Section,
  TextareaField,
} from '#kit/web/ui/index.ts';
import { factsAddress } from '../list-address.ts';
import { inWords } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import type { ProgrammeDetail } from './programme.ts';

export interface ProgrammeState {
  readonly programme: ProgrammeDetail;
  readonly demo: boolean;
  readonly store: 'embedded' | 'server';
}

/** The frame of the programme, and the form that changes what may change. */
export function programmePage({ data, values, errors }: Filled<ProgrammeState>): Page {
  const words = t().programme;
  const { programme } = data;
  const day = formatDay(programme.referenceDay);
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().crumb.home, href: '/' }, { label: t().crumb.programme }],
    body: (
      <Columns>
        <Section title={words.frame} id="cadre">
          <DescriptionList
            items={[
              { term: words.name, description: locale() === 'fr' ? programme.nameFr : programme.nameEn },
              { term: words.period, description: inWords(programme.startsOn, programme.endsOn) },
              {
                term: words.referenceDay,
                description:
                  programme.chosenReferenceDay === null ? words.referenceDayToday(day) : words.referenceDayChosen(day),
              },
              {
                term: words.ceiling,
                description: (
                  <>
                    {words.ceilingUsed(programme.strategicClusters, programme.strategicCeiling)}{' '}
                    <Link href={factsAddress('/poles', { strategic: 'true' })}>{words.ceilingFacts}</Link>
                  </>
                ),
              },
              { term: words.demo, description: data.demo ? words.demoOn : words.demoOff },
              {
                term: words.store,
                description: data.store === 'embedded' ? words.storeEmbedded : words.storeServer,
              },
              { term: words.source, description: programme.source },
            ]}
          />
          <p>
            <Link href="/donnees">{words.data}</Link>
          </p>
        </Section>
        <Section title={words.settings} id="reglages" lead={words.referenceDayWhat}>
          <Form
            action="/programme"
            values={values}
            errors={errors}
            submit={{ label: words.form.submit }}
            consequence={words.form.consequence}
          >
            <DateField
              name="referenceDay"
              label={words.form.referenceDay}
              hint={words.form.referenceDayHint(formatDay(programme.startsOn), formatDay(programme.endsOn))}
              min={programme.startsOn}
              max={programme.endsOn}
              required={false}
            />
            <NumberField name="strategicCeiling" label={words.form.ceiling} hint={words.form.ceilingHint} />
            <TextareaField
              name="reason"
              label={words.form.reason}
              hint={words.form.reasonHint}
              rows={3}
              required={false}
            />
          </Form>
        </Section>
      </Columns>
    ),
  };
}
