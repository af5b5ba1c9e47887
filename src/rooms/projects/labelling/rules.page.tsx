import { formatNumber, locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Callout,
  CheckboxesField,
  DataTable,
  DescriptionList,
  FieldRow,
  FieldSet,
  HiddenField,
  Link,
  NumberField,
  Section,
  TextField,
} from '#kit/web/ui/index.ts';
import { committeeForm, committeeSide } from './committee-frame.tsx';
import { Act } from './labelling.marks.tsx';
import { t } from './labelling.sentences.ts';
import { requestsAddress, rulesAddress } from './labelling-address.ts';
import type { OddsView, RulesView } from './labelling-views.ts';
import { Odds } from './odds.parts.tsx';

/** How a cluster labels, for everyone: rules, grid, and what it decided in the past. */
export function rulesPage({ view, odds }: { view: RulesView; odds: OddsView }): Page {
  const words = t().rules;
  const { cluster, rules } = view;
  const irregular = view.windows.filter(({ id }) => rules.irregularWindows.includes(id)).map(({ name }) => name);
  return {
    title: words.title(cluster.name),
    lead: words.lead,
    crumbs: [
      { label: t().home, href: '/' },
      { label: t().clusters, href: '/poles' },
      { label: cluster.name, href: `/poles/${cluster.id}` },
      { label: t().space.title },
    ],
    // Who does not conduct this labelling has no workspace to go around in.
    ...(view.conducts && { side: committeeSide(cluster, 'rules') }),
    body: (
      <>
        <Section
          title={words.rules}
          action={view.conducts ? <Act href={requestsAddress(cluster.id, '/regles')}>{words.setRules}</Act> : null}
        >
          {view.rulesRevision === 0 ? <Callout>{words.defaultRules}</Callout> : null}
          <DescriptionList
            items={[
              { term: words.incubation, description: words.months(rules.incubationMonths) },
              {
                term: words.irregular,
                description: irregular.length > 0 ? words.irregularText(irregular.join(', ')) : words.noIrregular,
              },
              { term: words.reviews, description: formatNumber(rules.reviewsNeeded) },
              { term: words.quorum, description: formatNumber(rules.quorum) },
            ]}
          />
        </Section>
        <Section
          title={words.criteria}
          id="grille"
          action={view.conducts ? <Act href={requestsAddress(cluster.id, '/grille')}>{words.writeGrid}</Act> : null}
        >
          {view.gridRevision === 0 ? <Callout>{words.defaultGrid}</Callout> : <p>{words.own(view.gridRevision)}</p>}
          <DataTable
            caption={words.criteriaCaption}
            rows={view.criteria}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'criterion',
                label: words.criterion,
                header: true,
                width: 'wide',
                render: (criterion) => criterion[locale()],
              },
              { key: 'weight', label: words.weight, align: 'end', render: ({ weight }) => formatNumber(weight) },
              { key: 'most', label: words.most, align: 'end', render: ({ most }) => formatNumber(most) },
            ]}
          />
        </Section>
        <Section title={words.odds} id="chances" lead={t().labelling.oddsLead}>
          <Odds odds={odds} />
          <p>
            <Link href={`/poles/${cluster.id}`}>{cluster.name}</Link>
          </p>
        </Section>
      </>
    ),
  };
}

export function setRulesPage(filled: Filled<RulesView>): Page {
  const words = t().rules;
  const { cluster, windows, rulesRevision } = filled.data;
  return committeeForm(filled, {
    cluster,
    place: 'rules',
    title: words.rulesTitle,
    lead: words.lead,
    submit: words.rulesSubmit,
    consequence: words.rulesConsequence,
    action: requestsAddress(cluster.id, '/regles'),
    back: rulesAddress(cluster.id),
    fields: (
      <>
        <HiddenField name="revision" value={String(rulesRevision)} />
        <NumberField name="incubationMonths" label={words.incubationMonths} />
        <CheckboxesField
          name="irregularWindows"
          label={words.irregularWindows}
          choices={windows.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FieldRow>
          <NumberField name="reviewsNeeded" label={words.reviews} />
          <NumberField name="quorum" label={words.quorum} />
        </FieldRow>
      </>
    ),
  });
}

export interface GridCase {
  readonly view: RulesView;
  /** Lines that the form has room for. */
  readonly lines: number;
}

export function saveGridPage(filled: Filled<GridCase>): Page {
  const words = t().rules;
  const { view, lines } = filled.data;
  const { cluster } = view;
  const address = (more: number) => requestsAddress(cluster.id, `/grille?lignes=${more}`);
  return committeeForm(filled, {
    cluster,
    place: 'rules',
    title: words.gridTitle,
    lead: words.gridLead,
    submit: words.gridSubmit,
    consequence: words.gridConsequence,
    action: address(lines),
    back: rulesAddress(cluster.id),
    fields: (
      <>
        <HiddenField name="revision" value={String(view.gridRevision)} />
        {Array.from({ length: lines }, (_, index) => (
          <FieldSet key={index} legend={words.criterionN(index + 1)}>
            <HiddenField name={`criteria.${index}.id`} value={view.criteria[index]?.id ?? ''} />
            <FieldRow>
              <TextField name={`criteria.${index}.fr`} label={words.inFrench} width="full" required={false} />
              <TextField name={`criteria.${index}.en`} label={words.inEnglish} width="full" required={false} />
            </FieldRow>
            <FieldRow>
              <NumberField name={`criteria.${index}.weight`} label={words.weight} required={false} />
              <NumberField name={`criteria.${index}.most`} label={words.most} required={false} />
            </FieldRow>
          </FieldSet>
        ))}
        <p>
          <Link href={address(lines + 3)} icon="plus">
            {words.more}
          </Link>
        </p>
      </>
    ),
  });
}
