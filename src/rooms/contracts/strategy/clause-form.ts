import type * as z from 'zod';
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

/** Codes typed in one field, between commas, semicolons or spaces: « 26.51B, 35.13 Z » is two of them. */
export const typedCodes = (value: unknown): string[] =>
  String(value ?? '')
    .split(/[,;\n]+|\s+(?=\d)/)
    .map((code) => code.trim())
    .filter((code) => code !== '');
