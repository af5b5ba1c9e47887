import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Alert,
  ButtonLink,
  DataTable,
  DateField,
  FieldRow,
  Form,
  HiddenField,
  Section,
  TextField,
} from '#kit/web/ui/index.ts';
import { RULES_ADDRESS } from '../settings/rules.page.tsx';
import { ArticleFields, MarkList } from './article-form.page.tsx';
import type { ArticleTemplate } from './article-template.query.ts';
import { t } from './text.sentences.ts';

export const TEMPLATES_ADDRESS = `${RULES_ADDRESS}/articles`;
export const templateAddress = (id: string, rest = ''): string =>
  `${TEMPLATES_ADDRESS}/${encodeURIComponent(id)}${rest}`;

const crumbs = (last?: string) => {
  const words = t().templates;
  return [
    { label: words.programme, href: '/programme' },
    { label: words.rules, href: RULES_ADDRESS },
    last ? { label: words.title, href: TEMPLATES_ADDRESS } : { label: words.title },
    ...(last ? [{ label: last }] : []),
  ];
};

export interface TemplateList {
  readonly on: string;
  readonly templates: readonly ArticleTemplate[];
  /** The reader may change the models. */
  readonly keeper: boolean;
}

/** The models of articles, those in force on the day first. */
export function templateListPage({ on, templates, keeper }: TemplateList): Page {
  const words = t().templates;
  const inForce = templates.filter(({ validFrom, validTo }) => validFrom <= on && (validTo === null || on <= validTo));
  const others = templates.filter((template) => !inForce.includes(template));
  return {
    title: words.title,
    lead: words.lead,
    crumbs: crumbs(),
    action: keeper ? (
      <ButtonLink href={templateAddress('nouveau')} icon="plus">
        {words.add}
      </ButtonLink>
    ) : undefined,
    body: (
      <>
        <TemplateTable caption={words.caption} templates={inForce} />
        {others.length === 0 ? null : <TemplateTable caption={words.formerCaption} templates={others} />}
      </>
    ),
  };
}

const inWords = ({ validFrom, validTo }: ArticleTemplate): string =>
  validTo
    ? t().templates.fromTo(formatDay(validFrom), formatDay(validTo))
    : t().templates.fromDay(formatDay(validFrom));

function TemplateTable({ caption, templates }: { caption: string; templates: readonly ArticleTemplate[] }): VNode {
  const words = t().templates;
  return (
    <DataTable
      caption={caption}
      rows={templates}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'title',
          label: words.article,
          header: true,
          render: ({ id, title }) => (
            <a href={templateAddress(id)} lang="fr">
              {title}
            </a>
          ),
        },
        { key: 'key', label: words.key, render: ({ key }) => <code>{key}</code> },
        { key: 'from', label: words.from, render: inWords },
        {
          key: 'source',
          label: words.source,
          width: 'wide',
          render: ({ source }) => <span class="gr-quiet">{source}</span>,
        },
      ]}
    />
  );
}

export interface TemplateCase {
  readonly template: ArticleTemplate;
  readonly keeper: boolean;
}

/** One version of a model: to be changed by the programme, to be read by the others. */
export function templatePage({ data: { template, keeper }, values, errors }: Filled<TemplateCase>): Page {
  const words = t().templates;
  const closed = template.validTo ? words.closed(formatDay(template.validTo)) : keeper ? null : words.readOnly;
  const title = words.change(template.title);
  return {
    title,
    lead: closed ? inWords(template) : words.changeLead,
    crumbs: crumbs(template.title),
    wide: true,
    body: closed ? (
      <>
        <Alert kind="info">{closed}</Alert>
        <div class="gr-text__model" lang="fr">
          {template.body.split('\n').map((line, index) => (
            <p key={index}>{line}</p>
          ))}
        </div>
      </>
    ) : (
      <>
        <div class="gr-editor">
          <Form
            action={templateAddress(template.id)}
            values={values}
            errors={errors}
            submit={{ label: words.submit }}
            cancel={{ href: TEMPLATES_ADDRESS }}
            consequence={words.consequence}
          >
            <HiddenField name="revision" value={String(template.revision)} />
            <TemplateFields />
          </Form>
          <MarkList />
        </div>
        <Section title={words.endTitle} id="fin" lead={words.endLead}>
          <Form
            id="fin-du-modele"
            action={templateAddress(template.id, '/fin')}
            guard={false}
            submit={{ label: words.end, kind: 'danger' }}
          >
            <HiddenField name="revision" value={String(template.revision)} />
            <FieldRow>
              <DateField name="lastDay" label={words.lastDay} min={template.validFrom} />
              <TextField name="reason" label={words.reason} width="full" />
            </FieldRow>
          </Form>
        </Section>
      </>
    ),
  };
}

const TemplateFields = (): VNode => {
  const words = t().templates;
  return (
    <>
      <ArticleFields />
      <DateField name="validFrom" label={words.validFrom} hint={words.validFromHint} />
      <TextField name="source" label={words.sourceLabel} hint={words.sourceHint} width="full" />
      <TextField name="reason" label={words.reason} width="full" />
    </>
  );
};

export function newTemplatePage({ values, errors }: Filled<unknown>): Page {
  const words = t().templates;
  return {
    title: words.newTitle,
    lead: words.newLead,
    crumbs: crumbs(words.newTitle),
    wide: true,
    body: (
      <div class="gr-editor">
        <Form
          action={templateAddress('nouveau')}
          values={values}
          errors={errors}
          submit={{ label: words.submit }}
          cancel={{ href: TEMPLATES_ADDRESS }}
          consequence={words.consequence}
        >
          <TextField name="key" label={words.keyLabel} hint={words.keyHint} spellcheck={false} />
          <TemplateFields />
        </Form>
        <MarkList />
      </div>
    ),
  };
}
