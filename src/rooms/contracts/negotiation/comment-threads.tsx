import type { VNode } from 'preact';
import { formatInstant } from '#kit/say.ts';
import { Badge, Button, Form, Icon, PostButton, TextareaField } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { f, t } from './negotiation.sentences.ts';
import type { Said, ThreadRow } from './negotiation-reading.ts';

export const paragraphs = (text: string): VNode[] =>
  text.split(/\n{2,}/).map((block, index) => (
    <p key={index} class="gr-said__words">
      {block}
    </p>
  ));

interface Props {
  readonly contract: string;
  readonly threads: readonly ThreadRow[];
  /** The reader replies, resolves and reopens. */
  readonly mayComment: boolean;
  readonly mayPropose: boolean;
}

/** Threads of comments: what each is about and who reads it, what was said in order, and the reply under it; without script too. */
export function CommentThreads({ contract, threads, mayComment, mayPropose }: Props): VNode {
  return (
    <ol class="gr-threads">
      {threads.map((thread) => (
        <li key={thread.id} id={thread.id} class={`gr-talk${thread.resolved ? ' gr-talk--resolved' : ''}`}>
          <ThreadHead contract={contract} thread={thread} mayPropose={mayPropose} />
          <SaidWords contract={contract} said={thread} />
          {thread.replies.length > 0 ? (
            <ol class="gr-talk__replies">
              {thread.replies.map((reply) => (
                <li key={reply.id} id={reply.id}>
                  <SaidWords contract={contract} said={reply} />
                </li>
              ))}
            </ol>
          ) : null}
          <ThreadFoot contract={contract} thread={thread} mayComment={mayComment} />
        </li>
      ))}
    </ol>
  );
}

function ThreadHead({
  contract,
  thread,
  mayPropose,
}: {
  contract: string;
  thread: ThreadRow;
  mayPropose: boolean;
}): VNode {
  const words = t();
  const { passage } = thread;
  const here = (rest: string) => contractAddress(contract, 'negotiation', rest);
  return (
    <div class="gr-talk__head">
      <p>
        <span class="gr-quiet">{words.comments.on}</span>{' '}
        {passage === null ? (
          <strong>{f().comment.whole}</strong>
        ) : (
          <a href={here(`?passage=${encodeURIComponent(passage.id)}#commentaires`)}>{passage.title}</a>
        )}
        {passage?.present && mayPropose ? (
          <>
            {' · '}
            <a
              href={here(`/propositions/nouvelle?passage=${encodeURIComponent(passage.id)}`)}
              aria-label={`${words.comments.proposeHere} (${passage.title})`}
            >
              {words.comments.proposeHere}
            </a>
          </>
        ) : null}
      </p>
      {thread.visibility === 'all' ? null : (
        <Badge tone="info">
          <Icon name="lock" small /> {words.visibility[thread.visibility]}
        </Badge>
      )}
    </div>
  );
}

function SaidWords({ contract, said }: { contract: string; said: Said }): VNode {
  const words = t();
  return (
    <article class="gr-said">
      <p class="gr-said__who">
        <strong>{said.author}</strong> <span class="gr-quiet">({words.side[said.side]})</span>
        {' · '}
        <time datetime={said.at.toISOString()}>{formatInstant(said.at)}</time>
      </p>
      {said.body === null ? <p class="gr-quiet">{words.comments.withdrawn}</p> : paragraphs(said.body)}
      {said.mayWithdraw ? (
        <PostButton
          action={contractAddress(contract, 'negotiation', `/commentaires/${said.id}/retrait`)}
          kind="quiet"
          small
          confirm={words.comments.withdrawConfirm}
        >
          {words.comments.withdraw}
        </PostButton>
      ) : null}
    </article>
  );
}

function ThreadFoot({
  contract,
  thread,
  mayComment,
}: {
  contract: string;
  thread: ThreadRow;
  mayComment: boolean;
}): VNode | null {
  const words = t().comments;
  const at = (rest: string) => contractAddress(contract, 'negotiation', `/commentaires/${thread.id}/${rest}`);
  const spoken = [thread, ...thread.replies].some(({ body }) => body !== null);
  return (
    <div class="gr-talk__foot">
      {thread.resolved ? (
        <p class="gr-quiet">
          <Icon name="check" small /> {words.resolvedBy(thread.resolved.by, formatInstant(thread.resolved.at))}
        </p>
      ) : null}
      {mayComment && spoken ? (
        <div class="gr-talk__acts">
          {thread.resolved ? null : (
            <details class="gr-talk__reply">
              <summary aria-label={words.replyTo(thread.author)}>{words.reply}</summary>
              <Form
                id={`reponse-${thread.id}`}
                action={at('reponse')}
                submit={{ label: words.send }}
                consequence={f().comment.replyConsequence}
                guard={false}
              >
                <TextareaField name="body" label={f().comment.reply} rows={4} maxlength={8000} />
              </Form>
            </details>
          )}
          <form method="post" action={at(thread.resolved ? 'reouverture' : 'resolution')}>
            <Button kind="tertiary" small icon={thread.resolved ? 'refresh' : 'check'}>
              {thread.resolved ? words.reopen : words.resolve}
            </Button>
          </form>
        </div>
      ) : null}
    </div>
  );
}
