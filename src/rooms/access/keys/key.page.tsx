import { type Say, say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import { Alert, ButtonLink, CheckboxesField, DateField, DescriptionList, Form, TextField } from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';

const crumbs = (label: string) => [
  { label: t().home, href: '/' },
  { label: t().mine.title, href: '/mon-compte' },
  { label },
];

export interface NewKeyProps {
  readonly rooms: readonly { readonly name: string; readonly title: Say }[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}

export function newKeyPage({ rooms, values, errors }: NewKeyProps): Page {
  const words = t().keys;
  return {
    title: words.createTitle,
    lead: words.lead,
    crumbs: crumbs(words.createTitle),
    body: (
      <Form
        action="/mon-compte/cles"
        values={values}
        errors={errors}
        submit={{ label: words.create }}
        consequence={words.createConsequence}
        cancel={{ href: '/mon-compte' }}
      >
        <TextField name="name" label={words.name} hint={words.nameHint} maxlength={80} autocomplete="off" />
        <CheckboxesField
          name="scopes"
          label={words.scopes}
          hint={words.scopesHint}
          required
          choices={rooms.flatMap(({ name, title }) => [
            { value: `${name}:read`, label: words.read(say(title)) },
            { value: `${name}:write`, label: words.write(say(title)) },
          ])}
        />
        <DateField name="until" label={words.until} hint={words.untilHint} />
      </Form>
    ),
  };
}

/** The key, this once. */
export function keyMadePage({ key, api }: { key: string; api: string }): Page {
  const words = t().keys;
  return {
    title: words.madeTitle,
    crumbs: crumbs(words.madeTitle),
    body: (
      <>
        <Alert kind="success" live>
          {words.madeText}
        </Alert>
        <DescriptionList
          items={[
            { term: words.madeKey, description: <code class="gr-code">{key}</code> },
            {
              term: words.madeUse,
              description: <code class="gr-code">{`curl -H "Authorization: Bearer ${key}" ${api}`}</code>,
            },
          ]}
        />
        <p>
          <ButtonLink kind="secondary" href="/mon-compte">
            {words.back}
          </ButtonLink>
        </p>
      </>
    ),
  };
}
