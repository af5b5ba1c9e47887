/**
 * Reads a long list page by page, each page beginning after the last row of the one before (keyset). Between two pages the store is free
 * for others, which a cursor would not allow on the embedded store.
 *
 * ```ts
 * const lines = readPages(5_000, (last, size) => journalAfter(sql, last?.seq ?? 0, size));
 * for await (const page of lines) …
 * ```
 * @param read answers the `size` rows that follow `last` in a stable order; fewer than `size` ends the reading.
 */
export async function* readPages<Row>(
  size: number,
  read: (last: Row | null, size: number) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let last: Row | null = null;
  for (;;) {
    const page: readonly Row[] = await read(last, size);
    if (page.length > 0) yield page;
    if (page.length < size) return;
    last = page.at(-1)!;
  }
}
