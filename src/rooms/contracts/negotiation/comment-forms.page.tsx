import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { RadioField, Section, SelectField, TextareaField } from '#kit/web/ui/index.ts';
import { CommentThreads, paragraphs } from './comment-threads.tsx';
import { f, t } from './negotiation.sentences.ts';
import { negotiationForm } from './negotiation-form.tsx';
import type { ThreadRow } from './negotiation-reading.ts';
import { passageWords } from './passage.ts';
import type { PassageList } from './passage-list.query.ts';

export interface CommentData {
  readonly passages: PassageList;
  /** What was already said on the passage chosen, unresolved. */
  readonly threads: readonly ThreadRow[];
}

/** A comment on a passage, which may come from the address, or on the whole text. */
export function commentPage({ data, values, errors }: Filled<CommentData>): Page {
  const words = f().comment;
  const { passages, threads } = data;
  const kinds = [...new Set(passages.passages.map(({ kind }) => kind))];
  const chosen = passages.chosen?.id;
  return negotiationForm({
    contract: passages.contract,
    title: words.title,
    at: `/commentaires/nouveau${chosen ? `?passage=${encodeURIComponent(chosen)}` : ''}`,
    back: '#commentaires',
    values,
    errors,
    submit: { label: words.submit },
    consequence: words.consequence,
    fields: (
      <>
        <SelectField
          name="clause"
          label={words.passage}
          blank={words.whole}
          required={false}
          width="full"
          choices={kinds.map((kind) => ({
            label: passageWords().kind[kind],
            choices: passages.passages
              .filter((passage) => passage.kind === kind)
              .map(({ id, title }) => ({ value: id, label: title })),
          }))}
        />
        <TextareaField name="body" label={words.body} rows={6} maxlength={8000} />
        {passages.visibilities.length > 1 ? (
          <RadioField
            name="visibility"
            label={words.visibility}
            choices={passages.visibilities.map((value) => ({
              value,
              label: t().visibility[value],
              hint: t().visibilityHint[value],
            }))}
          />
        ) : null}
      </>
    ),
    after:
      threads.length > 0 ? (
        <Section title={words.already}>
          <CommentThreads contract={passages.contract.id} threads={threads} mayComment={false} mayPropose={false} />
        </Section>
      ) : undefined,
  });
}

/** A reply on a page of its own: where a refused one comes back with what was typed. */
export function replyPage({
  data,
  values,
  errors,
}: Filled<{ readonly contract: PassageList['contract']; readonly thread: ThreadRow }>): Page {
  const words = f().comment;
  const { contract, thread } = data;
  return negotiationForm({
    contract,
    title: words.replyTitle,
    lead: thread.passage?.title ?? words.whole,
    at: `/commentaires/${thread.id}/reponse`,
    back: `#${thread.id}`,
    before: (
      <blockquote class="gr-said">
        <p class="gr-said__who">
          <strong>{thread.author}</strong>
        </p>
        {paragraphs(thread.body ?? t().comments.withdrawn)}
      </blockquote>
    ),
    values,
    errors,
    submit: { label: words.replyTitle },
    consequence: words.replyConsequence,
    fields: <TextareaField name="body" label={words.reply} rows={6} maxlength={8000} />,
  });
}
