import type { VNode } from 'preact';
import { formatInstant } from '#kit/say.ts';
import type { FieldError } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import { Badge, Icon, Tags } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { passageWords } from '../negotiation/passage.ts';
import type { IndicatorRow, ObjectiveRow, ObjectiveTree } from './objectives.ts';
import { t } from './roadmap.sentences.ts';
import { changed, Gaps, target } from './roadmap-frame.tsx';
import { cellField, parseGridRead, shownCell } from './target-grid.rules.ts';

interface GridProps {
  readonly tree: ObjectiveTree;
  /** What came back after a refusal; null on a first visit. */
  readonly typed: Values | null;
  readonly errors: readonly FieldError[];
  readonly writing: boolean;
}

/** Objectives down, years across; on a phone one card for each objective. */
export function ObjectiveGrid(props: GridProps): VNode {
  const { tree } = props;
  const words = t().tree;
  return (
    <div class="gr-roadmap" data-grid={props.writing ? '' : undefined}>
      <table>
        <caption class="fr-sr-only">{words.caption(tree.contract.cluster.name)}</caption>
        <thead>
          <tr>
            <th scope="col" id="colonne-depart" class="gr-roadmap__baseline">
              {words.baseline}
            </th>
            {tree.years.map((year) => (
              <th key={year} scope="col" id={`colonne-${year}`} class="gr-roadmap__year">
                {year}
              </th>
            ))}
          </tr>
        </thead>
        {tree.objectives.map((objective) => (
          <tbody key={objective.id} class={`gr-objective gr-objective--${Math.min(objective.depth, 4)}`}>
            <ObjectiveHead objective={objective} tree={tree} />
            {objective.indicators.map((row) => (
              <IndicatorLine key={row.id} row={row} {...props} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function ObjectiveHead({ objective, tree }: { objective: ObjectiveRow; tree: ObjectiveTree }): VNode {
  const words = t().tree;
  const { content, id, number } = objective;
  const at = (rest: string) => contractAddress(tree.contract.id, 'objectives', rest);
  const ties = [...objective.priorities, ...objective.filieres, ...objective.areas];
  const hasBelow = tree.objectives.some(({ parent }) => parent === id);
  return (
    <tr class="gr-objective__head" id={`objectif-${id}`}>
      <th scope="rowgroup" colspan={tree.years.length + 1}>
        <div class="gr-objective__title">
          <span class="gr-objective__number">{number}</span> <strong>{content.title}</strong>
        </div>
        <div class="gr-objective__facts">
          <Badge>{passageWords().choice.dimension[content.dimension]}</Badge>
          <Badge tone={content.scope === 'collective' ? 'info' : 'neutral'}>{words.scope[content.scope]}</Badge>
          {content.bearers.length > 0 ? (
            <span>
              {content.scope === 'individual'
                ? words.bornBy(content.bearers.join(', '))
                : words.with(content.bearers.join(', '))}
            </span>
          ) : null}
          <span class="gr-quiet">{changed(objective)}</span>
        </div>
        {content.rationale ? <p class="gr-objective__words">{content.rationale}</p> : null}
        {ties.length > 0 ? (
          <div class="gr-objective__ties">
            <span class="gr-quiet">{words.ties}</span>
            <Tags tags={ties.map(({ name }) => ({ label: name }))} label={words.ties} />
          </div>
        ) : null}
        <Gaps gaps={objective.gaps} />
        <p class="gr-objective__acts">
          {tree.open ? (
            <>
              <a href={at(`/${id}`)} aria-label={words.editNamed(content.title)}>
                <Icon name="pencil" small />
                {words.edit}
              </a>
              <a href={at(`/${id}/indicateurs/nouveau`)} aria-label={words.addIndicatorTo(content.title)}>
                <Icon name="plus" small />
                {words.addIndicator}
              </a>
              {objective.depth < 4 ? (
                <a href={at(`/nouveau?sous=${encodeURIComponent(id)}`)} aria-label={words.addBelowTo(content.title)}>
                  <Icon name="plus" small />
                  {words.addBelow}
                </a>
              ) : null}
            </>
          ) : null}
          <PassageLinks contract={tree.contract.id} clause={id} title={content.title} />
        </p>
        {objective.indicators.length === 0 && !hasBelow && objective.gaps.length === 0 ? (
          <p class="gr-quiet">{words.noIndicator}</p>
        ) : null}
      </th>
    </tr>
  );
}

/** What everyone at the table may open of a passage. */
function PassageLinks(props: { readonly contract: string; readonly clause: string; readonly title: string }): VNode {
  const words = t().tree;
  const clause = encodeURIComponent(props.clause);
  return (
    <>
      <a
        href={contractAddress(props.contract, 'overview', `/passages/${clause}/historique`)}
        aria-label={words.historyOf(props.title)}
      >
        {words.history}
      </a>
      <a
        href={contractAddress(props.contract, 'negotiation', `/commentaires/nouveau?passage=${clause}`)}
        aria-label={words.commentOn(props.title)}
      >
        {words.comment}
      </a>
    </>
  );
}

function IndicatorLine({ row, tree, typed, errors, writing }: GridProps & { readonly row: IndicatorRow }): VNode {
  const words = t().tree;
  const { content, id } = row;
  const read = typed ? parseGridRead(typed.lu) : null;
  const head = `indicateur-${id}`;
  return (
    <>
      <tr class="gr-indicator__head">
        <th scope="rowgroup" id={head} colspan={tree.years.length + 1}>
          <IndicatorName row={row} tree={tree} />
        </th>
      </tr>
      <tr class="gr-indicator" data-grid-line="">
        <td class="gr-roadmap__baseline" data-label={words.baseline} headers={`${head} colonne-depart`}>
          {content.baseline ? (
            <>
              {target(content.baseline.value, content)}
              <span class="gr-indicator__facts">{content.baseline.year}</span>
            </>
          ) : (
            <span class="gr-quiet">{words.noBaseline}</span>
          )}
        </td>
        {tree.years.map((year, index) => {
          const field = cellField(id, year);
          const text = typed?.[field];
          return (
            <td key={year} class="gr-roadmap__year" data-label={year} headers={`${head} colonne-${year}`}>
              {writing ? (
                <CellField
                  row={row}
                  year={year}
                  shown={shownCell(row, year, index, read, typeof text === 'string' ? text : undefined)}
                  saved={shownCell(row, year, index, null, undefined).text}
                  error={errors.find((one) => one.field === field)?.message}
                />
              ) : (
                target(row.cells[index]!.value, content)
              )}
            </td>
          );
        })}
      </tr>
    </>
  );
}

/** What is counted, how, and where each target comes from. */
function IndicatorName({ row, tree }: { readonly row: IndicatorRow; readonly tree: ObjectiveTree }): VNode {
  const words = t().tree;
  const { content, id } = row;
  const { choice } = passageWords();
  return (
    <>
      <div class="gr-indicator__title">
        {tree.open ? (
          <a
            href={contractAddress(tree.contract.id, 'objectives', `/indicateurs/${id}`)}
            aria-label={words.editNamed(content.title)}
          >
            {content.title}
          </a>
        ) : (
          <strong>{content.title}</strong>
        )}
        <span class="gr-indicator__facts">
          {[
            content.code ?? words.own,
            content.unit,
            choice.direction[content.direction],
            choice.cumulation[content.cumulation],
            ...(content.responsible ? [words.responsible(content.responsible)] : []),
          ].join(' · ')}
        </span>
      </div>
      <Gaps gaps={row.gaps} />
      <details class="gr-indicator__origin">
        <summary aria-label={words.originOf(content.title)}>{words.origin}</summary>
        <ul>
          {row.cells.map((cell) => (
            <li key={cell.year}>
              <strong>{cell.year}</strong> {target(cell.value, content)}
              {' — '}
              {cell.changedBy && cell.changedAt
                ? words.setBy(cell.changedBy, formatInstant(cell.changedAt))
                : words.neverSet}
              {cell.reason ? `, ${words.because(cell.reason)}` : null}
            </li>
          ))}
        </ul>
        <p class="gr-objective__acts">
          <PassageLinks contract={tree.contract.id} clause={id} title={content.title} />
        </p>
      </details>
    </>
  );
}

/** Characters of an amount that fills its cell. */
const LONG_TEXT = 10;

interface CellFieldProps {
  readonly row: IndicatorRow;
  readonly year: number;
  readonly shown: ReturnType<typeof shownCell>;
  /** The target on record, as the field writes it. */
  readonly saved: string;
  readonly error: string | undefined;
}

function CellField({ row, year, shown, saved, error }: CellFieldProps): VNode {
  const { content, id: indicator } = row;
  const name = cellField(indicator, year);
  const id = `champ-${name}`;
  const note = shown.present === undefined ? null : t().tree.present(target(shown.present, content));
  // When somebody else changed it, their value says enough here: the whole sentence stands above the grid.
  const described =
    [error && !note ? `${id}-erreur` : '', note ? `${id}-present` : ''].filter(Boolean).join(' ') || undefined;
  const common = {
    id,
    name,
    'aria-label': t().tree.cell(content.title, year),
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': described,
    'data-cell': '',
    'data-saved': saved === shown.text ? undefined : saved,
  };
  const choices = choicesOf(content);
  const long = shown.text.length > LONG_TEXT ? ' gr-cell--long' : '';
  return (
    <>
      {choices ? (
        <select class={`fr-select gr-cell${error ? ' fr-select--error' : ''}`} {...common}>
          <option value="" />
          {choices.map(({ value, label }) => (
            <option key={value} value={value} selected={value === shown.text}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <input
          type="text"
          class={`fr-input gr-cell${long}${error ? ' fr-input--error' : ''}`}
          value={shown.text}
          inputmode="decimal"
          autocomplete="off"
          {...common}
        />
      )}
      {error && !note ? (
        <span class="gr-cell__error" id={`${id}-erreur`}>
          <Icon name="error" small />
          {error}
        </span>
      ) : null}
      {note ? (
        <span class="gr-cell__present" id={`${id}-present`}>
          {note}
        </span>
      ) : null}
    </>
  );
}

/** The values that an indicator may take, when they are few. */
export function choicesOf(content: IndicatorRow['content']): { value: string; label: string }[] | null {
  if (content.measure === 'yes-no')
    return [
      { value: '1', label: passageWords().yes },
      { value: '0', label: passageWords().no },
    ];
  return content.measure === 'scale'
    ? content.levels.map((label, index) => ({ value: String(index + 1), label }))
    : null;
}
