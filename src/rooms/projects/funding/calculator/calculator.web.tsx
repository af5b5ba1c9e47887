import type { FieldError, Page } from '#kit/web/page.ts';
import { page, perform, type Route, raw, type Values, type Visit } from '#kit/web/route.ts';
import { refusedFields } from '#kit/web/server.ts';
import { typedAmounts, typedEuros } from '#kit/web/typed-money.ts';
import { listCalls } from '../calls/call-list.query.ts';
import { RESEARCH_CATEGORIES } from '../funding-facts.ts';
import { computeFreeAid } from './free-aid.query.ts';
import { freeCalculatorPage, MOST_PARTNERS } from './free-calculator.page.tsx';
import { computeProjectAid, type ProjectAidView } from './project-aid.query.ts';
import { projectCalculatorPage, projectEligibilityPage } from './project-calculator.page.tsx';

const PARTNERS_AT_FIRST = 3;

const partnersAsked = (visit: Visit): number => {
  const asked = Number(visit.search.get('partenaires') ?? PARTNERS_AT_FIRST);
  return Number.isSafeInteger(asked) ? Math.min(MOST_PARTNERS, Math.max(1, asked)) : PARTNERS_AT_FIRST;
};

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const given = (value: unknown): string | undefined => text(value) || undefined;
const yesOrNo = (value: unknown): boolean | undefined => (text(value) === '' ? undefined : text(value) === 'true');

/** The costs of one partner under their field names; null when no cell was filled. */
const costFields = (prefix: string): string[] => RESEARCH_CATEGORIES.map((category) => `${prefix}.costs.${category}`);

function costsOf(prefix: string, amounts: Readonly<Record<string, number | null>>): Record<string, number> | null {
  const cells = RESEARCH_CATEGORIES.map((category) => [category, amounts[`${prefix}.costs.${category}`]] as const);
  if (cells.every(([, amount]) => amount == null)) return null;
  return Object.fromEntries(cells.map(([category, amount]) => [category, amount ?? 0]));
}

/** Every amount of a form, read at once, so that all that is not legible is told at once. */
const amountsOf = (typed: Values, fields: readonly string[]): Record<string, number | null> =>
  typedAmounts(Object.fromEntries(fields.map((field) => [field, typed[field]])));

const AMOUNTS = ['subcontractedCents', 'askedCents', 'otherPublicCents'] as const;

function freeInput(typed: Values, partners: number) {
  const prefixes = Array.from({ length: partners }, (_, index) => `partners.${index}`);
  const amounts = amountsOf(
    typed,
    prefixes.flatMap((prefix) => [...costFields(prefix), ...AMOUNTS.map((field) => `${prefix}.${field}`)]),
  );
  const described = prefixes.filter((prefix, index) => index === 0 || given(typed[`${prefix}.name`]));
  return {
    call: text(typed.call),
    decisionOn: given(typed.decisionOn),
    labelled: text(typed.labelled) !== '',
    wideDissemination: text(typed.wideDissemination) !== '',
    partners: described.map((prefix) => ({
      name: text(typed[`${prefix}.name`]),
      kind: given(typed[`${prefix}.kind`]),
      size: given(typed[`${prefix}.size`]),
      group: given(typed[`${prefix}.group`]),
      inTerritory: yesOrNo(typed[`${prefix}.inTerritory`]),
      costs: costsOf(prefix, amounts) ?? {},
      subcontractedCents: amounts[`${prefix}.subcontractedCents`] ?? undefined,
      askedCents: amounts[`${prefix}.askedCents`],
      otherPublicCents: amounts[`${prefix}.otherPublicCents`] ?? undefined,
      costBasis: given(typed[`${prefix}.costBasis`]),
      freeToPublish: yesOrNo(typed[`${prefix}.freeToPublish`]),
    })),
  };
}

/** The form at first: firms, the last of three a laboratory, labelled. */
const atFirst = (partners: number): Values => ({
  labelled: 'oui',
  ...Object.fromEntries(
    Array.from({ length: partners }, (_, index) => [`partners.${index}.kind`, index === 2 ? 'laboratory' : 'firm']),
  ),
});

async function freePage(visit: Visit, filled: Omit<Parameters<typeof freeCalculatorPage>[0], 'calls' | 'partners'>) {
  const calls = await perform(listCalls, {}, visit.call);
  return freeCalculatorPage({ calls, partners: partnersAsked(visit), ...filled });
}

