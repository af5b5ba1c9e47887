/**
 * What a change really changes: fields that are left out (`undefined`) or equal stay out of it. Both sides go to the journal, the second
 * to the store.
 */
export function changed<Row extends object>(
  row: Row,
  change: { readonly [K in keyof Row]?: Row[K] | undefined },
): { before: Partial<Row>; after: Partial<Row> } {
  const names = (Object.keys(change) as (keyof Row)[]).filter(
    (name) => change[name] !== undefined && change[name] !== row[name],
  );
  const only = (of: { readonly [K in keyof Row]?: Row[K] | undefined }): Partial<Row> =>
    Object.fromEntries(names.map((name) => [name, of[name]])) as Partial<Row>;
  return { before: only(row), after: only(change) };
}
