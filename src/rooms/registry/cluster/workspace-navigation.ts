import type { Crumb, SideNavigation } from '#kit/web/page.ts';
import { t } from '../registry.sentences.ts';

export type WorkspacePlace = 'overview' | 'members' | 'applications' | 'import' | 'identity' | 'label';

interface Named {
  readonly id: string;
  readonly name: string;
}

const addresses = (cluster: string): Record<WorkspacePlace, string> => ({
  overview: `/poles/${cluster}/espace`,
  members: `/poles/${cluster}/espace/membres`,
  applications: `/poles/${cluster}/espace/candidatures`,
  import: `/poles/${cluster}/import`,
  identity: `/poles/${cluster}/espace/identite`,
  label: `/poles/${cluster}/espace/label`,
});

export const workspaceAddress = (cluster: string, place: WorkspacePlace): string => addresses(cluster)[place];

/** The left navigation of a cluster's workspace, on each of its pages. */
export const workspaceSide = (cluster: Named, current: WorkspacePlace): SideNavigation => ({
  label: t().workspace.navigation(cluster.name),
  about: { kind: 'cluster', id: cluster.id },
  entries: (Object.entries(addresses(cluster.id)) as [WorkspacePlace, string][]).map(([place, href]) => ({
    label: t().crumb[place],
    href,
    current: place === current,
  })),
});

/** Accueil › Pôles › Minalogic › Espace de travail › Membres, and further down when `last` is given. */
export function workspaceCrumbs(cluster: Named, place: WorkspacePlace, last?: string): Crumb[] {
  const words = t().crumb;
  const steps: Crumb[] = [
    { label: words.home, href: '/' },
    { label: words.clusters, href: '/poles' },
    { label: cluster.name, href: `/poles/${cluster.id}` },
    { label: words.workspace, href: workspaceAddress(cluster.id, 'overview') },
  ];
  if (place !== 'overview') steps.push({ label: words[place], href: workspaceAddress(cluster.id, place) });
  return last ? [...steps, { label: last }] : steps;
}
