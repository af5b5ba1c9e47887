import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  ButtonLink,
  CheckboxField,
  DataTable,
  DateField,
  EmptyState,
  ExportMenu,
  FieldRow,
  FilterBar,
  Form,
  HiddenField,
  Link,
  RadioField,
  SelectField,
  StatusBadge,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { CERTAINTIES, type Certainty } from '#rooms/registry';
import { t } from './strategy.sentences.ts';
import type { PriorityList, PriorityRow } from './strategy.ts';

const words = () => t().priority;
export const PRIORITIES = '/contrats/priorites';

const crumbs = (last?: string) => [
  { label: words().home, href: '/' },
  { label: words().title, href: PRIORITIES },
  ...(last ? [{ label: last }] : []),
];

const TONES = { official: 'success', press: 'info', background: 'warning' } as const satisfies Record<
  Certainty,
  string
>;

/** The list's own address, with its criteria. */
const listed = (list: PriorityList, withdrawn: boolean): string =>
  `?${new URLSearchParams({ ...(list.region && { region: list.region }), ...(withdrawn && { retirees: 'oui' }) })}`;

/** Only what looks like an address of the web is made a link. */
const Source = ({ source }: { source: string }) =>
  /^https?:\/\/\S+$/.test(source) ? (
    <Link href={source} external>
      {source.replace(/^https?:\/\//, '').slice(0, 60)}
    </Link>
  ) : (
    <span class="gr-quiet">{source}</span>
  );

const validity = ({ validFrom, validTo }: PriorityRow): string =>
  validTo ? words().between(formatDay(validFrom), formatDay(validTo)) : words().from(formatDay(validFrom));

/** What the regions want, by region. */
export function priorityListPage({ list, withdrawn }: { list: PriorityList; withdrawn: boolean }): Page {
  const mine = list.regions.filter(({ open }) => open);
  const addTo = mine.length === 0 ? null : (list.region ?? (mine.length === 1 ? mine[0]!.code : ''));
  const add =
    addTo === null || (list.region && !mine.some(({ code }) => code === list.region)) ? undefined : (
      <ButtonLink href={`${PRIORITIES}/nouvelle${addTo ? `?region=${addTo}` : ''}`} icon="plus">
        {words().add}
      </ButtonLink>
    );
  const acts = list.rows.some(({ open }) => open);
  return {
    title: words().title,
    lead: words().lead,
    crumbs: [{ label: words().home, href: '/' }, { label: words().title }],
    action: add,
    synthetic: list.synthetic,
    body: (
      <>
        <FilterBar action={PRIORITIES} clearHref={list.region || withdrawn ? PRIORITIES : undefined}>
          <SelectField
            name="region"
            label={words().filter}
            blank={words().every}
            value={list.region ?? ''}
            choices={list.regions.map(({ code, name, count }) => ({
              value: code,
              label: words().withCount(name, count),
            }))}
          />
          <CheckboxField name="retirees" label={words().showWithdrawn} checked={withdrawn} />
        </FilterBar>
        {list.rows.length === 0 ? (
          <EmptyState title={words().empty.title} what={words().empty.what} why={words().empty.why} next={add} />
        ) : (
          <>
            <DataTable
              caption={words().count(list.rows.length)}
              rows={list.rows}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'title',
                  label: words().name,
                  header: true,
                  width: 'wide',
                  render: (row) => (
                    <>
                      {row.title}{' '}
                      {row.synthetic ? (
                        <StatusBadge tone="warning" label={words().synthetic} rule={words().syntheticRule} />
                      ) : null}
                      {row.withdrawn ? (
                        <span class="gr-strategy-words gr-quiet">
                          {words().withdrawn(
                            formatDay(row.withdrawn.at.toISOString().slice(0, 10)),
                            row.withdrawn.reason,
                          )}
                        </span>
                      ) : null}
                    </>
                  ),
                },
                { key: 'region', label: words().region, render: ({ region }) => region.name },
                {
                  key: 'document',
                  label: words().document,
                  render: ({ document, source }) => (
                    <div>
                      {document}
                      {source ? (
                        <>
                          <br />
                          <Source source={source} />
                        </>
                      ) : null}
                    </div>
                  ),
                },
                { key: 'validity', label: words().validity, render: validity },
                {
                  key: 'certainty',
                  label: words().certainty,
                  render: ({ certainty }) => (
                    <StatusBadge
                      tone={TONES[certainty]}
                      label={words().certainties[certainty]}
                      rule={words().certaintyRules[certainty]}
                    />
                  ),
                },
                ...(acts
                  ? [
                      {
                        key: 'acts',
                        label: words().edit,
                        render: (row: PriorityRow) =>
                          row.open ? (
                            <span class="gr-strategy-acts">
                              <a href={`${PRIORITIES}/${row.id}`} aria-label={words().editNamed(row.title)}>
                                {words().edit}
                              </a>
                              <a href={`${PRIORITIES}/${row.id}/retrait`} aria-label={words().withdrawNamed(row.title)}>
                                {words().withdraw}
                              </a>
                            </span>
                          ) : null,
                      },
                    ]
                  : []),
              ]}
            />
            <ExportMenu table={`${PRIORITIES}${listed(list, withdrawn)}`} />
          </>
        )}
      </>
    ),
  };
}

