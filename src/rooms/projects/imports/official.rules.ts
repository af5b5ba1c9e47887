import { parseSiren } from '#rooms/registry';
import type { AdemeRow, CordisOrganisationRow, CordisProjectRow } from './official-columns.ts';
import { PARTNER_COLUMNS, type PartnerRow, PROJECT_COLUMNS, type ProjectRow } from './project-columns.ts';
import type { Line } from './table.rules.ts';

/*
 * What the official layouts say in the words of ours. They give no stage before the agreement, no label, and no cost by category of research: none
 * is made up. What a funder grants there is kept as the aid that the partner asked.
 */

const emptyRow = (columns: object) => Object.fromEntries(Object.keys(columns).map((field) => [field, null]));
const EMPTY_PROJECT = emptyRow(PROJECT_COLUMNS) as ProjectRow;
const EMPTY_PARTNER = emptyRow(PARTNER_COLUMNS) as PartnerRow;

const ACRONYM_LENGTH = 60;

/** Where a fault on one of our fields stands in the official file. */
export const OFFICIAL_FIELDS = {
  own: {},
  'cordis-projects': {
    reference: 'id',
    researchStartsOn: 'startDate',
    researchEndsOn: 'endDate',
    openedOn: 'ecSignatureDate',
    agreement: 'ecSignatureDate',
    running: 'startDate',
    completed: 'endDate',
    abandoned: 'endDate',
    summary: 'objective',
  },
  'cordis-organisations': {
    reference: 'projectID',
    siren: 'vatNumber',
    organisation: 'name',
    lead: 'role',
    asked: 'ecContribution',
  },
  ademe: {
    reference: 'identifier',
    acronym: 'title',
    openedOn: 'start_date',
    researchStartsOn: 'start_date',
    running: 'start_date',
    researchEndsOn: 'announced_end_date',
    completed: 'end_date',
    organisation: 'granteename',
    asked: 'budgetgrant',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** The later of two days, unknown ones aside. */
const later = (...days: readonly (string | null)[]): string | null =>
  days
    .filter((one) => one !== null)
    .sort()
    .at(-1) ?? null;
const earlier = (...days: readonly (string | null)[]): string | null =>
  days.filter((one) => one !== null).sort()[0] ?? null;
const ifCome = (on: string | null, today: string): string | null => (on !== null && on <= today ? on : null);

type Day = ProjectRow['openedOn'];

/** CORDIS, `project.csv`. Statuses: SIGNED, CLOSED, TERMINATED. */
export function cordisProject({ row, values }: Line<CordisProjectRow>, today: string): Line<ProjectRow> {
  const { startDate, endDate, ecSignatureDate } = values;
  const status = values.status?.toUpperCase();
  // Work may start before the signature; the stage is reached when both are there.
  const running = ifCome(later(startDate, ecSignatureDate), today);
  const end = ifCome(later(endDate, running), today);
  return {
    row,
    values: {
      ...EMPTY_PROJECT,
      reference: values.id,
      acronym: values.acronym!.slice(0, ACRONYM_LENGTH),
      title: values.title,
      summary: values.objective,
      openedOn: earlier(ecSignatureDate, startDate) as Day,
      researchStartsOn: startDate,
      researchEndsOn: endDate,
      agreement: ecSignatureDate,
      running: startDate === null ? null : (running as Day),
      completed: status === 'CLOSED' ? (end as Day) : null,
      abandoned: status === 'TERMINATED' ? ((end ?? running ?? ecSignatureDate) as Day) : null,
      abandonReason: status === 'TERMINATED' ? 'CORDIS\u202f: TERMINATED' : null,
    },
  };
}

/** CORDIS writes two countries otherwise than ISO 3166. */
const CORDIS_COUNTRIES: Readonly<Record<string, string>> = { EL: 'GR', UK: 'GB' };

/** A French VAT number ends with the SIREN: FR, two characters of key, nine digits. */
export function sirenOfVat(vat: string | null): string | null {
  const match = /^FR[0-9A-Z]{2}(\d{9})$/.exec((vat ?? '').toUpperCase().replace(/[\s.-]/g, ''));
  const read = match ? parseSiren(match[1]!) : null;
  return read?.ok ? read.siren : null;
}

/** CORDIS, `organization.csv`. A participation that ended has no day there: the end of the research, or today when that comes first. */
export function cordisPartner(
  { row, values }: Line<CordisOrganisationRow>,
  today: string,
  researchEndsOn: string | null,
): Line<PartnerRow> & { readonly name: string } {
  const country = values.country?.toUpperCase() ?? null;
  const ended = /^(true|1)$/i.test(values.endOfParticipation ?? '');
  const role = values.role!.toLowerCase();
  return {
    row,
    name: values.name!,
    values: {
      ...EMPTY_PARTNER,
      reference: values.projectID,
      siren: sirenOfVat(values.vatNumber),
      lead: role === 'coordinator',
      role,
      country: country === null ? null : (CORDIS_COUNTRIES[country] ?? country),
      asked: values.ecContribution,
      leftOn: ended ? ((earlier(researchEndsOn, today) as PartnerRow['leftOn']) ?? null) : null,
      leaveReason: ended ? 'CORDIS\u202f: endOfParticipation' : null,
    },
  };
}

/** ADEME: a project and its only beneficiary, which leads it. */
export function ademeProject({ row, values }: Line<AdemeRow>, today: string): Line<ProjectRow> {
  const running = ifCome(values.start_date, today);
  return {
    row,
    values: {
      ...EMPTY_PROJECT,
      reference: values.identifier,
      acronym: values.title!.slice(0, ACRONYM_LENGTH).trim(),
      title: values.title,
      openedOn: values.start_date,
      researchStartsOn: values.start_date,
      researchEndsOn: values.end_date ?? values.announced_end_date,
      running,
      completed: running === null ? null : (ifCome(values.end_date, today) as Day),
    } as ProjectRow,
  };
}

export const ademePartner = ({ row, values }: Line<AdemeRow>): Line<PartnerRow> & { readonly name: string } => ({
  row,
  name: values.granteename!,
  values: { ...EMPTY_PARTNER, reference: values.identifier, lead: true, asked: values.budgetgrant },
});
