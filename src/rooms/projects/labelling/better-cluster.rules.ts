/** Where a project that is off a cluster's strategy may go (R109). */

/**
 * Sectors of the clusters of 2013 (`poles-2013.csv`) that work for each strategic sector committee (`filieres-csf-2013.csv`). Grappe's reading: no
 * document pairs the two lists.
 */
const SECTORS_OF_FILIERE: Readonly<Record<string, readonly string[]>> = {
  automobile: ['Automobile et transports', 'Mécanique', 'Technologies avancées de production'],
  ferroviaire: ['Automobile et transports', 'Mécanique', 'Logistique'],
  nucleaire: ['Énergie', 'Mécanique', 'Matériaux'],
  'chimie-materiaux': ['Chimie et environnement', 'Matériaux', 'Bioéconomie et chimie du végétal', 'Textile'],
  naval: ['Maritime'],
  'eco-industries': [
    'Éco-technologies',
    'Eau et milieux',
    'Chimie et environnement',
    'Énergie',
    'Ville durable et mobilité',
    'Bâtiment à énergie positive',
  ],
  aeronautique: ['Aéronautique et espace', 'Matériaux'],
  agroalimentaire: ['Agriculture et agroalimentaire', 'Bioéconomie et chimie du végétal', 'Bioéconomie tropicale'],
  sante: ['Biotechnologies et santé'],
  'mode-luxe': ['Textile', 'Biens de consommation'],
  'biens-consommation': ['Biens de consommation', 'Forêt et bois', 'Textile', 'Commerce'],
  numerique: [
    'Logiciels et contenus numériques',
    'Logiciels et systèmes complexes',
    'Microélectronique et logiciel',
    'Télécommunications et image',
    'Sécurité et gestion des risques',
  ],
  'industries-extractives': ['Matériaux', 'Mécanique'],
};

export interface PossibleCluster {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly region: string | null;
  readonly labelled: boolean;
}

export const MOST_SUGGESTED = 6;

/**
 * Labelled clusters whose sector serves the project's filière, another than `own`: those of the same region first, then in the order of the sectors, then
 * by name. None when the filière of the project is not known.
 */
export function betterClusters(
  clusters: readonly PossibleCluster[],
  own: string,
  filiere: string | null,
  region: string | null,
): PossibleCluster[] {
  const sectors = filiere === null ? [] : (SECTORS_OF_FILIERE[filiere] ?? []);
  const rank = (one: PossibleCluster) => (region !== null && one.region === region ? 0 : 1);
  return clusters
    .filter((one) => one.labelled && one.id !== own && sectors.includes(one.sector))
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        sectors.indexOf(a.sector) - sectors.indexOf(b.sector) ||
        a.name.localeCompare(b.name, 'fr'),
    )
    .slice(0, MOST_SUGGESTED);
}
