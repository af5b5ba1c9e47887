import type { VNode } from 'preact';
import { say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import {
  CheckboxField,
  DateField,
  FieldRow,
  FieldSet,
  Form,
  Link,
  MoneyField,
  SelectField,
  TextField,
} from '#kit/web/ui/index.ts';
import type { CallList } from '../calls/call-list.query.ts';
import { AID_SIZES, COST_BASES, RESEARCH_CATEGORIES } from '../funding-facts.ts';
import { t } from './calculator.sentences.ts';
import { AidPart, Doubts, EligibilityPart } from './funding-answer.parts.tsx';
import type { FundingAnswer } from './funding-answer.ts';

export const MOST_PARTNERS = 12;

interface Props {
  readonly calls: CallList;
  readonly partners: number;
  readonly values: Values;
  readonly errors: readonly FieldError[];
  readonly answer: FundingAnswer | null;
}

/** The calculator that anybody may use: partners are typed, nothing is kept. */
export function freeCalculatorPage({ calls, partners, values, errors, answer }: Props): Page {
  const words = t().free;
  const here = '/projets/calculateur';
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: t().calls, href: '/projets/appels' }, { label: words.title }],
    body: (
      <>
        {answer ? (
          <>
            <Doubts answer={answer} />
            <AidPart answer={answer} />
            <EligibilityPart answer={answer} />
          </>
        ) : null}
        <Form
          action={`${here}?partenaires=${partners}`}
          values={values}
          errors={errors}
          submit={{ label: words.submit }}
          consequence={words.consequence}
          guard={false}
        >
          <FieldRow>
            <SelectField
              name="call"
              label={words.call}
              choices={calls.rows.map((call) => ({ value: call.id, label: say(call) }))}
            />
            <DateField name="decisionOn" label={words.decisionOn} hint={words.decisionHint} required={false} />
          </FieldRow>
          <CheckboxField name="labelled" label={words.labelled} />
          <CheckboxField name="wideDissemination" label={words.wideDissemination} />
          {Array.from({ length: partners }, (_, index) => (
            <PartnerFields key={index} index={index} />
          ))}
          {partners < MOST_PARTNERS ? (
            <p>
              <Link href={`${here}?partenaires=${Math.min(MOST_PARTNERS, partners + 3)}`} icon="plus">
                {words.more}
              </Link>
            </p>
          ) : null}
        </Form>
      </>
    ),
  };
}

const answers = () => [
  { value: 'true', label: t().free.yes },
  { value: 'false', label: t().free.no },
];

function PartnerFields({ index }: { index: number }): VNode {
  const words = t().free;
  const { kinds, sizes, bases } = t();
  const name = (field: string) => `partners.${index}.${field}`;
  return (
    <FieldSet legend={words.partner(index + 1)}>
      <FieldRow>
        <TextField name={name('name')} label={words.name} required={index === 0} />
        <SelectField
          name={name('kind')}
          label={words.kind}
          choices={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
        />
      </FieldRow>
      <FieldRow>
        <SelectField
          name={name('size')}
          label={words.size}
          blank={words.sizeUnknown}
          required={false}
          choices={AID_SIZES.map((value) => ({ value, label: sizes[value] }))}
        />
        <SelectField
          name={name('inTerritory')}
          label={words.inTerritory}
          blank={words.notKnown}
          required={false}
          choices={answers()}
        />
      </FieldRow>
      <FieldRow>
        {RESEARCH_CATEGORIES.map((category) => (
          <MoneyField
            key={category}
            name={name(`costs.${category}`)}
            label={t().categories[category]}
            required={false}
          />
        ))}
      </FieldRow>
      <FieldRow>
        <MoneyField name={name('subcontractedCents')} label={words.subcontracted} required={false} />
        <MoneyField name={name('askedCents')} label={words.asked} required={false} />
        <MoneyField name={name('otherPublicCents')} label={words.other} required={false} />
      </FieldRow>
      <FieldRow>
        <SelectField
          name={name('costBasis')}
          label={words.costBasis}
          blank={words.notKnown}
          required={false}
          choices={COST_BASES.map((value) => ({ value, label: bases[value] }))}
        />
        <SelectField
          name={name('freeToPublish')}
          label={words.freeToPublish}
          blank={words.notKnown}
          required={false}
          choices={answers()}
        />
        <TextField name={name('group')} label={words.group} hint={words.groupHint} required={false} />
      </FieldRow>
    </FieldSet>
  );
}
