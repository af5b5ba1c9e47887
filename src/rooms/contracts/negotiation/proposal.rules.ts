type Fields = Readonly<Record<string, unknown>>;

export interface Merge {
  /** The present text with what the proposal changes of the text that its author had read. */
  readonly content: Record<string, unknown>;
  /** Fields that both changed, each in its own way: there the proposal wins, and the reader is told. `targets.2015` */
  readonly conflicts: readonly string[];
}

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** An absent field and a null one are the same absence; keys have no order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isFields(value))
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined && one !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${key}:${canonical(one)}`)
      .join(',')}}`;
  return JSON.stringify(value ?? null);
}

/**
 * A proposal was written on `base`; meanwhile the text became `present`. Field by field (targets year by year): what the proposal changed is
 * taken from it, the rest stays as it is now, so that accepting it undoes nobody's other change.
 */
export function mergeContents(base: Fields, present: Fields, proposed: Fields): Merge {
  const content: Record<string, unknown> = {};
  const conflicts: string[] = [];
  for (const key of new Set([...Object.keys(present), ...Object.keys(proposed), ...Object.keys(base)])) {
    const [was, is, wanted] = [base[key], present[key], proposed[key]];
    if (isFields(is) && isFields(wanted)) {
      const inner = mergeContents(isFields(was) ? was : {}, is, wanted);
      content[key] = inner.content;
      conflicts.push(...inner.conflicts.map((name) => `${key}.${name}`));
      continue;
    }
    const value = same(was, wanted) ? is : wanted;
    if (value !== undefined) content[key] = value;
    if (!same(was, wanted) && !same(was, is) && !same(is, wanted)) conflicts.push(key);
  }
  return { content, conflicts };
}

/** Does a proposal change anything of the text that its author had read? */
export const changesNothing = (base: unknown, proposed: unknown): boolean => same(base, proposed);
