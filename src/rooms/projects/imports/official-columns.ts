import { amount, day, type RowOf, shortText, text, wanted } from './cell.rules.ts';

/*
 * Columns of two official publications, under the names that they give them: CORDIS's files of Horizon projects and organisations, and
 * ADEME's research projects (domain, section 4). Columns that are not named here are left unread.
 */

const NONE = ['', ''] as const;
const official = {
  shortText: (name: string) => shortText(name, name, '', NONE),
  text: (name: string) => text(name, name, '', NONE),
  day: (name: string) => day(name, name, '', NONE),
  amount: (name: string) => amount(name, name, '', NONE),
};

export const CORDIS_PROJECT_COLUMNS = {
  id: wanted(official.shortText('id')),
  acronym: wanted(official.shortText('acronym')),
  status: wanted(official.shortText('status')),
  title: wanted(official.text('title')),
  startDate: official.day('startDate'),
  endDate: official.day('endDate'),
  ecMaxContribution: wanted(official.amount('ecMaxContribution')),
  ecSignatureDate: official.day('ecSignatureDate'),
  objective: official.text('objective'),
};
export type CordisProjectRow = RowOf<typeof CORDIS_PROJECT_COLUMNS>;

export const CORDIS_ORGANISATION_COLUMNS = {
  projectID: wanted(official.shortText('projectID')),
  organisationID: wanted(official.shortText('organisationID')),
  vatNumber: official.shortText('vatNumber'),
  name: wanted(official.shortText('name')),
  country: official.shortText('country'),
  role: wanted(official.shortText('role')),
  ecContribution: official.amount('ecContribution'),
  totalCost: official.amount('totalCost'),
  endOfParticipation: official.shortText('endOfParticipation'),
};
export type CordisOrganisationRow = RowOf<typeof CORDIS_ORGANISATION_COLUMNS>;

export const ADEME_COLUMNS = {
  identifier: wanted(official.shortText('identifier')),
  title: wanted(official.text('title')),
  budgetamount: official.amount('budgetamount'),
  budgetgrant: wanted(official.amount('budgetgrant')),
  start_date: official.day('start_date'),
  announced_end_date: official.day('announced_end_date'),
  end_date: official.day('end_date'),
  status: official.shortText('status'),
  granteename: wanted(official.shortText('granteename')),
};
export type AdemeRow = RowOf<typeof ADEME_COLUMNS>;
