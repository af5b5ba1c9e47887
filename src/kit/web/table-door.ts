import { ORPCError } from '@orpc/server';
import { columnsPage } from './columns.page.tsx';
import { sendSheet, withColumns } from './export.ts';
import { t } from './kit.sentences.ts';
import type { Page } from './page.ts';
import type { PageRoute, Visit } from './route.ts';
import { askedColumns, criteriaIn, isSheetFormat, savingAddress, tableAddress } from './table-address.ts';
import { tableTitle } from './table-view.ts';

/**
 * What the address of a page asks of its table: a file (`format=csv`, `format=xlsx`) with the columns that `colonnes` names, in that order, or
 * the page where they are chosen (`format=colonnes`). Null when it asks for the page itself, or the page has no table to leave with.
 * @throws what the page's own operations refuse, and a refusal that names the columns there are when one named is not among them
 */
export async function tableAnswer(route: PageRoute, visit: Visit): Promise<Response | Page | null> {
  const format = visit.search.get('format');
  if (!route.sheet || !(isSheetFormat(format) || format === 'colonnes')) return null;
  const sheet = await route.sheet({ ...visit, columnsOnly: !isSheetFormat(format) });
  const asked = askedColumns(visit.search);
  const known = sheet.columns.map(({ key }) => key);
  const unknown = asked.filter((name) => !known.includes(name));
  if (isSheetFormat(format)) {
    if (unknown.length === 0) return sendSheet(withColumns(sheet, asked), format);
    const message = t().columns.unknown(unknown, known);
    throw new ORPCError('UNKNOWN_COLUMN', {
      status: 400,
      message,
      data: { back: tableAddress(visit.here, 'colonnes') },
    });
  }
  const page = await route.view((await route.load(visit)) as never, visit);
  const chosen = asked.filter((name) => known.includes(name));
  const { act, file, moved } = said(visit.search);
  // Every column in its place is the table as it is: the columns that it gains later are in the file too.
  const columns = chosen.join() === known.join() ? [] : chosen;
  const made = tableAddress(visit.here, file, columns);
  if (chosen.length > 0 && act === 'telecharger') return to(made);
  if (chosen.length > 0 && act === 'enregistrer') return to(savingAddress(made, tableTitle(page)));
  if (chosen.length > 0 && moved) {
    const again = tableAddress(visit.here, 'colonnes', oneUp(chosen, moved));
    return to(`${again}&fichier=${file}#colonnes`);
  }
  const first = act === null && moved === null && chosen.length === 0;
  return columnsPage({
    page,
    columns: sheet.columns,
    chosen: first ? known : chosen,
    gone: unknown,
    none: !first && chosen.length === 0,
    file,
    path: new URL(visit.here, 'http://own.invalid').pathname,
    criteria: criteriaIn(visit.search),
    here: tableAddress(visit.here, 'colonnes'),
    back: tableAddress(visit.here, null),
  });
}

/** What the form of that page says beside its boxes: the button that was pressed and the kind of file. */
const said = (search: URLSearchParams) => {
  const file = search.get('fichier');
  return {
    act: search.get('faire'),
    file: isSheetFormat(file) ? file : ('xlsx' as const),
    moved: search.get('monter'),
  };
};

const to = (location: string): Response => new Response(null, { status: 303, headers: { Location: location } });

/** The same names with one of them before the one that preceded it. */
function oneUp(names: readonly string[], name: string): string[] {
  const place = names.indexOf(name);
  return place < 1 ? [...names] : [...names.slice(0, place - 1), name, names[place - 1]!, ...names.slice(place + 1)];
}
