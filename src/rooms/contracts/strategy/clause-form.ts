import type * as z from 'zod';
import { invalidInput } from '#kit/action.ts';
import { type Cents, decimalText, parseMoney } from '#kit/money.ts';
import { locale, say } from '#kit/say.ts';
import type { FieldError } from '#kit/web/page.ts';
import { readForm } from '#kit/web/read-form.ts';
import type { Values } from '#kit/web/route.ts';

/** Fields of a clause's content are named `content.title`, so that what a schema finds wrong stands beside the right one. */
const PREFIX = 'content.';

/** What a form holds of a clause, by field name. */
export const contentFields = (content: object): Values =>
  Object.fromEntries(Object.entries(content).map(([name, value]) => [`${PREFIX}${name}`, value]));

/** The content that was typed, read as its schema expects it. */
export function typedContent(schema: z.ZodType, body: Values): Record<string, unknown> {
  const own = Object.entries(body).filter(([name]) => name.startsWith(PREFIX));
  return readForm(schema, Object.fromEntries(own.map(([name, value]) => [name.slice(PREFIX.length), value])));
}

/** Everything but the content: which clause, the revision read, the reason. */
export const typedEnvelope = (body: Values): Values =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith(PREFIX)));

/** An amount as people type it: « 120 000,50 » in French, `120 000.50` in English; without decimals when there are none. */
export function typedEuros(amountCents: number | null): string {
  if (amountCents === null) return '';
  const [whole = '', decimals = ''] = decimalText(amountCents as Cents).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  return decimals === '00' ? grouped : `${grouped}${locale() === 'fr' ? ',' : '.'}${decimals}`;
}

/**
 * Reads the amounts of a form in euros into cents, empty ones into null. Throws the refusal that says of each what is not legible, beside
 * its field: « 1.234 » is a thousand for some and a little more than one for others.
 */
export function typedAmounts(typed: Readonly<Record<string, unknown>>): Record<string, number | null> {
  const wrong: FieldError[] = [];
  const amounts: Record<string, number | null> = {};
  for (const [field, value] of Object.entries(typed)) {
    const text = typeof value === 'string' ? value.trim() : '';
    const read = text === '' ? null : parseMoney(text);
    if (read && !read.ok) wrong.push({ field, message: say(read.reason) });
    else amounts[field] = read === null ? null : read.cents;
  }
  if (wrong.length > 0) throw invalidInput(wrong);
  return amounts;
}

/** Codes typed in one field, between commas, semicolons or spaces: « 26.51B, 35.13 Z » is two of them. */
export const typedCodes = (value: unknown): string[] =>
  String(value ?? '')
    .split(/[,;\n]+|\s+(?=\d)/)
    .map((code) => code.trim())
    .filter((code) => code !== '');
