/** Parts of a project's workspace, each with its address below `/projets/:project`. */
export const PROJECT_STEPS = {
  thread: '',
  consortium: '/consortium',
  labelling: '/labellisation',
  funding: '/financement',
  delivery: '/suivi',
  results: '/resultats',
  readers: '/lecteurs',
} as const;
export type ProjectStep = keyof typeof PROJECT_STEPS;

export const projectAddress = (project: string, step: ProjectStep = 'thread', rest = ''): string =>
  `/projets/${encodeURIComponent(project)}${PROJECT_STEPS[step]}${rest}`;

/** The yearly question to partners about their results, all projects together. */
export const CAMPAIGN = '/projets/suivi-des-resultats';
