import type { ComponentChildren, VNode } from 'preact';
import { formatDay, formatShare } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Alert,
  ButtonLink,
  CheckboxesField,
  DataTable,
  DateField,
  FieldRow,
  FieldSet,
  Form,
  HiddenField,
  NumberField,
  RadioField,
  Section,
  SelectField,
  TextareaField,
} from '#kit/web/ui/index.ts';
import { AMENDMENT_SUBJECTS } from '../contract.ts';
import { PUBLIC_PARTS, SILENCE_OUTCOMES } from './contract-rules.ts';
import type { RulesDetail } from './rules.query.ts';
import { basisOf, RULE_GROUPS, type RuleName } from './rules-basis.ts';
import { t } from './settings.sentences.ts';

export const RULES_ADDRESS = '/programme/contrats';

const crumbs = (last?: string) => [
  { label: t().home, href: '/' },
  { label: t().title, href: RULES_ADDRESS },
  ...(last ? [{ label: last }] : []),
];

/** Every rule with its value and what it rests on. */
export function rulesPage({ detail }: { detail: RulesDetail }): Page {
  const words = t();
  return {
    title: words.title,
    lead: words.lead,
    crumbs: crumbs().map((crumb, index) => (index === 1 ? { label: crumb.label } : crumb)),
    action: detail.open ? (
      <ButtonLink href={`${RULES_ADDRESS}/modifier`} icon="pencil">
        {words.edit}
      </ButtonLink>
    ) : undefined,
    body: (
      <>
        <p>
          <a class="fr-link" href={`${RULES_ADDRESS}/articles`}>
            {words.articles}
          </a>
        </p>
        <p class="gr-quiet">{detail.revision === 0 ? words.firstRules : words.changedTimes(detail.revision)}</p>
        {RULE_GROUPS.map(({ key, rules }) => (
          <Section key={key} title={words.groups[key]} id={key}>
            <DataTable
              caption={words.groups[key]}
              captionHidden
              rows={rules as readonly RuleName[]}
              rowKey={(name) => name}
              columns={[
                { key: 'rule', label: words.rule, header: true, width: 'wide', render: (name) => words.names[name] },
                { key: 'value', label: words.value, render: (name) => <RuleValue name={name} detail={detail} /> },
                { key: 'basis', label: words.basis, render: (name) => <span class="gr-quiet">{basisOf(name)}</span> },
              ]}
            />
          </Section>
        ))}
      </>
    ),
  };
}

const Items = ({ items }: { items: readonly string[] }): VNode => (
  <ul class="gr-strategy-codes">
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
);

function RuleValue({ name, detail: { rules } }: { name: RuleName; detail: RulesDetail }): VNode {
  const words = t();
  const said = (children: ComponentChildren): VNode => <>{children}</>;
  switch (name) {
    case 'startsOn':
    case 'endsOn':
    case 'signatureDueOn':
      return said(formatDay(rules[name]));
    case 'silence':
      return said(words.silences[rules.silence]);
    case 'publicSharePath':
      return (
        <Items
          items={Object.entries(rules.publicSharePath).map(([year, share]) =>
            words.pair(year, share === null ? words.none : formatShare(share / 100, 2)),
          )}
        />
      );
    case 'publicShareSource':
      return said(rules.publicShareSource);
    case 'publicParts':
      return rules.publicParts.length === 0 ? (
        said(words.nothingPublic)
      ) : (
        <Items items={rules.publicParts.map((part) => words.parts[part])} />
      );
    case 'amendmentSignatories':
      return (
        <Items
          items={AMENDMENT_SUBJECTS.map((subject) =>
            words.pair(words.subjects[subject], words.signatories[rules.amendmentSignatories[subject]]),
          )}
        />
      );
    case 'moneyThresholdPercent':
    case 'targetThresholdPercent':
      return said(formatShare(rules[name] / 100, 2));
    case 'examinationMonths':
      return said(words.months(rules.examinationMonths));
    default:
      return said(words.days(rules[name]));
  }
}

