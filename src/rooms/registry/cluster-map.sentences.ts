import { plural, sentences } from '#kit/say.ts';

const fr = {
  title: (vintage: string) => `Les pôles de compétitivité sur les régions de ${vintage}`,
  description: 'Chaque région et chaque pôle est un lien. Le tableau qui accompagne la carte dit la même chose.',
  skip: 'Passer la carte',
  hint: 'Survolez la carte, ou parcourez-la au clavier\u202f: le nom de chaque pôle s’affiche ici.',
  // A cluster may span several regions: one coordinates (R11), and it is counted there.
  region: (name: string, count: number) =>
    `${name}\u202f: région coordinatrice ${count === 0 ? 'd’aucun pôle' : plural(count, { one: 'd’un pôle', other: 'de # pôles' })}`,
  category: {
    mondial: 'Pôle mondial',
    'a-vocation-mondiale': 'Pôle à vocation mondiale',
    national: 'Pôle national',
  },
  unplaced: 'département du siège inconnu',
  legend: 'Légende',
  legendUnplaced: 'Contour pointillé\u202f: département du siège inconnu, pôle placé au centre de sa région',
  source: 'Contours\u202f: IGN, Admin Express COG 2018, simplifiés. Licence Ouverte 2.0.',
};

const en = {
  title: (vintage: string) => `Competitiveness clusters over the regions of ${vintage}`,
  description: 'Every region and every cluster is a link. The table beside the map says the same.',
  skip: 'Skip the map',
  hint: 'Hover over the map, or walk it with the keyboard: the name of each cluster appears here.',
  region: (name: string, count: number) =>
    `${name}: coordinating region of ${count === 0 ? 'no cluster' : plural(count, { one: '# cluster', other: '# clusters' })}`,
  category: {
    mondial: 'World-class cluster',
    'a-vocation-mondiale': 'Cluster with a world-class vocation',
    national: 'National cluster',
  },
  unplaced: 'département of the seat unknown',
  legend: 'Key',
  legendUnplaced: 'Dotted outline: département of the seat unknown, cluster placed at the centre of its region',
  source: 'Outlines: IGN, Admin Express COG 2018, simplified. Licence Ouverte 2.0.',
};

export const t = sentences({ fr, en });