/** What the form of a priority works on; without `priority`, a new one. */
export interface PriorityCase {
  readonly list: PriorityList;
  readonly priority: PriorityRow | null;
  readonly isNew: boolean;
}

export function priorityPage({ data, values, errors }: Filled<PriorityCase>): Page {
  const { form } = words();
  const { priority, list } = data;
  const title = priority ? form.edit : form.new;
  return {
    title,
    crumbs: crumbs(title),
    synthetic: priority?.synthetic,
    body: (
      <Form
        action={priority ? `${PRIORITIES}/${priority.id}` : `${PRIORITIES}/nouvelle`}
        values={values}
        errors={errors}
        submit={{ label: form.submit }}
        cancel={{ href: PRIORITIES, label: form.cancel }}
        consequence={form.consequence}
      >
        {priority ? (
          <p>
            <HiddenField name="region" value={priority.region.code} />
            <HiddenField name="revision" value={String(priority.revision)} />
            <span class="gr-quiet">{words().region}</span> <strong>{priority.region.name}</strong>
          </p>
        ) : (
          <SelectField
            name="region"
            label={form.region}
            choices={list.regions.filter(({ open }) => open).map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
        <TextareaField name="title" label={form.title} hint={form.titleHint} rows={2} maxlength={300} />
        <TextField name="document" label={form.document} hint={form.documentHint} width="full" maxlength={300} />
        <TextField
          name="source"
          label={form.source}
          hint={form.sourceHint}
          width="full"
          required={false}
          maxlength={500}
        />
        <RadioField
          name="certainty"
          label={form.certainty}
          choices={CERTAINTIES.map((certainty) => ({
            value: certainty,
            label: words().certainties[certainty],
            hint: words().certaintyRules[certainty],
          }))}
        />
        <FieldRow>
          <DateField name="validFrom" label={form.validFrom} />
          <DateField name="validTo" label={form.validTo} hint={form.validToHint} required={false} />
        </FieldRow>
      </Form>
    ),
  };
}

/** Asked before a priority is withdrawn. */
export function priorityWithdrawalPage({ data, values, errors }: Filled<PriorityCase>): Page {
  const { withdrawal, form } = words();
  const { priority } = data;
  return {
    title: withdrawal.title,
    lead: withdrawal.lead,
    crumbs: crumbs(withdrawal.title),
    synthetic: priority?.synthetic,
    body: (
      <Form
        action={`${PRIORITIES}/${priority?.id ?? ''}/retrait`}
        values={values}
        errors={errors}
        submit={{ label: withdrawal.submit, kind: 'danger' }}
        cancel={{ href: PRIORITIES, label: form.cancel }}
        consequence={withdrawal.consequence}
      >
        <p>
          <strong>{priority?.title}</strong> <span class="gr-quiet">{priority?.region.name}</span>
        </p>
        <TextareaField name="reason" label={withdrawal.reason} hint={withdrawal.reasonHint} rows={3} />
      </Form>
    ),
  };
}
