import type { VNode } from 'preact';
import { formatInstant, formatNumber, say } from '#kit/say.ts';
import type { FieldError } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import { Icon, StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import type { Origin } from '../campaigns.tables.ts';
import { REASON_CODES, REASONS, reasonInWords } from '../checks/reason-codes.ts';
import { cellAddress, cellAnchor } from '../return-address.ts';
import { cellField } from './edited-cells.rules.ts';
import { FigureField } from './figure-field.tsx';
import { t } from './filling.sentences.ts';
import type { GridCell, GridLine, ReturnGrid, ShownFinding } from './return-grid.ts';

interface GridProps {
  readonly grid: ReturnGrid;
  readonly typed: Values | null;
  readonly errors: readonly FieldError[];
  readonly writing: boolean;
}

const TONES: Record<Origin, Tone> = {
  counted: 'success',
  imported: 'info',
  carried: 'warning',
  typed: 'neutral',
  pasted: 'neutral',
  file: 'neutral',
  empty: 'warning',
};

/** Objectives down, years across, the year of the campaign to fill in; on a phone a card for each figure. */
export function ReturnTable(props: GridProps): VNode {
  const { grid } = props;
  const words = t().grid;
  const cells = new Map(grid.cells.map((cell) => [cell.key, cell]));
  const years = grid.cells[0]?.history.map(({ year }) => year) ?? [];
  const group = (id: string, title: string, lines: readonly GridLine[]) =>
    lines.length === 0 ? null : (
      <tbody key={id} class="gr-objective">
        <tr class="gr-objective__head">
          <th scope="rowgroup" colspan={years.length + 4}>
            <span class="gr-objective__title">
              <strong>{title}</strong>
            </span>
          </th>
        </tr>
        {lines.map((line) => (
          <FigureLine key={`${id} ${line.key}`} line={line} cell={cells.get(line.key)!} {...props} />
        ))}
      </tbody>
    );
  return (
    <div class="gr-roadmap gr-figures-grid" data-grid={props.writing ? '' : undefined}>
      <table>
        <caption class="fr-sr-only">{words.caption(grid.cluster.name, grid.year)}</caption>
        <thead>
          <tr>
            <th scope="col" class="gr-figures-grid__name">
              {words.figure}
            </th>
            {years.map((year) => (
              <th key={year} scope="col" class="gr-figures-grid__past">
                {year}
              </th>
            ))}
            <th scope="col" class="gr-figures-grid__now">
              {grid.year}
            </th>
            <th scope="col" class="gr-figures-grid__past">
              {words.target}
            </th>
            <th scope="col" class="gr-figures-grid__past">
              {words.gap}
            </th>
          </tr>
        </thead>
        {grid.objectives.map(({ id, title, lines }) => group(id, title, lines))}
        {group('questions', words.questions, grid.questions)}
      </table>
    </div>
  );
}

/** A question of text has no years before: its words take their place. */
const WORDS_NAME_SPAN = 3;

interface LineProps extends GridProps {
  readonly line: GridLine;
  readonly cell: GridCell;
}

function FigureLine({ line, cell, grid, typed, errors, writing }: LineProps): VNode {
  const words = t().grid;
  const id = cellAnchor(cell.key);
  const findings = grid.findings.filter(({ key }) => key === cell.key);
  const isWords = cell.measure === 'text';
  const editable = writing && !line.again;
  return (
    <>
      <tr
        class="gr-figure-line"
        id={line.again ? undefined : id}
        data-grid-line={editable ? '' : undefined}
        data-key={editable ? cell.key : undefined}
        data-label={editable ? cell.label : undefined}
      >
        <th scope="row" colspan={isWords ? WORDS_NAME_SPAN : 1}>
          <FigureName line={line} cell={cell} of={{ cluster: grid.cluster.id, year: grid.year }} />
        </th>
        {isWords
          ? null
          : cell.history.map(({ year, words: said }) => (
              <td key={year} class="gr-figures-grid__past" data-label={year}>
                {said}
              </td>
            ))}
        <td
          class="gr-figures-grid__now"
          data-label={isWords ? words.answer : grid.year}
          colspan={isWords ? cell.history.length + 4 - WORDS_NAME_SPAN : 1}
        >
          {editable ? (
            <FigureField cell={cell} year={grid.year} typed={typed} errors={errors} />
          ) : (
            <strong>{cell.words}</strong>
          )}
          {line.again ? <span class="gr-second">{words.again}</span> : null}
          <span
            class="gr-figure-line__origin"
            data-live={line.again ? undefined : ''}
            id={line.again ? undefined : `${id}-origine`}
          >
            {editable && cell.measure === 'ratio' && cell.answer.state === 'known' ? <b>{cell.words}</b> : null}
            <OriginMark origin={cell.origin} />
            {cell.prefilled ? <span>{words.prefilled(cell.prefilled)}</span> : null}
          </span>
        </td>
        {isWords ? null : (
          <>
            <td class="gr-figures-grid__past" data-label={words.target}>
              {line.target ?? <span class="gr-quiet">{words.noTarget}</span>}
            </td>
            <td
              class="gr-figures-grid__past"
              data-label={words.gap}
              data-live={line.again ? undefined : ''}
              id={line.again ? undefined : `${id}-ecart`}
            >
              <Gap line={line} />
            </td>
          </>
        )}
      </tr>
      {line.again ? null : (
        <Notes
          cell={cell}
          findings={findings}
          typed={typed}
          errors={errors}
          editable={editable}
          span={cell.history.length + 4}
        />
      )}
    </>
  );
}

function FigureName(props: {
  readonly line: GridLine;
  readonly cell: GridCell;
  readonly of: { readonly cluster: string; readonly year: number };
}): VNode {
  const { cell, line } = props;
  const words = t().grid;
  const basis = cell.question ? [cell.question.basis, cell.question.reader] : [];
  return (
    <>
      <span class="gr-figure-line__label">{cell.label}</span>
      <span class="gr-indicator__facts">
        {[cell.code, cell.measure === 'ratio' ? `${cell.numerator} / ${cell.denominator}` : cell.unit, ...basis]
          .filter(Boolean)
          .join(' · ')}{' '}
        <a
          class="gr-figure-line__detail"
          href={cellAddress(props.of, cell.key)}
          aria-label={words.detailOf(cell.label)}
          data-open-panel
        >
          {words.detail}
        </a>
      </span>
      {line.everyWindow ? <span class="gr-second">{words.everyWindow}</span> : null}
    </>
  );
}

/** Where what stands there came from, and what that means. */
export const OriginMark = ({ origin }: { origin: Origin }): VNode => (
  <StatusBadge
    tone={TONES[origin]}
    icon={origin === 'empty' ? 'circle-dashed' : undefined}
    label={t().origins[origin]}
    rule={t().originRules[origin]}
  />
);

/** « +12 % », with the good side in a sign and in words. */
function Gap({ line: { gap, reached } }: { line: GridLine }): VNode | null {
  if (reached === null) return null;
  const words = t().grid;
  return (
    <span class={`gr-gap gr-gap--${reached ? 'good' : 'short'}`}>
      <Icon name={reached ? 'check' : 'warning'} small title={reached ? words.reached : words.short} />
      {gap === null ? null : `${gap > 0 ? '+' : ''}${formatNumber(gap, 1)}\u202f%`}
    </span>
  );
}

/** An empty field marked « à remplir » says by itself that it waits: a sentence under each would hide the others. */
const isPlain = ({ origin }: GridCell, code: string): boolean => origin === 'empty' && code === 'unanswered';

interface NotesProps {
  readonly cell: GridCell;
  readonly findings: readonly ShownFinding[];
  readonly typed: Values | null;
  readonly errors: readonly FieldError[];
  readonly editable: boolean;
  readonly span: number;
}

/** Under a figure: what an authority asks, what is wrong, and the reason that its gap asks. */
function Notes({ cell, findings, typed, errors, editable, span }: NotesProps): VNode {
  const words = t().grid;
  const { askedAgain, comment, changedBy, changedAt } = cell;
  const id = cellAnchor(cell.key);
  const asksReason = editable && (cell.asksReason || cell.reasonCode !== null || cell.reasonText !== '');
  const reason = reasonInWords(cell.reasonCode, cell.reasonText);
  return (
    <tr class="gr-figure-notes">
      <td colspan={span} data-notes-of={editable ? cell.key : undefined}>
        <div data-live="" id={`${id}-notes`}>
          {askedAgain ? (
            <p class="gr-note gr-note--asked">
              <Icon name="mail" small />
              <strong>{words.asked[askedAgain.verdict]}</strong> {words.askedBy(askedAgain.by, askedAgain.reason)}
            </p>
          ) : null}
          {findings
            .filter(({ code }) => !isPlain(cell, code))
            .map((finding) => (
              <p key={finding.code} class={`gr-note gr-note--${finding.severity}`}>
                <Icon name={finding.severity === 'error' ? 'error' : 'warning'} small title={words[finding.severity]} />
                <span>{finding.sentence}</span>
              </p>
            ))}
          {!editable && reason ? (
            <p class="gr-note">
              {words.reason} · {say(reason)}
            </p>
          ) : null}
          {comment ? (
            <p class="gr-note">
              <q>{comment}</q>
            </p>
          ) : null}
          {changedBy && changedAt && (findings.length > 0 || askedAgain) ? (
            <p class="gr-note gr-quiet">{words.changedBy(changedBy, formatInstant(changedAt))}</p>
          ) : null}
        </div>
        <div data-live="" id={`${id}-motif`}>
          {asksReason ? <ReasonFields cell={cell} typed={typed} errors={errors} /> : null}
        </div>
      </td>
    </tr>
  );
}

function ReasonFields({ cell, typed, errors }: Pick<NotesProps, 'cell' | 'typed' | 'errors'>): VNode {
  const words = t().grid;
  const name = cellField(cell.key, 'reason');
  const detail = cellField(cell.key, 'reasonText');
  const shown = (field: string, saved: string) => (typeof typed?.[field] === 'string' ? typed[field] : saved);
  const error = errors.find(({ field }) => field === name)?.message;
  return (
    <div class="gr-reason">
      <select
        class="fr-select"
        id={`champ-${name}`}
        name={name}
        aria-label={words.reasonOf(cell.label)}
        aria-invalid={error ? 'true' : undefined}
        data-part=""
      >
        <option value="">{words.noReason}</option>
        {REASON_CODES.map((code) => (
          <option key={code} value={code} selected={code === shown(name, cell.reasonCode ?? '')}>
            {say(REASONS[code])}
          </option>
        ))}
      </select>
      <input
        type="text"
        class="fr-input"
        id={`champ-${detail}`}
        name={detail}
        value={shown(detail, cell.reasonText)}
        placeholder={words.reasonText}
        aria-label={words.reasonTextOf(cell.label)}
        autocomplete="off"
        data-part=""
      />
      {error ? <span class="gr-cell__error">{error}</span> : null}
    </div>
  );
}
