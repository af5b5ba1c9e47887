import { projectAddress } from '../../project-address.ts';

/** Address of the financing of a project, or of an act on one of its files. */
export const fileAddress = (project: string, file: string, rest = ''): string =>
  projectAddress(project, 'funding', `/dossiers/${encodeURIComponent(file)}${rest}`);

/** Where each act on a file is done, by the name of its operation. */
export const ACT_PATHS: Readonly<Record<string, string>> = {
  'projects.setAskedAid': '/montants',
  'projects.submitApplication': '/deposer',
  'projects.withdrawApplication': '/retirer',
  'projects.declareEligible': '/eligible',
  'projects.selectApplication': '/retenir',
  'projects.refuseApplication': '/refuser',
  'projects.derogateLapse': '/derogation',
  'projects.recordAgreement': '/convention',
  'projects.closeApplication': '/solder',
  'projects.requestPayment': '/versement',
};
