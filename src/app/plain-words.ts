import * as z from 'zod';
import type { Operation } from '#kit/action.ts';

type Shape = { readonly type?: string | readonly string[]; readonly anyOf?: readonly Shape[] };

const typesOf = (shape: Shape): string[] => [shape.type ?? [], ...(shape.anyOf ?? []).map(typesOf)].flat(2) as string[];

export const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Options of an operation that take a text or nothing. */
function optionalTexts(operation: Operation): ReadonlySet<string> {
  const { properties = {} } = z.toJSONSchema(operation.schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Shape>;
  };
  const names = Object.keys(properties).filter((name) => {
    const types = typesOf(properties[name]!);
    return types.includes('string') && types.includes('null');
  });
  return new Set(names.map((name) => `--${dashed(name)}`));
}

/**
 * The words of the command line, with those texts that the parser would read as JSON put between quotes: whoever types `--reason Coquille`
 * means that word. `null` stays null, and what is quoted already stays as it is.
 */
export function plainWords(argv: readonly string[], operation: Operation | undefined): string[] {
  if (!operation) return [...argv];
  const texts = optionalTexts(operation);
  return argv.map((word, place) =>
    texts.has(argv[place - 1] ?? '') && word !== 'null' && !/^".*"$/s.test(word) ? JSON.stringify(word) : word,
  );
}
