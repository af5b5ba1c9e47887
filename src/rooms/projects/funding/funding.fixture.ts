import { type Cents, cents, euros } from '#kit/money.ts';
import { day } from '#kit/period.ts';
import type {
  AidSize,
  LabelFacts,
  LoanFacts,
  PartnerFacts,
  ProjectFacts,
  ResearchCategory,
  ResearchCosts,
} from './funding-facts.ts';
import type { FundingReference } from './funding-reference.load.ts';

/** A fixture says only what matters (STYLE 10): everything else is known, plausible and against no rule. */

export const CLUSTER = 'minalogic';
export const OTHER_CLUSTER = 'systematic';
export const CLOSING_OF_FUI_21 = day('2015-12-08');
export const thousands = (count: number): Cents => euros(count * 1_000);
export const millions = (count: number): Cents => euros(count * 1_000_000);

export const costs = (given: Partial<Record<ResearchCategory, Cents | null>>): ResearchCosts => ({
  fundamental: cents(0),
  industrial: cents(0),
  experimental: cents(0),
  feasibility: cents(0),
  ...given,
});

export const size = (category: AidSize): PartnerFacts['size'] => ({ category, definition: 'eu-2003-361' });

/** A small firm alone in its group, working in the territory of the lead cluster, 600 k€ of industrial research. */
export const firm = (id: string, given: Partial<PartnerFacts> = {}): PartnerFacts => ({
  id,
  name: id,
  lead: false,
  kind: 'firm',
  special: 'none',
  size: size('small'),
  group: id,
  country: 'FR',
  region: '82',
  inTerritoryOf: [CLUSTER],
  costs: costs({ industrial: thousands(600) }),
  subcontractedCents: cents(0),
  costBasis: 'full',
  askedCents: thousands(200),
  otherPublicCents: cents(0),
  piaOnProject: false,
  freeToPublish: null,
  economicActivity: null,
  appliedOn: day('2015-11-02'),
  startsOn: day('2016-03-01'),
  ...given,
});

/** A public laboratory at full costs, free to publish, 400 k€ of industrial research. */
export const laboratory = (id: string, given: Partial<PartnerFacts> = {}): PartnerFacts =>
  firm(id, {
    kind: 'laboratory',
    size: null,
    costs: costs({ industrial: thousands(400) }),
    askedCents: thousands(160),
    freeToPublish: true,
    economicActivity: false,
    ...given,
  });

export const label = (given: Partial<LabelFacts> = {}): LabelFacts => ({
  cluster: CLUSTER,
  lead: true,
  decidedOn: day('2015-11-20'),
  ...given,
});

export const loan = (given: Partial<LoanFacts> = {}): LoanFacts => ({
  borrower: 'alpha',
  amountCents: millions(2),
  privateCofundingCents: millions(2),
  origin: 'fui',
  originFundedByState: true,
  workDone: true,
  years: 7,
  deferredYears: 2,
  ...given,
});

/** Two independent small firms and a laboratory, labelled in time for FUI 21: every rule of that call that is known is met. */
export const project = (given: Partial<ProjectFacts> = {}): ProjectFacts => ({
  partners: [firm('alpha', { lead: true }), firm('beta'), laboratory('labo')],
  labels: [label()],
  closesOn: null,
  decisionOn: day('2016-02-15'),
  researchEndsOn: day('2018-12-31'),
  launchOn: day('2020-06-30'),
  wideDissemination: false,
  laboratoryShareJustified: null,
  loan: null,
  ...given,
});

/** FUI 21 as if one project could have so much aid and no more: no call that is known has such a ceiling. */
export const withCeiling = (reference: FundingReference, mostCents: Cents): FundingReference => ({
  ...reference,
  calls: reference.calls.map((call) =>
    call.id === 'fui-21'
      ? {
          ...call,
          rules: { ...call.rules, projectAid: { rule: 'R77', source: 'essai', certainty: 'official', mostCents } },
        }
      : call,
  ),
});
