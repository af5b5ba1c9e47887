import * as z from 'zod';
import type { Operation } from '../action.ts';
import { say } from '../say.ts';
import { t } from './api.sentences.ts';
import type { Page } from './page.ts';
import { ButtonLink, DataTable, Section } from './ui/index.ts';

interface Described {
  readonly name: string;
  readonly subject: string;
  readonly method: string;
  readonly path: string;
  readonly title: string;
  readonly fields: readonly { readonly name: string; readonly type: string; readonly required: boolean }[];
  readonly refusals: readonly { readonly code: string; readonly sentence: string }[];
}

/** What the document of the API says, for people: one entry an operation, by subject. */
export function apiPage(all: readonly Operation[], url: string): Page {
  const operations = all.filter((operation) => !operation.meta.webOnly).map(describe);
  const words = t();
  const subjects = Map.groupBy(operations, (operation) => operation.subject);
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: words.title }],
    action: (
      <ButtonLink href="/api/v1/openapi.json" kind="secondary">
        {words.document}
      </ButtonLink>
    ),
    wide: true,
    body: (
      <>
        <Section title={words.how}>
          <p>{words.howText}</p>
          <pre class="gr-code">{`curl ${url}/api/v1/clusters\ncurl -H 'Authorization: Bearer gk_…' ${url}/api/v1/organisations`}</pre>
        </Section>
        {[...subjects].map(([subject, ofSubject]) => (
          <Section key={subject} title={words.subjects[subject] ?? subject} id={subject}>
            {ofSubject.map((operation) => (
              <details key={operation.name} class="gr-details gr-operation" id={operation.name}>
                <summary>
                  <code>{operation.method}</code> <code>{operation.path}</code> <span>{operation.title}</span>
                </summary>
                {operation.fields.length > 0 ? (
                  <DataTable
                    caption={`${words.takes} (${operation.name})`}
                    columns={[
                      { key: 'name', label: words.field, header: true, render: (field) => <code>{field.name}</code> },
                      { key: 'type', label: words.type, render: (field) => field.type },
                      {
                        key: 'required',
                        label: words.required,
                        render: (field) => (field.required ? words.required : ''),
                      },
                    ]}
                    rows={operation.fields}
                    rowKey={(field) => field.name}
                  />
                ) : (
                  <p>
                    {words.takes} — {words.nothing}
                  </p>
                )}
                {operation.refusals.length > 0 ? (
                  <>
                    <p>{words.refusals}</p>
                    <ul>
                      {operation.refusals.map((refusal) => (
                        <li key={refusal.code}>
                          <code>{refusal.code}</code> {refusal.sentence}
                        </li>
                      ))}
                    </ul>
                  </>
                ) : null}
              </details>
            ))}
          </Section>
        ))}
      </>
    ),
  };
}

type Shape = {
  type?: string;
  format?: string;
  enum?: unknown[];
  anyOf?: Shape[];
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
};

const typeOf = (shape: Shape): string =>
  shape.enum?.map(String).join(' | ') ??
  shape.anyOf?.map(typeOf).join(' | ') ??
  (shape.items ? `${typeOf(shape.items)}[]` : [shape.type, shape.format].filter(Boolean).join(', '));

function describe({ meta, definition, schema }: Operation): Described {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  return {
    name: meta.name,
    subject: meta.name.split('.')[0] ?? '',
    method: definition.method ?? (meta.kind === 'query' ? 'GET' : 'POST'),
    path: definition.path,
    title: say(meta.title),
    fields: Object.entries(shape.properties ?? {}).map(([name, field]) => ({
      name,
      type: typeOf(field),
      required: shape.required?.includes(name) ?? false,
    })),
    refusals: Object.entries(meta.refusals).map(([code, refusal]) => ({ code, sentence: say(refusal) })),
  };
}
