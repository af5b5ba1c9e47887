import type { Chance } from './chance.ts';

/** Who signs for a party: a name that nobody bears, with the title of the office. */
export interface InventedSignatory {
  readonly name: string;
  readonly title: string;
  readonly delegation: string | null;
}

const WOMEN = [
  'Agathe',
  'Bertille',
  'Colombe',
  'Delphine',
  'Edmée',
  'Faustine',
  'Gisèle',
  'Hélène',
  'Irène',
  'Justine',
  'Louise',
  'Marthe',
  'Noémie',
  'Odile',
  'Rosalie',
  'Sabine',
  'Thérèse',
  'Violette',
];
const MEN = [
  'Achille',
  'Basile',
  'Côme',
  'Désiré',
  'Évariste',
  'Firmin',
  'Gaspard',
  'Honoré',
  'Isidore',
  'Jules',
  'Lazare',
  'Modeste',
  'Norbert',
  'Onésime',
  'Prosper',
  'Rémi',
  'Sylvain',
  'Ulysse',
];
/** Grapes, as everybody of the demonstration is called. */
const GRAPES = [
  'Abouriou',
  'Arbane',
  'Arrufiac',
  'Aubun',
  'Bourboulenc',
  'Braucol',
  'Cabestrel',
  'Chatus',
  'Cinsault',
  'Colombard',
  'Counoise',
  'Courbu',
  'Duras',
  'Fuella',
  'Grolleau',
  'Gringet',
  'Jacquère',
  'Jurançon',
  'Lauzet',
  'Len de l’El',
  'Manseng',
  'Mauzac',
  'Mérille',
  'Molette',
  'Montils',
  'Morrastel',
  'Mourvèdre',
  'Négrette',
  'Ondenc',
  'Petit Verdot',
  'Picardan',
  'Piquepoul',
  'Romorantin',
  'Sacy',
  'Sciaccarel',
  'Sémillon',
  'Servanin',
  'Téoulier',
  'Terret',
  'Tibouren',
  'Trousseau',
  'Ugni',
  'Valdiguié',
  'Verdesse',
  'Vermentino',
  'Viognier',
];

/** Presidents that the registry of the demonstration knows already. */
const PRESIDENTS: Readonly<Record<string, string>> = {
  minalogic: 'Mathilde Étraire (fictif)',
  'cap-digital': 'Nathan Pinot (fictif)',
};

interface SignedParty {
  readonly kind: 'state' | 'region' | 'authority' | 'cluster';
  readonly name: string;
  readonly region: string | null;
}

/** The same office has the same holder in every contract of its region. */
export function signatoryOf(party: SignedParty, cluster: string, luckOf: (seed: string) => Chance): InventedSignatory {
  const seed = party.kind === 'cluster' ? `president ${cluster}` : `${party.kind} ${party.region} ${party.name}`;
  const luck = luckOf(seed);
  const woman = luck.hit(0.5);
  const named = PRESIDENTS[cluster];
  const name =
    party.kind === 'cluster' && named ? named : `${luck.pick(woman ? WOMEN : MEN)} ${luck.pick(GRAPES)} (fictif)`;
  const isWoman = party.kind === 'cluster' && named ? cluster === 'minalogic' : woman;
  const president = isWoman ? 'Présidente' : 'Président';
  const number = `n° 13-${luck.whole(40, 240)} (fictif)`;
  switch (party.kind) {
    case 'state':
      return luck.hit(0.3)
        ? {
            name,
            title: isWoman
              ? 'Secrétaire générale pour les affaires régionales'
              : 'Secrétaire général pour les affaires régionales',
            delegation: `Arrêté préfectoral ${number} portant délégation de signature`,
          }
        : { name, title: isWoman ? 'Préfète de région' : 'Préfet de région', delegation: null };
    case 'region':
      return luck.hit(0.35)
        ? {
            name,
            title: isWoman ? 'Vice-présidente du conseil régional' : 'Vice-président du conseil régional',
            delegation: `Arrêté de délégation ${number}`,
          }
        : { name, title: `${president} du conseil régional`, delegation: null };
    case 'authority':
      return {
        name,
        title: `${president} du ${party.name.startsWith('Agglomération') ? 'conseil communautaire' : 'conseil général'}`,
        delegation: null,
      };
    case 'cluster':
      return { name, title: `${president} de l’association`, delegation: null };
  }
}
