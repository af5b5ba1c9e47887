import type { Chance } from './chance.ts';

const FIRST = [
  'Vel',
  'Ker',
  'Mon',
  'Lau',
  'Bri',
  'Cal',
  'Dor',
  'Es',
  'Fal',
  'Gar',
  'Hel',
  'Is',
  'Jou',
  'Lim',
  'Mar',
  'Nau',
  'Or',
  'Pal',
  'Qui',
  'Ros',
  'Sal',
  'Tri',
  'Ur',
  'Val',
  'Yv',
  'Zel',
];
const MIDDLE = ['mo', 'ta', 'ri', 'lan', 'do', 've', 'bra', 'ni', 'so', 'gue', 'lu', 'ca', 'pe', 'ran', 'thi'];
const LAST = ['ra', 'nis', 'tal', 'don', 'vin', 'rec', 'lis', 'mont', 'gal', 'sen', 'tor', 'ban', 'dex', 'lia', 'nox'];
export const FIRM_WORDS: Record<string, readonly string[]> = {
  santé: ['Biotech', 'Thérapies', 'Diagnostic', 'Santé'],
  numérique: ['Logiciels', 'Numérique', 'Systèmes', 'Données'],
  énergie: ['Énergies', 'Réseaux', 'Solaire', 'Thermique'],
  agro: ['Aliments', 'Semences', 'Nutrition', 'Récoltes'],
  matériaux: ['Matériaux', 'Composites', 'Fibres', 'Procédés'],
  mobilité: ['Mobilités', 'Aérostructures', 'Transports', 'Équipements'],
  général: ['Industries', 'Ingénierie', 'Technologies', 'Instruments'],
};
export const FIRM_NAF: Record<string, readonly string[]> = {
  santé: ['72.11Z', '21.20Z', '26.60Z', '32.50A'],
  numérique: ['62.01Z', '62.02A', '58.29C', '26.11Z'],
  énergie: ['71.12B', '27.12Z', '35.11Z', '43.22B'],
  agro: ['10.89Z', '01.30Z', '20.15Z', '72.19Z'],
  matériaux: ['22.29A', '13.96Z', '24.10Z', '20.16Z'],
  mobilité: ['30.30Z', '29.32Z', '28.15Z', '71.12B'],
  général: ['71.12B', '28.99B', '25.62B', '70.22Z'],
};
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/santé|bio/i, 'santé'],
  [/logiciel|numérique|télécom|micro|finance/i, 'numérique'],
  [/énergie|éco|eau|bâtiment/i, 'énergie'],
  [/agri|bois|consommation|commerce/i, 'agro'],
  [/matériaux|textile|chimie|mécanique/i, 'matériaux'],
  [/aéro|automobile|transport|maritime|logistique|mobilité/i, 'mobilité'],
];
/** The field whose words and activities the firms of a cluster take, from its sector. */
export const fieldOf = (sector: string): string => FIELDS.find(([words]) => words.test(sector))?.[1] ?? 'général';

/** « Velmora Logiciels (fictif) »: never the same twice. */
export function nameMaker(luck: Chance): (words: string) => string {
  const used = new Set<string>();
  return (words) => {
    for (;;) {
      const root = luck.pick(FIRST) + (luck.hit(0.6) ? luck.pick(MIDDLE) : '') + luck.pick(LAST);
      const name = /^(Laboratoire|Centre|École|Plateforme|Fédération|Communauté|Agence|Fonds)/.test(words)
        ? `${words} ${root} (fictif)`
        : `${root} ${words} (fictif)`;
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}
