import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import { type Column, DataTable, DueDate } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { paragraphs } from './comment-threads.tsx';
import { t } from './negotiation.sentences.ts';
import { ClockMark, days } from './negotiation-marks.tsx';
import type { ClockRow } from './negotiation-reading.ts';

/** Each authority with the day it received the draft, its deadline and what it answered; the administration's own clocks, seen by all. */
export function Clocks({ contract, clocks, on }: { contract: string; clocks: readonly ClockRow[]; on: string }): VNode {
  const words = t().clocks;
  const columns: Column<ClockRow>[] = [
    {
      key: 'party',
      label: words.party,
      header: true,
      render: (row) => (
        <div>
          {row.name}
          {row.coordinating ? <span class="gr-second gr-quiet">{words.coordinating}</span> : null}
        </div>
      ),
    },
    { key: 'days', label: words.days, render: (row) => <TimeTaken row={row} /> },
    {
      key: 'dueOn',
      label: words.dueOn,
      render: ({ received, answer }) =>
        received ? (
          <div>
            <DueDate day={received.dueOn} today={on} done={answer !== null} />
            {answer ? null : <span class="gr-second gr-quiet">{t().silence[received.silence]}</span>}
          </div>
        ) : (
          <span class="gr-quiet">—</span>
        ),
    },
    { key: 'answer', label: words.answer, render: (row) => <AnswerGiven row={row} /> },
  ];
  if (clocks.some(({ mayAnswer }) => mayAnswer))
    columns.push({
      key: 'act',
      label: words.act,
      render: (row) =>
        row.mayAnswer ? (
          <a
            href={contractAddress(contract, 'negotiation', `/reponses/${encodeURIComponent(row.party)}`)}
            aria-label={words.respondFor(row.name)}
          >
            {words.respond}
          </a>
        ) : (
          <span class="gr-quiet">—</span>
        ),
    });
  return (
    <DataTable
      caption={words.caption}
      captionHidden
      columns={columns}
      rows={clocks}
      rowKey={(row) => row.party}
      empty={words.empty}
    />
  );
}

function TimeTaken({ row }: { row: ClockRow }): VNode {
  const words = t().clocks;
  const { received, answer, outcome } = row;
  if (!received) return <ClockMark received={null} answer={null} />;
  return (
    <div>
      {answer ? (
        received.daysLeft < 0 ? (
          words.answeredLate(days(received.days), days(-received.daysLeft))
        ) : (
          words.answered(days(received.days))
        )
      ) : (
        <ClockMark received={received} answer={null} />
      )}
      {received.state === 'late' || received.state === 'deemed-agreed' ? (
        <span class="gr-second gr-quiet">{words.running(days(received.days))}</span>
      ) : null}
      <span class="gr-second gr-quiet">
        {words.receivedOn(formatDay(received.on))}
        {received.round > 1 ? `, ${words.round(String(received.round))}` : ''}
      </span>
      {outcome ? <span class="gr-second gr-quiet">{t().outcome[outcome.kind](formatDay(outcome.on))}</span> : null}
    </div>
  );
}

function AnswerGiven({ row }: { row: ClockRow }): VNode {
  const words = t().clocks;
  const { answer, earlier } = row;
  return (
    <div>
      {answer ? (
        <>
          <ClockMark received={row.received} answer={answer} />
          <span class="gr-second gr-quiet">{formatDay(answer.on)}</span>
          {answer.text ? paragraphs(answer.text) : null}
          {answer.by ? <span class="gr-second gr-quiet">{words.by(answer.by)}</span> : null}
        </>
      ) : (
        <span class="gr-quiet">—</span>
      )}
      {earlier.length > 0 ? (
        <details class="gr-details">
          <summary>{words.earlier}</summary>
          {earlier.map((one) => (
            <p key={one.receivedOn}>
              {words.earlierLine(
                formatDay(one.receivedOn),
                one.answer ? t().answer[one.answer].toLowerCase() : words.noAnswer,
              )}
              {one.text ? <span class="gr-second">{one.text}</span> : null}
            </p>
          ))}
        </details>
      ) : null}
    </div>
  );
}
