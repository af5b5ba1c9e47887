import type { VNode } from 'preact';
import { formatDay, formatInstant, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { Alert, Form, HiddenField, PostButton, Section, TextareaField, TextField } from '#kit/web/ui/index.ts';
import type { ContractHead } from '../contract-head.ts';
import { MARKS, type MarkName } from './marks.ts';
import { t } from './text.sentences.ts';
import type { ArticleDetail } from './text.ts';
import { articleAddress, textAddress, textFrame } from './text-frame.tsx';

/** Rows of the field that holds an article: most stand in it whole. */
const BODY_ROWS = 18;

/** The fields of an article, with the list of marks beside them; a contract's own and the programme's models share them. */
export const ArticleFields = (): VNode => {
  const words = t().article;
  return (
    <>
      <TextField name="title" label={words.titleLabel} hint={words.titleHint} width="full" maxlength={300} />
      <TextareaField name="body" label={words.bodyLabel} hint={words.bodyHint} rows={BODY_ROWS} />
    </>
  );
};

/** What each mark gives: those of a sentence, then those that stand alone. */
export function MarkList(): VNode {
  const words = t().marks;
  const named = Object.keys(MARKS) as MarkName[];
  const rows = (shape: 'line' | 'block') => named.filter((name) => MARKS[name].shape === shape);
  return (
    <Section title={words.title} id="marques" lead={words.lead}>
      {(['line', 'block'] as const).map((shape) => (
        <div key={shape}>
          <h3>{shape === 'line' ? words.inLine : words.alone}</h3>
          <dl class="gr-marks">
            {rows(shape).map((name) => (
              <div key={name}>
                <dt>
                  <code>{`{{${name}}}`}</code>
                </dt>
                <dd>{say(MARKS[name])}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </Section>
  );
}

/** An article of a contract, to be changed. */
export function articlePage({
  data: { contract, article, model, writable, closed },
  values,
  errors,
}: Filled<ArticleDetail>): Page {
  const words = t().article;
  const title = words.title(article.number, article.title);
  return textFrame({
    contract,
    tab: 'text',
    title,
    lead: words.lead,
    last: title,
    wide: true,
    body: writable ? (
      <>
        <p class="gr-quiet">{words.changed(article.changedBy, formatInstant(article.changedAt))}</p>
        <div class="gr-editor">
          <div>
            <Form
              action={articleAddress(contract.id, article.id)}
              values={values}
              errors={errors}
              submit={{ label: words.submit }}
              cancel={{ href: textAddress(contract.id) }}
              consequence={words.consequence}
            >
              <HiddenField name="revision" value={String(article.revision)} />
              <ArticleFields />
              <TextField
                name="reason"
                label={words.reasonLabel}
                hint={words.reasonHint}
                width="full"
                required={false}
              />
            </Form>
            <Section title={words.other} id="place">
              <ModelNote contract={contract} article={article} model={model} />
              <div class="gr-text__acts">
                {article.first ? null : <Move contract={contract} article={article} to="up" />}
                {article.last ? null : <Move contract={contract} article={article} to="down" />}
                <PostButton
                  kind="danger"
                  small
                  action={articleAddress(contract.id, article.id, '/retrait')}
                  values={{ revision: String(article.revision) }}
                  confirm={words.removeConfirm}
                >
                  {words.remove}
                </PostButton>
              </div>
            </Section>
          </div>
          <MarkList />
        </div>
      </>
    ) : (
      <Alert kind="info">{closed ?? words.closed}</Alert>
    ),
  });
}

type Parts = Pick<ArticleDetail, 'contract' | 'article'>;

const Move = ({ contract, article, to }: Parts & { to: 'up' | 'down' }): VNode => (
  <PostButton
    kind="secondary"
    small
    action={articleAddress(contract.id, article.id, '/place')}
    values={{ revision: String(article.revision), to }}
  >
    {t().article[to]}
  </PostButton>
);

function ModelNote({ contract, article, model }: Parts & Pick<ArticleDetail, 'model'>): VNode {
  const words = t().article;
  if (!model) return <p>{words.resetNone}</p>;
  if (model.same) return <p>{words.resetSame}</p>;
  return (
    <>
      <p>{words.resetLead(formatDay(model.validFrom))}</p>
      <details>
        <summary>{words.modelShown}</summary>
        <div class="gr-text__model" lang="fr">
          <p>
            <strong>{model.title}</strong>
          </p>
          {model.body.split('\n').map((line, index) => (
            <p key={index}>{line}</p>
          ))}
        </div>
      </details>
      <PostButton
        kind="secondary"
        small
        icon="refresh"
        action={articleAddress(contract.id, article.id, '/modele')}
        values={{ revision: String(article.revision) }}
        confirm={words.resetConfirm}
      >
        {words.reset}
      </PostButton>
    </>
  );
}

/** A new article, which goes to the end of the text. */
export function newArticlePage({ data: contract, values, errors }: Filled<ContractHead>): Page {
  const words = t().article;
  return textFrame({
    contract,
    tab: 'text',
    title: words.new,
    lead: words.lead,
    last: words.new,
    wide: true,
    body: (
      <div class="gr-editor">
        <Form
          action={articleAddress(contract.id, 'nouveau')}
          values={values}
          errors={errors}
          submit={{ label: words.add }}
          cancel={{ href: textAddress(contract.id) }}
          consequence={words.consequence}
        >
          <ArticleFields />
        </Form>
        <MarkList />
      </div>
    ),
  });
}
