import type { Crumb, SideNavigation } from '#kit/web/page.ts';
import { PROJECT_STEPS, type ProjectStep, projectAddress } from './project-address.ts';
import { t } from './projects.sentences.ts';

export interface NamedProject {
  readonly id: string;
  readonly acronym: string;
}

/** The left navigation on each page of a project. */
export const projectSide = (project: NamedProject, current: ProjectStep): SideNavigation => ({
  label: t().navigation(project.acronym),
  entries: (Object.keys(PROJECT_STEPS) as ProjectStep[]).map((step) => ({
    label: t().steps[step],
    href: projectAddress(project.id, step),
    current: step === current,
  })),
});

/** Accueil › Projets › CAPTEURS SOBRES › Financement, and further down when `last` is given. */
export function projectCrumbs(project: NamedProject, step: ProjectStep, last?: string): Crumb[] {
  const crumbs: Crumb[] = [
    { label: t().projects, href: '/projets' },
    { label: project.acronym, href: projectAddress(project.id) },
  ];
  if (step !== 'thread') crumbs.push({ label: t().steps[step], href: projectAddress(project.id, step) });
  return last ? [...crumbs, { label: last }] : crumbs;
}
