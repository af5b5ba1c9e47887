import { parseMoney } from '#kit/money.ts';
import { readNumber } from '#kit/web/read-form.ts';
import type { Values } from '#kit/web/route.ts';
import type { ClauseKind } from '../clause/clause.ts';
import { PASSAGE_FIELDS } from './passage.ts';

/** Between a passage's content and the fields of its form: flat names (`targets.2015`, `baseline.value`), one line per entry of a list, money in euros. */

type Content = Readonly<Record<string, unknown>>;

const inEuros = (cents: unknown): string | undefined =>
  typeof cents === 'number' ? (cents / 100).toFixed(cents % 100 === 0 ? 0 : 2).replace('.', ',') : undefined;

const BASELINE = ['value', 'numerator', 'denominator', 'year', 'source'] as const;

/** Amounts are typed in euros; so are the targets and the baseline of an indicator measured in money. */
const isMoney = (content: Content): boolean => content.measure === 'amount';
const figure = (value: unknown, money: boolean): unknown => (money ? inEuros(value) : value);

export function passageValues(kind: ClauseKind, content: Content): Values {
  const values: Record<string, unknown> = {};
  for (const { name, shape } of PASSAGE_FIELDS[kind]) {
    const value = content[name];
    if (shape === 'kept') continue;
    if (shape === 'lines') values[name] = ((value ?? []) as string[]).join('\n');
    else if (shape === 'money') values[name] = inEuros(value);
    else if (shape === 'year') values[name] = value === null || value === undefined ? undefined : String(value);
    else if (shape === 'baseline')
      for (const part of BASELINE) {
        const held = (value as Content | null)?.[part];
        values[`baseline.${part}`] =
          part === 'year'
            ? held === undefined
              ? undefined
              : String(held)
            : figure(held, isMoney(content) && part !== 'source');
      }
    else if (shape === 'targets')
      for (const [year, target] of Object.entries((value ?? {}) as Content))
        values[`targets.${year}`] = figure(target, isMoney(content));
    else values[name] = value;
  }
  return values;
}

const text = (typed: unknown): string => (typeof typed === 'string' ? typed.trim() : '');
const money = (typed: string): unknown => {
  const amount = parseMoney(typed);
  return amount.ok ? amount.cents : typed;
};
/** What is no number stays as typed: the schema says so beside the field. */
const number = (typed: string, inMoney: boolean): unknown => (inMoney ? money(typed) : readNumber(typed));

/** From what was typed to the content of the passage. */
export function passageContent(kind: ClauseKind, typed: Values): Record<string, unknown> {
  const content: Record<string, unknown> = {};
  const inMoney = kind === 'indicator' && typed.measure === 'amount';
  for (const { name, shape } of PASSAGE_FIELDS[kind]) {
    const given = text(typed[name]);
    if (shape === 'kept') content[name] = name === 'code' ? given || null : listed(typed[name]);
    else if (shape === 'lines') content[name] = given === '' ? [] : given.split(/\s*\n\s*/).filter(Boolean);
    else if (shape === 'areas') content[name] = listed(typed[name]);
    else if (shape === 'money') content[name] = given === '' ? null : money(given);
    else if (shape === 'year') content[name] = given === '' ? null : readNumber(given);
    else if (shape === 'baseline') content[name] = baseline(typed, inMoney);
    else if (shape === 'targets') content[name] = targets(typed, inMoney);
    else content[name] = given;
  }
  return content;
}

function baseline(typed: Values, inMoney: boolean): unknown {
  const given = BASELINE.map((part) => [part, text(typed[`baseline.${part}`])] as const);
  if (given.every(([, value]) => value === '')) return null;
  return Object.fromEntries(
    given.map(([part, value]) => [
      part,
      part === 'source' ? value : value === '' ? null : number(value, inMoney && part !== 'year'),
    ]),
  );
}

function targets(typed: Values, inMoney: boolean): unknown {
  const held: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(typed)) {
    const year = /^targets\.(\d{4})$/.exec(name)?.[1];
    const given = text(value);
    if (year && given !== '') held[year] = number(given, inMoney);
  }
  return held;
}

/** One value or several under one name; none when nothing was ticked. */
const listed = (typed: unknown): unknown[] => [typed ?? []].flat().filter((one) => one !== '');
