import { invalidInput } from '../action.ts';
import { type Cents, decimalText, parseMoney } from '../money.ts';
import { locale, say } from '../say.ts';
import type { FieldError } from './page.ts';

/** An amount as people type it: « 120 000,50 » in French, `120 000.50` in English; without decimals when there are none. */
export function typedEuros(amountCents: number | null): string {
  if (amountCents === null) return '';
  const [whole = '', decimals = ''] = decimalText(amountCents as Cents).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  return decimals === '00' ? grouped : `${grouped}${locale() === 'fr' ? ',' : '.'}${decimals}`;
}

/** An amount of a form in cents, for a schema that reads cents; what is no amount stays as typed, and the schema refuses it. */
export function inCents(typed: unknown): unknown {
  if (typeof typed !== 'string' || typed.trim() === '') return typed;
  const amount = parseMoney(typed);
  return amount.ok ? String(amount.cents) : typed;
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
