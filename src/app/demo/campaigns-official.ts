import type { Day } from '#kit/period.ts';
import { type Sheet, toCsv } from '#kit/web/export.ts';
import { applySeriesImport, recordSeriesFile } from '#rooms/indicators';
import { seeded } from './campaigns-story.ts';
import type { Play } from './contracts-play.ts';
import type { ClusterFacts } from './contracts-story.ts';

/** What no fact of Grappe tells: the part of managers in the workforce, the part of exports in revenue, in per cent of an average cluster. */
const SERIES = [
  { indicator: 'EMP-02', percent: 31, growth: 0.8, method: 'Déclarations annuelles de données sociales (fictif)' },
  { indicator: 'EXP-01', percent: 38, growth: 0.5, method: 'Douanes et comptes des entreprises (fictif)' },
];
const FIRST_YEAR = 2012;
const PRODUCER = 'Statistique publique (fictif)';

/** Imports the official statistics on the year before, published in the autumn, as the import page does; last year's file of EXP-01 is revised by a few tenths. */
export async function importOfficialSeries(play: Play, clusters: readonly ClusterFacts[], year: number): Promise<void> {
  const publishedOn = `${year}-11-30` as Day;
  play.on(publishedOn);
  const rows = clusters.flatMap(({ id }) =>
    SERIES.flatMap(({ indicator, percent, growth, method }) => {
      const luck = seeded(`série ${indicator} ${id}`);
      const level = percent * (0.7 + luck.next() * 0.6);
      const years = indicator === 'EXP-01' && year - 2 >= FIRST_YEAR ? [year - 2, year - 1] : [year - 1];
      return years.map((of) => {
        const denominator = 2_000 + Math.round(luck.next() * 4_000);
        const share = Math.min(90, level + (of - FIRST_YEAR) * growth + (of < year - 1 ? 0.3 : 0));
        const terms = [Math.round((denominator * share) / 100), denominator];
        return [indicator, id, of, ...terms, PRODUCER, publishedOn, method];
      });
    }),
  );
  const sheet: Sheet = {
    name: `statistique-publique-${year - 1}`,
    columns: ['indicateur', 'pole', 'annee', 'numerateur', 'denominateur', 'producteur', 'millesime', 'methode'].map(
      (label) => ({ label }),
    ),
    rows,
  };
  const base64 = Buffer.from(toCsv(sheet)).toString('base64');
  const file = { name: `${sheet.name}.csv`, mediaType: 'text/csv', base64 };
  const { seriesImport } = await play.act(recordSeriesFile, { file });
  await play.act(applySeriesImport, { seriesImport });
}