/** Every year of the contracts, and those that the path already names. */
function pathYears({ startsOn, endsOn, publicSharePath }: RulesDetail['rules']): string[] {
  const [from, to] = [Number(startsOn.slice(0, 4)), Number(endsOn.slice(0, 4))];
  const years = Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  return [...new Set([...years, ...Object.keys(publicSharePath)])].sort();
}

/** The form of the rules: every one of them, with what it rests on. */
export function rulesFormPage({ data, values, errors }: Filled<RulesDetail>): Page {
  const words = t();
  const { rules } = data;
  const moved = values.revision !== undefined && Number(values.revision) !== data.revision;
  return {
    title: words.editTitle,
    lead: words.editLead,
    crumbs: crumbs(words.editTitle),
    body: (
      <>
        {moved ? <Alert kind="warning">{words.changed}</Alert> : null}
        <Form
          action={`${RULES_ADDRESS}/modifier`}
          values={values}
          errors={errors}
          submit={{ label: words.submit }}
          cancel={{ href: RULES_ADDRESS, label: words.cancel }}
          consequence={words.consequence}
        >
          <HiddenField name="revision" value={String(data.revision)} />
          {RULE_GROUPS.map(({ key, rules: names }) => (
            <FieldSet key={key} legend={words.groups[key]}>
              {(names as readonly RuleName[]).map((name) => (
                <RuleField key={name} name={name} years={pathYears(rules)} />
              ))}
            </FieldSet>
          ))}
          <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={3} />
        </Form>
      </>
    ),
  };
}

/** The field of a rule; its basis stands in the hint, so that nobody takes an assumption for the law. */
function RuleField({ name, years }: { name: RuleName; years: readonly string[] }): VNode {
  const words = t();
  const field = {
    name: `rules.${name}`,
    label: words.names[name],
    hint: `${words.hints[name]} ${basisOf(name)}`,
  };
  switch (name) {
    case 'startsOn':
    case 'endsOn':
    case 'signatureDueOn':
      return <DateField {...field} />;
    case 'silence':
      return (
        <RadioField
          {...field}
          choices={SILENCE_OUTCOMES.map((outcome) => ({ value: outcome, label: words.silences[outcome] }))}
        />
      );
    case 'publicSharePath':
      return (
        <fieldset class="fr-fieldset gr-choices">
          <legend class="fr-fieldset__legend">
            {field.label}
            <span class="fr-hint-text">{field.hint}</span>
          </legend>
          <div class="gr-fieldset">
            <FieldRow>
              {years.map((year) => (
                <NumberField
                  key={year}
                  name={`${field.name}.${year}`}
                  label={year}
                  unit="%"
                  decimals
                  required={false}
                />
              ))}
            </FieldRow>
          </div>
        </fieldset>
      );
    case 'publicShareSource':
      return <TextareaField {...field} rows={3} />;
    case 'publicParts':
      return (
        <CheckboxesField {...field} choices={PUBLIC_PARTS.map((part) => ({ value: part, label: words.parts[part] }))} />
      );
    case 'amendmentSignatories':
      return (
        <fieldset class="fr-fieldset gr-choices">
          <legend class="fr-fieldset__legend">
            {field.label}
            <span class="fr-hint-text">{field.hint}</span>
          </legend>
          <div class="gr-fieldset">
            {AMENDMENT_SUBJECTS.map((subject) => (
              <SelectField
                key={subject}
                name={`${field.name}.${subject}`}
                label={words.subjects[subject]}
                choices={(['all', 'concerned', 'state-and-cluster'] as const).map((who) => ({
                  value: who,
                  label: words.signatories[who],
                }))}
              />
            ))}
          </div>
        </fieldset>
      );
    case 'moneyThresholdPercent':
    case 'targetThresholdPercent':
      return <NumberField {...field} unit="%" decimals />;
    case 'examinationMonths':
      return <NumberField {...field} unit={words.unitMonths} />;
    default:
      return <NumberField {...field} unit={words.unitDays} />;
  }
}
