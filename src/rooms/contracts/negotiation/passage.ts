import { formatCents, formatNumber, sentences, unitFor } from '#kit/say.ts';
import {
  type Clause,
  type ClauseContents,
  type ClauseKind,
  COST_NATURES,
  CUMULATIONS,
  DIAGNOSIS_SECTIONS,
  DIMENSIONS,
  DIRECTIONS,
  MEASURES,
  WORLD_REGIONS,
} from '../clause/clause.ts';
import { passageEn } from './passage.en.ts';
import { passageFr } from './passage.fr.ts';

export const passageWords = sentences({ fr: passageFr, en: passageEn });

type Shape =
  | 'line'
  | 'words'
  | 'lines'
  | 'money'
  | 'year'
  | 'choice'
  /** Ids of areas of the text. */
  | 'areas'
  /** Ids chosen on another screen: shown, and kept as they are. */
  | 'kept'
  | 'party'
  | 'baseline'
  | 'targets';

export interface PassageField {
  readonly name: string;
  readonly shape: Shape;
  readonly choices?: readonly string[];
  readonly optional?: boolean;
}

const line = (name: string, optional = false): PassageField => ({ name, shape: 'line', optional });
const words = (name: string, optional = true): PassageField => ({ name, shape: 'words', optional });
const lines = (name: string): PassageField => ({ name, shape: 'lines', optional: true });
const choice = (name: string, choices: readonly string[]): PassageField => ({ name, shape: 'choice', choices });
const field = (name: string, shape: Shape, optional = false): PassageField => ({ name, shape, optional });

/** What each kind of passage holds, in the order in which it is read and written. */
export const PASSAGE_FIELDS: Readonly<Record<ClauseKind, readonly PassageField[]>> = {
  area: [line('title'), line('technology'), line('market'), words('summary')],
  goal: [line('title'), choice('nature', ['technology', 'innovation']), words('detail'), field('areas', 'areas', true)],
  market: [
    line('title'),
    choice('worldRegion', WORLD_REGIONS),
    field('sizeCents', 'money', true),
    field('sizeYear', 'year', true),
    line('source', true),
    lines('naf'),
    lines('cpv'),
    words('detail'),
  ],
  diagnosis: [choice('section', DIAGNOSIS_SECTIONS), words('text', false)],
  objective: [
    line('title'),
    choice('dimension', DIMENSIONS),
    choice('scope', ['individual', 'collective']),
    lines('bearers'),
    words('rationale'),
    field('areas', 'areas', true),
    field('priorities', 'kept', true),
    field('filieres', 'kept', true),
  ],
  indicator: [
    line('title'),
    field('code', 'kept', true),
    line('unit'),
    choice('direction', DIRECTIONS),
    choice('measure', MEASURES),
    lines('levels'),
    line('numerator', true),
    line('denominator', true),
    choice('cumulation', CUMULATIONS),
    field('baseline', 'baseline', true),
    field('targets', 'targets', true),
    words('verification'),
    line('responsible', true),
  ],
  budget: [field('year', 'year'), field('runningCostsCents', 'money'), words('note')],
  commitment: [
    field('party', 'party'),
    field('year', 'year'),
    choice('nature', COST_NATURES),
    field('amountCents', 'money'),
    words('note'),
  ],
  article: [line('title'), words('body', false)],
};

/** Names of what contents only mention by id: areas, parties, priorities, filières. */
export type Names = Readonly<Record<string, string>>;

type Content = Readonly<Record<string, unknown>>;

const choiceWord = (name: string, value: unknown): string => {
  const table = passageWords().choice as unknown as Record<string, Record<string, string>>;
  return table[name]?.[String(value)] ?? String(value);
};

export const fieldWord = (name: string): string =>
  (passageWords().field as unknown as Record<string, string>)[name] ?? name;

/** What names a passage in a sentence or a list. */
export function passageTitle(clause: Pick<Clause, 'kind' | 'content'>, names: Names = {}): string {
  const content = clause.content as Content;
  switch (clause.kind) {
    case 'diagnosis':
      return choiceWord('section', content.section);
    case 'budget':
      return passageWords().budgetOf(String(content.year));
    case 'commitment':
      return passageWords().commitmentOf(
        names[String(content.party)] ?? String(content.party),
        String(content.year),
        choiceWord('nature', content.nature).toLowerCase(),
      );
    default:
      return String(content.title);
  }
}

/** « Objectif : Accompagner 40 PME ». */
export const namedPassage = (clause: Pick<Clause, 'kind' | 'content'>, names: Names = {}): string =>
  passageWords().named(passageWords().kind[clause.kind], passageTitle(clause, names));

type Measure = ClauseContents['indicator']['measure'];

/** A target or a baseline as one reads it: « 45 % », « oui », « 1,2 M€ », the level of a scale. */
function measured(value: unknown, content: Content): string {
  if (typeof value !== 'number') return '';
  switch (content.measure as Measure) {
    case 'amount':
      return formatCents(value);
    case 'ratio':
      return `${formatNumber(value, 2)}\u202f%`;
    case 'yes-no':
      return value === 1 ? passageWords().yes : passageWords().no;
    case 'scale':
      return (content.levels as string[] | undefined)?.[value - 1] ?? formatNumber(value, 2);
    default:
      return `${formatNumber(value, 4)} ${unitFor(value, String(content.unit ?? ''))}`.trim();
  }
}

export interface PassageEntry {
  readonly name: string;
  readonly label: string;
  /** Null when there is nothing. */
  readonly value: string | null;
}

/** A passage field by field, in words; targets have one entry by year. */
export function passageEntries(kind: ClauseKind, content: unknown, names: Names = {}): PassageEntry[] {
  if (content === null || content === undefined) return [];
  const held = content as Content;
  return PASSAGE_FIELDS[kind].flatMap((one) => {
    if (one.shape === 'targets')
      return Object.entries((held.targets ?? {}) as Record<string, unknown>)
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([year, value]) => ({
          name: `targets.${year}`,
          label: passageWords().target(year),
          value: measured(value, held),
        }));
    return [{ name: one.name, label: labelOf(one), value: written(one, held, names) || null }];
  });
}

const labelOf = ({ name, shape }: PassageField): string =>
  shape === 'baseline' ? passageWords().baseline.title : fieldWord(name);

function written({ name, shape }: PassageField, content: Content, names: Names): string {
  const value = content[name];
  if (value === null || value === undefined || value === '') return '';
  switch (shape) {
    case 'choice':
      return choiceWord(name, value);
    case 'money':
      return formatCents(Number(value));
    case 'party':
      return names[String(value)] ?? String(value);
    case 'lines':
    case 'areas':
    case 'kept':
      return [value]
        .flat()
        .map((one) => names[String(one)] ?? String(one))
        .join('\u202f; ');
    case 'baseline': {
      const base = value as { value: number; year: number; source: string };
      return passageWords().baseline.written(measured(base.value, content), String(base.year), base.source);
    }
    default:
      return String(value);
  }
}
