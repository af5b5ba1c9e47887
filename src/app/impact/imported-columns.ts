import { ImpactError, type PanelColumns, type PanelStore, type Sentence } from '#engines/impact/index.ts';
import type { Given } from './flags.ts';

/** What a command reads besides who, when and since when. */
type Measured = Required<Pick<PanelColumns, 'outcomes' | 'covariates' | 'factors'>>;

/**
 * Columns of a panel imported before: who, when, since when, weights and cluster are those of the import, and need not be typed again.
 * @throws ImpactError naming the column that is another one, or that was not imported as it is asked for
 */
export function importedColumns(given: Given, store: PanelStore, measured: Measured): PanelColumns {
  const own = { ...store.columns, weights: store.weights?.name, cluster: store.cluster?.name };
  for (const [part, name] of Object.entries(own)) {
    const typed = given.text(part);
    if (typed !== undefined && typed !== name)
      throw new ImpactError('imported-otherwise', otherwise(part, typed, name));
  }
  const names = (roles: readonly string[]): string[] =>
    store.variables.filter(({ role }) => roles.includes(role)).map(({ name }) => name);
  refuseMissing(measured.outcomes, names(['outcome']), 'outcome');
  refuseMissing(measured.covariates, names(['outcome', 'covariate']), 'covariates');
  const levels = store.variables.filter(({ levels }) => levels !== null).map(({ name }) => name);
  refuseMissing(measured.factors, levels, 'factors');
  const { weights, cluster, ...columns } = own;
  return { ...columns, ...measured, ...(weights ? { weights } : {}), ...(cluster ? { cluster } : {}) };
}

function refuseMissing(asked: readonly string[], imported: readonly string[], flag: keyof typeof AS): void {
  const missing = asked.filter((name) => !imported.includes(name));
  if (missing.length > 0) throw new ImpactError('not-imported', notImported(missing, imported, flag));
}

const otherwise = (part: string, typed: string, own: string | undefined): Sentence =>
  own === undefined
    ? {
        fr: `Le panel a été importé sans --${part}\u202f: importez-le à nouveau avec --${part} ${typed}.`,
        en: `The panel was imported without --${part}: import it again with --${part} ${typed}.`,
      }
    : {
        fr: `Le panel a été importé avec --${part} ${own}, non ${typed}\u202f: ôtez l’option, ou importez-le à nouveau avec --${part} ${typed}.`,
        en: `The panel was imported with --${part} ${own}, not ${typed}: leave the option out, or import it again with --${part} ${typed}.`,
      };

const AS = {
  outcome: { fr: 'comme résultat', en: 'as an outcome' },
  covariates: { fr: 'comme covariable', en: 'as a covariate' },
  factors: { fr: 'comme facteur', en: 'as a factor' },
} as const satisfies Record<string, Sentence>;

const notImported = (missing: readonly string[], imported: readonly string[], flag: keyof typeof AS): Sentence => {
  const has = imported.join(', ');
  return {
    fr: `Le panel importé n’a pas ${missing.join(', ')} ${AS[flag].fr}${has ? ` (il a ${has})` : ''}\u202f: importez à nouveau le fichier avec --${flag} ${missing.join(',')}.`,
    en: `The imported panel does not have ${missing.join(', ')} ${AS[flag].en}${has ? ` (it has ${has})` : ''}: import the file again with --${flag} ${missing.join(',')}.`,
  };
};
