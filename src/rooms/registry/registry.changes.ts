/**
 * What a change really changes: fields that are left out (`undefined`) or equal stay out of it. Both sides go to the journal, the second
 * to the store.
 */
export function changed<Row extends object, Change extends { readonly [K in keyof Change]: unknown }>(
  row: Row,
  change: Change & { readonly [K in keyof Change]: K extends keyof Row ? Row[K] | undefined : never },
): { before: Partial<Row>; after: Partial<Row> } {
  const names = (Object.keys(change) as (keyof Change & keyof Row)[]).filter(
    (name) => change[name] !== undefined && (change[name] as unknown) !== row[name],
  );
  return {
    before: Object.fromEntries(names.map((name) => [name, row[name]])) as Partial<Row>,
    after: Object.fromEntries(names.map((name) => [name, change[name]])) as Partial<Row>,
  };
}
