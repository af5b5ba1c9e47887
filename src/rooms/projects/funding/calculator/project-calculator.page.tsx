import type { VNode } from 'preact';
import { formatCents, say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import {
  CheckboxField,
  DataTable,
  DateField,
  FieldRow,
  FieldSet,
  FilterBar,
  Form,
  Link,
  MoneyField,
  Section,
  SelectField,
} from '#kit/web/ui/index.ts';
import { projectAddress } from '../../project-address.ts';
import { projectCrumbs, projectSide } from '../../project-navigation.ts';
import { AID_SIZES, RESEARCH_CATEGORIES } from '../funding-facts.ts';
import { t } from './calculator.sentences.ts';
import { AidPart, Amount, Doubts, EligibilityPart } from './funding-answer.parts.tsx';
import type { AmountView } from './funding-answer.ts';
import type { ProjectAidView } from './project-aid.query.ts';

const address = (project: string, rest: string, call: string): string =>
  `${projectAddress(project, 'funding', rest)}?appel=${encodeURIComponent(call)}`;

/** The choice of a call, without script. */
function CallChoice({ data, path }: { data: ProjectAidView; path: string }): VNode {
  return (
    <FilterBar action={path}>
      <SelectField
        name="appel"
        label={t().project.call}
        value={data.call}
        required={false}
        choices={data.calls.map((call) => ({ value: call.id, label: say(call) }))}
      />
    </FilterBar>
  );
}

/** Each rule of a call before what is filed of a project. */
export function projectEligibilityPage({ data }: { data: ProjectAidView }): Page {
  const words = t().project;
  const { project, before } = data;
  return {
    title: words.eligibilityTitle,
    lead: words.eligibilityLead,
    crumbs: projectCrumbs(project, 'funding', words.eligibilityTitle),
    side: projectSide(project, 'funding'),
    synthetic: project.synthetic,
    body: (
      <>
        <CallChoice data={data} path={projectAddress(project.id, 'funding', '/recevabilite')} />
        <p>
          <Link href={address(project.id, '/calculateur', data.call)}>{words.calculator}</Link>
        </p>
        <Doubts answer={before} />
        <EligibilityPart answer={before} />
        <AidPart answer={before} />
      </>
    ),
  };
}

const difference = (before: AmountView | undefined, after: AmountView | undefined): string => {
  if (before?.cents == null || after?.cents == null) return '—';
  const cents = after.cents - before.cents;
  return cents > 0 ? `+\u202f${formatCents(cents)}` : formatCents(cents);
};

function Comparison({ data }: { data: ProjectAidView }): VNode | null {
  const words = t().project;
  const { before, after } = data;
  if (!after) return null;
  const rows = before.partners.map((one) => ({
    name: one.name,
    before: one.aid,
    after: after.partners.find(({ partner }) => partner === one.partner)?.aid,
  }));
  const amount = (of: AmountView | undefined) => (of ? <Amount of={of} /> : '—');
  return (
    <Section title={words.compare}>
      <DataTable
        caption={words.compareCaption}
        captionHidden
        columns={[
          { key: 'name', label: t().answer.partner, header: true, render: (row) => row.name },
          {
            key: 'before',
            label: `${words.filed}, ${say(before.call)}`,
            align: 'end',
            render: (row) => amount(row.before),
          },
          {
            key: 'after',
            label: `${words.tried}, ${say(after.call)}`,
            align: 'end',
            render: (row) => amount(row.after),
          },
          {
            key: 'difference',
            label: words.difference,
            align: 'end',
            render: (row) => difference(row.before, row.after),
          },
        ]}
        rows={rows}
        total={{
          name: words.total,
          before: amount(before.total),
          after: amount(after.total),
          difference: difference(before.total, after.total),
        }}
      />
    </Section>
  );
}

interface Tried {
  readonly data: ProjectAidView;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

/** The same project under other assumptions, beside what is filed: nothing is saved. */
export function projectCalculatorPage({ data, values, errors }: Tried): Page {
  const words = t().project;
  const { project, after } = data;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: projectCrumbs(project, 'funding', words.title),
    side: projectSide(project, 'funding'),
    synthetic: project.synthetic,
    body: (
      <>
        <CallChoice data={data} path={projectAddress(project.id, 'funding', '/calculateur')} />
        <p>
          <Link href={address(project.id, '/recevabilite', data.call)}>{words.eligibility}</Link>
        </p>
        <Comparison data={data} />
        <Doubts answer={after ?? data.before} />
        <AidPart answer={after ?? data.before} />
        {after ? <EligibilityPart answer={after} /> : null}
        <Section title={words.hypotheses}>
          <Form
            action={address(project.id, '/calculateur', data.call)}
            values={values}
            errors={errors}
            submit={{ label: words.submit }}
            consequence={words.consequence}
            guard={false}
          >
            <FieldRow>
              <SelectField
                name="call"
                label={words.otherCall}
                blank={t().unchanged}
                required={false}
                choices={data.calls.map((call) => ({ value: call.id, label: say(call) }))}
              />
              <DateField name="decisionOn" label={t().free.decisionOn} required={false} />
              <SelectField
                name="labelled"
                label={words.label}
                blank={t().unchanged}
                required={false}
                choices={[
                  { value: 'true', label: words.supposed(project.clusterName) },
                  { value: 'false', label: words.without },
                ]}
              />
            </FieldRow>
            <CheckboxField name="wideDissemination" label={t().free.wideDissemination} />
            {data.partners.map((partner, index) => (
              <TriedFields key={partner.partner} partner={partner} index={index} />
            ))}
          </Form>
        </Section>
      </>
    ),
  };
}

function TriedFields({ partner, index }: { partner: ProjectAidView['partners'][number]; index: number }): VNode {
  const words = t();
  const name = (field: string) => `tried.partners.${index}.${field}`;
  const yesOrNo = [
    { value: 'true', label: words.free.yes },
    { value: 'false', label: words.free.no },
  ];
  return (
    <FieldSet legend={partner.name}>
      <FieldRow>
        {partner.isFirm ? (
          <SelectField
            name={name('size')}
            label={words.free.size}
            blank={words.unchanged}
            required={false}
            choices={AID_SIZES.map((value) => ({ value, label: words.sizes[value] }))}
          />
        ) : (
          <SelectField
            name={name('freeToPublish')}
            label={words.free.freeToPublish}
            blank={words.unchanged}
            required={false}
            choices={yesOrNo}
          />
        )}
        <SelectField
          name={name('inTerritory')}
          label={words.free.inTerritory}
          blank={words.unchanged}
          required={false}
          choices={yesOrNo}
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
        <MoneyField name={name('subcontractedCents')} label={words.project.subcontracted} required={false} />
        <MoneyField name={name('otherPublicCents')} label={words.free.other} required={false} />
      </FieldRow>
    </FieldSet>
  );
}
