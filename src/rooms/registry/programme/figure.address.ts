import { factsAddress } from '../list-address.ts';
import type { KeyFigures } from './programme.ts';

export type Figure = KeyFigures['figures'][number];

const LISTS: Readonly<Record<Figure['facts']['list'], string>> = {
  'registry.listClusters': '/poles',
  'registry.listOrganisations': '/organisations',
};

/**
 * Where a figure opens onto its facts. The list of clusters is public; that of organisations is for signed-in people, and strangers get
 * the page of the figure, which lists the same facts with their public identity.
 */
export function figureAddress(figure: Figure, { directory }: { directory: boolean }): string {
  const isList = figure.key !== 'regions' && figure.key !== 'memberships';
  const readable = figure.facts.list === 'registry.listClusters' || directory;
  return isList && readable ? factsAddress(LISTS[figure.facts.list], figure.facts.filter) : `/chiffres/${figure.key}`;
}
