import type { VNode } from 'preact';
import { dayInParis } from '#kit/period.ts';
import { colon, formatDay } from '#kit/say.ts';
import { Badge, DataTable, DescriptionList, Icon, PostButton, StatusBadge } from '#kit/web/ui/index.ts';
import { t } from './approval.sentences.ts';
import type { ReviewFigureView, ReviewView } from './review.ts';
import { reviewAddress } from './review-address.ts';

const SAID_TONES = { accepted: 'success', questioned: 'info', returned: 'warning' } as const;

const SaidBadge = ({ said }: { said: ReviewFigureView['said'] }): VNode =>
  said ? (
    <StatusBadge tone={SAID_TONES[said]} label={t().review.said[said]} />
  ) : (
    <span class="gr-quiet">{t().review.nothingSaid}</span>
  );

/** One value to look at: what was returned beside what was counted, promised and submitted before, and what was said of it. */
export function ReviewedFigure({ figure, data }: { figure: ReviewFigureView; data: ReviewView }): VNode {
  const words = t().review;
  const history = figure.history.map(({ year, words: value }) => `${year}${colon()}${value}`).join(' · ');
  const beside = [
    { term: words.before, description: figure.before },
    { term: words.counted, description: figure.counted },
    { term: words.target, description: figure.target },
    { term: words.history, description: history },
    { term: words.reason, description: figure.reason },
    { term: words.comment, description: figure.comment },
  ].filter(({ description }) => description);
  return (
    <article class="gr-review" id={figure.key}>
      <h3 class="gr-review__title">{figure.label}</h3>
      <p class="gr-review__marks">
        {figure.marks.map((mark) => (
          <Badge key={mark} tone={mark === 'changed' || mark === 'asked-before' ? 'info' : 'neutral'}>
            {words.marks[mark]}
          </Badge>
        ))}
      </p>
      <p class="gr-review__value">
        <span class="gr-quiet">{words.now}</span> <strong>{figure.now}</strong>
      </p>
      <DescriptionList items={beside} />
      {figure.findings.map((sentence) => (
        <p key={sentence} class="gr-review__finding">
          <Icon name="warning" small /> {sentence}
        </p>
      ))}
      <Said figure={figure} data={data} />
      <Acts figure={figure} data={data} />
    </article>
  );
}

/** What authorities said of it and what the cluster answered, the oldest first. */
function Said({ figure, data }: { figure: ReviewFigureView; data: ReviewView }): VNode | null {
  const words = t().review;
  const spoken = figure.verdicts.filter(({ verdict, reason }) => verdict !== 'accepted' || reason !== '');
  if (spoken.length === 0) return null;
  return (
    <ul class="gr-review__said">
      {spoken.map((one) => (
        <li key={one.id}>
          <p>
            <strong>
              {t().steps[one.step]}, {words.said[one.verdict].toLowerCase()}
            </strong>{' '}
            <span class="gr-quiet">{words.by(one.by, formatDay(dayInParis(one.at)))}</span>
          </p>
          <p>{one.reason}</p>
          {one.answer ? (
            <p class="gr-review__answer">
              <span class="gr-quiet">{words.answerBy(one.answeredBy ?? '')}</span> {one.answer}
            </p>
          ) : null}
          {one.waits ? (
            data.mayReply ? (
              <a
                class="fr-link"
                href={reviewAddress(data.cluster.id, data.year, `/questions/${one.id}/reponse`)}
                aria-label={words.replyNamed(figure.label)}
              >
                {words.reply}
              </a>
            ) : (
              <p class="gr-quiet">{words.waitsAnswer}</p>
            )
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Acts({ figure, data }: { figure: ReviewFigureView; data: ReviewView }): VNode {
  const words = t().review;
  const { id } = data.cluster;
  const key = encodeURIComponent(figure.key);
  return (
    <div class="gr-review__acts">
      <SaidBadge said={figure.said} />
      {data.mayAnswer ? (
        <>
          {figure.said === 'accepted' ? null : (
            <PostButton
              kind="secondary"
              small
              icon="check"
              action={reviewAddress(id, data.year, '/valeur')}
              values={{ key: figure.key, verdict: 'accepted' }}
            >
              {words.accept}
              <span class="fr-sr-only"> {figure.label}</span>
            </PostButton>
          )}
          <a
            class="fr-link"
            href={reviewAddress(id, data.year, `/${key}/question`)}
            aria-label={words.questionNamed(figure.label)}
          >
            {words.question}
          </a>
          <a
            class="fr-link"
            href={reviewAddress(id, data.year, `/${key}/reprise`)}
            aria-label={words.returnNamed(figure.label)}
          >
            {words.return}
          </a>
        </>
      ) : null}
    </div>
  );
}

/** The values with nothing particular, folded; each may be questioned all the same. */
export function RestOfFigures({ figures, data }: { figures: readonly ReviewFigureView[]; data: ReviewView }): VNode {
  const words = t().review;
  const { id } = data.cluster;
  return (
    <details class="gr-review__rest">
      <summary>{words.showRest}</summary>
      <DataTable
        caption={words.restCaption}
        captionHidden
        rows={figures}
        rowKey={({ key }) => key}
        columns={[
          { key: 'figure', label: words.figure, header: true, width: 'wide', render: ({ label }) => label },
          { key: 'now', label: words.now, align: 'end', render: ({ now }) => now },
          { key: 'target', label: words.target, align: 'end', render: ({ target }) => target },
          { key: 'said', label: words.verdict, render: ({ said }) => <SaidBadge said={said} /> },
          ...(data.mayAnswer
            ? [
                {
                  key: 'acts',
                  label: words.question,
                  render: ({ key, label }: ReviewFigureView) => (
                    <a
                      href={reviewAddress(id, data.year, `/${encodeURIComponent(key)}/question`)}
                      aria-label={words.questionNamed(label)}
                    >
                      {words.question}
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
    </details>
  );
}
