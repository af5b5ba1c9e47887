import * as z from 'zod';
import type { Values } from './route.ts';

type Shape = { type?: string | string[]; anyOf?: Shape[]; items?: Shape; properties?: Record<string, Shape> };

const shapes = new WeakMap<z.ZodType, Record<string, Shape>>();

function fieldsOf(schema: z.ZodType): Record<string, Shape> {
  let fields = shapes.get(schema);
  if (!fields) {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
    fields = json.properties ?? {};
    shapes.set(schema, fields);
  }
  return fields;
}

const types = (shape: Shape): string[] =>
  [shape.type, ...(shape.anyOf ?? []).map(types)].flat().filter((type) => type !== undefined);

/** « 1 234,5 » as French people type it; what is not a number stays text, so that the schema can say so. */
export function readNumber(text: string): number | string {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : text;
}

function readValue(value: unknown, shape: Shape | undefined): unknown {
  if (!shape) return value;
  const kinds = types(shape);
  if (kinds.includes('array')) {
    const all = Array.isArray(value) ? value : value === '' ? [] : [value];
    const items = (shape.type === 'array' ? shape : shape.anyOf?.find((one) => one.type === 'array'))?.items;
    return all.map((one) => readValue(one, items));
  }
  const one = Array.isArray(value) ? value.at(-1) : value;
  if (typeof one !== 'string') return one;
  const text = one.trim();
  if (text === '') return kinds.includes('null') ? null : undefined;
  if (kinds.includes('boolean')) return text === 'on' || text === 'true' || text === 'oui';
  if (kinds.includes('number') || kinds.includes('integer')) return readNumber(text);
  return text;
}

/** From what a browser sends to what an operation's schema expects; an absent checkbox is `false`, an empty field is no value. */
export function readForm(schema: z.ZodType, body: Values): Record<string, unknown> {
  const fields = fieldsOf(schema);
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) input[name] = readValue(value, fields[name]);
  for (const [name, shape] of Object.entries(fields)) {
    if (!(name in input) && types(shape).includes('boolean')) input[name] = false;
  }
  return input;
}