/** What an operation refuses stands beside the fields; anything else is not the form's affair. */
async function answeredOrRefused<T>(
  work: () => Promise<T>,
): Promise<{ answer: T | null; errors: readonly FieldError[] }> {
  try {
    return { answer: await work(), errors: [] };
  } catch (error) {
    const errors = refusedFields(error);
    if (!errors) throw error;
    return { answer: null, errors };
  }
}

const freeForm = raw({
  path: '/projets/calculateur',
  of: computeFreeAid,
  method: 'GET',
  handle: (visit) =>
    freePage(visit, {
      values: { ...atFirst(partnersAsked(visit)), call: visit.search.get('appel') ?? '' },
      errors: [],
      answer: null,
    }),
});

const freeAnswer = raw({
  path: '/projets/calculateur',
  of: computeFreeAid,
  method: 'POST',
  async handle(visit, c): Promise<Page> {
    const values = (await c.req.parseBody({ all: true })) as Values;
    const { answer, errors } = await answeredOrRefused(async () =>
      perform(computeFreeAid, freeInput(values, partnersAsked(visit)) as never, visit.call),
    );
    return freePage(visit, { values, errors, answer });
  },
});

const callAsked = (visit: Visit): string | undefined => visit.search.get('appel') || undefined;

const eligible = page({
  path: '/projets/:project/financement/recevabilite',
  of: computeProjectAid,
  input: (visit) => ({ project: visit.params.project!, call: callAsked(visit) }),
  view: ({ data }) => projectEligibilityPage({ data }),
});

/** The form starts from what is filed. */
const filedValues = ({ partners }: ProjectAidView): Values =>
  Object.fromEntries(
    partners.flatMap((partner, index) => {
      const prefix = `tried.partners.${index}`;
      return [
        ...RESEARCH_CATEGORIES.map((category) => [
          `${prefix}.costs.${category}`,
          typedEuros(partner.costs[category] ?? null),
        ]),
        [`${prefix}.subcontractedCents`, typedEuros(partner.subcontractedCents)],
        [`${prefix}.otherPublicCents`, typedEuros(partner.otherPublicCents)],
      ];
    }),
  );

function triedInput(typed: Values, { partners }: ProjectAidView) {
  const prefixes = partners.map((_, index) => `tried.partners.${index}`);
  const amounts = amountsOf(
    typed,
    prefixes.flatMap((prefix) => [...costFields(prefix), `${prefix}.subcontractedCents`, `${prefix}.otherPublicCents`]),
  );
  return {
    call: given(typed.call),
    decisionOn: given(typed.decisionOn),
    labelled: yesOrNo(typed.labelled),
    wideDissemination: text(typed.wideDissemination) === '' ? undefined : true,
    partners: partners.map(({ partner }, index) => {
      const prefix = prefixes[index]!;
      return {
        partner,
        size: given(typed[`${prefix}.size`]),
        inTerritory: yesOrNo(typed[`${prefix}.inTerritory`]),
        freeToPublish: yesOrNo(typed[`${prefix}.freeToPublish`]),
        costs: costsOf(prefix, amounts),
        subcontractedCents: amounts[`${prefix}.subcontractedCents`],
        otherPublicCents: amounts[`${prefix}.otherPublicCents`],
      };
    }),
  };
}

const filed = (visit: Visit) => ({ project: visit.params.project!, call: callAsked(visit) });

const projectForm = page({
  path: '/projets/:project/financement/calculateur',
  of: computeProjectAid,
  input: filed,
  view: ({ data }) => projectCalculatorPage({ data, values: filedValues(data), errors: [] }),
});

const projectAnswer = raw({
  path: '/projets/:project/financement/calculateur',
  of: computeProjectAid,
  method: 'POST',
  async handle(visit, c): Promise<Page> {
    const values = (await c.req.parseBody({ all: true })) as Values;
    const before = await perform(computeProjectAid, filed(visit), visit.call);
    const { answer, errors } = await answeredOrRefused(async () =>
      perform(computeProjectAid, { ...filed(visit), tried: triedInput(values, before) } as never, visit.call),
    );
    return projectCalculatorPage({ data: answer ?? before, values, errors });
  },
});

export const calculatorRoutes: readonly Route[] = [freeForm, freeAnswer, eligible, projectForm, projectAnswer];
