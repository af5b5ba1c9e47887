import { type Day, yearOf } from '#kit/period.ts';
import { type LineSubject, RESULT_KINDS, type ResultKind } from '../delivery/delivery.ts';
import { readReference } from '../delivery/result-reference.rules.ts';
import type { ResultRow } from './money-columns.ts';
import {
  hasCome,
  type Known,
  type KnownPartner,
  type KnownProject,
  organisationOfSiren,
  type Plan,
  projectNamed,
} from './plan.ts';
import type { Line } from './table.rules.ts';

/** What tells two lines apart, and what a line says; the same text as `known.store.ts` makes of the rows of the store. */
export const lineKey = (subject: LineSubject, ...parts: readonly (string | number | null)[]): string =>
  [subject, ...parts.map((part) => part ?? '')].join('|');
export const lineContent = (...parts: readonly (string | number | null)[]): string =>
  parts.map((part) => (part === null ? '' : String(part))).join('|');

const isResult = (kind: string): kind is ResultKind => (RESULT_KINDS as readonly string[]).includes(kind);

/** Decides what each line of a file of results creates or replaces. */
export function planResults(plan: Plan, known: Known, lines: readonly Line<ResultRow>[]): void {
  const seen = new Map<string, number>();
  for (const { row, values } of lines) {
    const project = projectNamed(plan, known, row, values.reference!);
    const organisation = organisationOfSiren(plan, known, row, values.siren!);
    hasCome(plan, known, row, 'on', values.kind === 'market-year' ? `${yearOf(values.on!)}-01-01` : values.on);
    if (!project || !organisation) continue;
    const partner = (known.partners.get(project.id) ?? []).find((one) => one.organisation_id === organisation.id);
    if (!partner) {
      plan.refuse(
        row,
        'siren',
        `${organisation.name} n’est pas partenaire de ce projet. Importez d’abord ses partenaires.`,
        `${organisation.name} is not a partner of this project. Import its partners first.`,
      );
      continue;
    }
    const line = lineOf(plan, known, row, values, project, partner);
    if (plan.isWrong(row) || !line) continue;
    const twin = seen.get(line.key);
    if (twin !== undefined) {
      plan.refuse(
        row,
        'kind',
        `La ligne ${twin} dit déjà cela de ce partenaire. Gardez-en une.`,
        `Line ${twin} already says this of this partner. Keep one of them.`,
      );
      continue;
    }
    seen.set(line.key, row);
    const present = (known.outcomes.get(project.id) ?? []).find(({ key }) => key === line.key);
    if (present?.content === line.content) {
      plan.settle(row, 'unchanged');
      continue;
    }
    line.write();
    if (present) plan.writes.replaced.push({ subject: present.subject, id: present.id, by: line.id });
    plan.settle(row, present ? 'change' : 'create');
  }
}

interface PlannedLine {
  readonly id: string;
  readonly key: string;
  readonly content: string;
  readonly write: () => void;
}

function lineOf(
  plan: Plan,
  known: Known,
  row: number,
  values: ResultRow,
  project: KnownProject,
  partner: KnownPartner,
): PlannedLine | null {
  const base = { project_id: project.id, partner_id: partner.id, source: known.evidence, recorded_at: known.now };
  const open = { withdrawn_on: null, withdrawn_reason: null };
  const on = values.on as Day;
  const kind = values.kind!;
  if (isResult(kind)) {
    const read = readReference(kind, values.number);
    if (!read.ok) plan.refuse(row, 'number', read.reason.fr, read.reason.en);
    if (values.title === null)
      plan.refuse(row, 'title', 'Un résultat a un intitulé\u202f: donnez-le.', 'A result has a title: give it.');
    if (!read.ok || values.title === null) return null;
    const id = plan.newId('rst');
    const { reference } = read;
    const { title } = values;
    return {
      id,
      key: lineKey('result', partner.id, kind, title, on),
      content: lineContent(reference),
      write: () => void plan.writes.results.push({ id, ...base, ...open, kind, title, obtained_on: on, reference }),
    };
  }
  if (kind === 'investment') {
    const jobs = values.jobsCreated === null ? null : Math.round(values.jobsCreated);
    const id = plan.newId('ind');
    return {
      id,
      key: lineKey('industrialisation', partner.id, on),
      content: lineContent(values.amount, jobs),
      write: () =>
        void plan.writes.industrialisations.push({
          id,
          ...base,
          ...open,
          commune: null,
          investment_cents: values.amount,
          decided_on: on,
          production_starts_on: null,
          jobs,
          application_id: null,
        }),
    };
  }
  if (kind === 'first-sale') {
    const country = values.country ?? 'FR';
    const id = plan.newId('sal');
    return {
      id,
      key: lineKey('first-sale', partner.id, on, country),
      content: lineContent(values.amount),
      write: () =>
        void plan.writes.firstSales.push({
          id,
          ...base,
          ...open,
          result_id: null,
          sold_on: on,
          country,
          amount_cents: values.amount,
        }),
    };
  }
  const figures = [values.amount, values.exportPercent, values.jobsCreated, values.jobsKept] as const;
  if (figures.every((figure) => figure === null)) {
    plan.refuse(
      row,
      'amount',
      'Une année de marché dit au moins un chiffre\u202f: ventes, part export ou emplois.',
      'A market year tells at least one figure: revenue, export share or jobs.',
    );
    return null;
  }
  const year = yearOf(on);
  if (year < 2000) plan.refuse(row, 'on', 'Une année de marché commence à 2000.', 'A market year starts from 2000.');
  const id = plan.newId('mky');
  const jobs = (count: number | null) => (count === null ? null : Math.round(count * 10) / 10);
  const [created, kept] = [jobs(values.jobsCreated), jobs(values.jobsKept)];
  return {
    id,
    key: lineKey('market-year', partner.id, year),
    content: lineContent(values.amount, values.exportPercent, created, kept),
    write: () =>
      void plan.writes.marketYears.push({
        id,
        ...base,
        year,
        revenue_cents: values.amount,
        export_percent: values.exportPercent,
        jobs_created: created,
        jobs_kept: kept,
        follow_up_id: null,
        replaced_on: null,
        replaced_reason: null,
      }),
  };
}
