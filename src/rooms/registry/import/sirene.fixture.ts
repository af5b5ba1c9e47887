import { readReference } from '../nomenclature.load.ts';
import type { SireneFile } from './sirene.rules.ts';

const FILES: Record<SireneFile, string> = { units: 'StockUniteLegale', establishments: 'StockEtablissement' };

/** The columns of a stock file in their order, and those that hold data of natural persons, as the reference describes them. */
export async function sireneColumns(file: SireneFile): Promise<{ all: string[]; personal: string[] }> {
  const lines = (await readReference('sirene-schema.csv')).filter((line) => line.fichier === FILES[file]);
  return {
    all: lines.map((line) => line.colonne!),
    personal: lines.filter((line) => /ne pas charger/.test(line.description!)).map((line) => line.colonne!),
  };
}

/** A stock file with every column of the reference; what a line does not give is empty. */
export async function stockFile(file: SireneFile, lines: readonly Readonly<Record<string, string>>[]): Promise<string> {
  const { all } = await sireneColumns(file);
  const cell = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return `${[all.join(','), ...lines.map((line) => all.map((column) => cell(line[column] ?? '')).join(','))].join('\n')}\n`;
}

/** A firm as the stock of legal units tells it. */
export const unit = (siren: string, given: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  siren,
  statutDiffusionUniteLegale: 'O',
  denominationUniteLegale: 'ATELIER OPTIQUE',
  categorieJuridiqueUniteLegale: '5710',
  activitePrincipaleUniteLegale: '72.19Z',
  nomenclatureActivitePrincipaleUniteLegale: 'NAFRev2',
  etatAdministratifUniteLegale: 'A',
  dateCreationUniteLegale: '2001-03-15',
  trancheEffectifsUniteLegale: '21',
  categorieEntreprise: 'PME',
  anneeCategorieEntreprise: '2012',
  dateDebut: '2008-01-01',
  ...given,
});

/** Its seat. */
export const seat = (
  siren: string,
  siret: string,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  siren,
  siret,
  nic: siret.slice(9),
  statutDiffusionEtablissement: 'O',
  etablissementSiege: 'true',
  dateCreationEtablissement: '2001-03-15',
  trancheEffectifsEtablissement: '21',
  codeCommuneEtablissement: '38185',
  activitePrincipaleEtablissement: '72.19Z',
  nomenclatureActivitePrincipaleEtablissement: 'NAFRev2',
  etatAdministratifEtablissement: 'A',
  dateDebut: '2008-01-01',
  ...given,
});
