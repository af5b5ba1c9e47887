import { projectAddress } from '../project-address.ts';

/** Addresses of labelling: a project's page, a cluster's workspace, an expert's reviews. */

export const labellingAddress = (project: string, rest = ''): string => projectAddress(project, 'labelling', rest);

export const requestsAddress = (cluster: string, rest = ''): string =>
  `/poles/${encodeURIComponent(cluster)}/espace/labellisation${rest}`;

export const fileAddress = (cluster: string, label: string, rest = ''): string =>
  requestsAddress(cluster, `/dossiers/${label}${rest}`);

export const meetingAddress = (cluster: string, meeting: string, rest = ''): string =>
  requestsAddress(cluster, `/seances/${meeting}${rest}`);

export const reviewAddress = (review: string, rest = ''): string => `/projets/relectures/${review}${rest}`;

export const letterAddress = (project: string, label: string, format: 'pdf' | 'docx'): string =>
  labellingAddress(project, `/lettres/${label}/lettre.${format}`);

/** How a cluster labels, open to everyone. */
export const rulesAddress = (cluster: string): string => `/poles/${encodeURIComponent(cluster)}/labellisation`;

/** Signs the confidentiality commitment of an expert, and comes back to the review that asked for it. */
export const signAddress = (expert: string, review: string): string =>
  `/projets/experts/${expert}/confidentialite?relecture=${review}`;
