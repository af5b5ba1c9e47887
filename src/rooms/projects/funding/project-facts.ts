import { type Cents, cents } from '#kit/money.ts';
import type { Day } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import { type EnterpriseSize, regionVintageOn } from '#rooms/registry';
import { aidSizeOf } from './aid-size.rules.ts';
import { GRANTED, isAlive } from './files/application.ts';
import { inBoth } from './funding.sentences.ts';
import {
  type LabelFacts,
  type PartnerFacts,
  type ProjectFacts,
  RESEARCH_CATEGORIES,
  type ResearchCategory,
} from './funding-facts.ts';
import type { FundingCall } from './funding-window.ts';
import { isFirm } from './partner.rules.ts';
import type { ApplicationRow, PartnerRow, ProjectRow } from './project-facts.store.ts';

/** Before what the facts are taken: a call, on a day, for one file of the project when there is one. */
export interface FactsSetting {
  readonly call: FundingCall;
  /** Day of the decision: of a file already decided, that day; otherwise today. */
  readonly decisionOn: Day;
  readonly application: ApplicationRow | null;
  /** By organisation, on the decision day (R56). */
  readonly enterprises: ReadonlyMap<string, EnterpriseSize>;
}

const amount = (count: number | null): Cents | null => (count === null ? null : cents(count));

function costsOf({ costs, costsStated }: PartnerRow): PartnerFacts['costs'] {
  const total = (category: ResearchCategory): Cents | null => {
    const own = (costs ?? []).filter(([, research]) => research === category);
    if (own.length === 0 && !costsStated) return null;
    return cents(own.reduce((sum, [, , count]) => sum + count, 0));
  };
  return Object.fromEntries(RESEARCH_CATEGORIES.map((one) => [one, total(one)])) as PartnerFacts['costs'];
}

function subcontractedOf({ costs, costsStated }: PartnerRow): Cents | null {
  if (!costsStated) return null;
  return cents((costs ?? []).reduce((sum, [nature, , count]) => sum + (nature === 'subcontracting' ? count : 0), 0));
}

/**
 * Clusters in whose regions the work is done. The exact territory of a cluster is in no register: its regions stand in for it, and whoever shows the
 * answer says so (`factsCaveats`). Regions are those of the closing day (R12, R70), or of the decision when nobody knows when the call closes.
 */
function territoriesOf(partner: PartnerRow, { territories }: ProjectRow, closesOn: Day): string[] | null {
  if (partner.country !== 'FR') return [];
  const vintage = regionVintageOn(closesOn);
  const region = partner.regions?.[vintage];
  if (region === undefined) return null;
  return Object.entries(territories).flatMap(([cluster, regions]) =>
    regions.includes(`${region}@${vintage}`) ? [cluster] : [],
  );
}

/** Public money on the same costs from outside the call: what the partner declares, and what other calls granted on this project. */
function otherPublic(partner: PartnerRow, { applications }: ProjectRow, call: FundingCall): Cents | null {
  const granted = applications
    .filter((one) => one.call !== call.id && isAlive(one.state) && GRANTED.includes(one.state))
    .flatMap(({ parts }) => parts)
    .reduce((sum, part) => (part.partner === partner.id ? sum + (part.grantedCents ?? 0) : sum), 0);
  if (partner.otherPublicCents === null && granted === 0) return null;
  return cents((partner.otherPublicCents ?? 0) + granted);
}

function partnerFacts(project: ProjectRow, row: PartnerRow, setting: FactsSetting): PartnerFacts {
  const { call, application, decisionOn, enterprises } = setting;
  const enterprise = enterprises.get(row.organisation) ?? null;
  const closesOn = call.closes ?? decisionOn;
  const part = application?.parts.find(({ partner }) => partner === row.id);
  const facts: PartnerFacts = {
    id: row.id,
    name: row.name,
    lead: row.lead,
    kind: row.kind,
    special: row.special,
    size: null,
    group: enterprise?.head ?? row.organisation,
    country: row.country,
    region: row.regions?.[regionVintageOn(closesOn)] ?? null,
    inTerritoryOf: territoriesOf(row, project, closesOn),
    costs: costsOf(row),
    subcontractedCents: subcontractedOf(row),
    costBasis: row.costBasis,
    askedCents: amount(part ? part.askedCents : application ? 0 : row.askedCents),
    otherPublicCents: otherPublic(row, project, call),
    piaOnProject: row.piaOnProject,
    freeToPublish: row.freeToPublish,
    economicActivity: row.economicActivity,
    appliedOn: row.appliedOn,
    startsOn: row.startsOn,
  };
  if (isFirm(facts) === false || !enterprise) return facts;
  const { answer, headcount, revenue, balanceSheet } = enterprise;
  return { ...facts, size: aidSizeOf({ category: answer.category, headcount, revenue, balanceSheet }) };
}

/** Labels that count before this call: a label is given for one call and no other (R61). */
const labelFacts = (project: ProjectRow, call: FundingCall): LabelFacts[] =>
  project.labels
    .filter((label) => label.call === call.id && label.granted)
    .map(({ cluster, lead, decidedOn }) => ({ cluster, lead, decidedOn }));

/** What the rules read of a project (R66 to R98), from its rows: unknown stays unknown. */
export const projectFacts = (project: ProjectRow, setting: FactsSetting): ProjectFacts => ({
  partners: project.partners.map((row) => partnerFacts(project, row, setting)),
  labels: labelFacts(project, setting.call),
  closesOn: null,
  decisionOn: setting.decisionOn,
  researchEndsOn: project.researchEndsOn,
  launchOn: project.launchPlannedOn,
  wideDissemination: project.wideDissemination,
  laboratoryShareJustified: project.laboratoryShareJustified,
  loan: setting.application?.loan ?? null,
});

/** What was presumed for want of a better register; shown beside every answer that rests on it. */
export const factsCaveats = (facts: ProjectFacts): Say[] =>
  facts.partners.some(({ inTerritoryOf, country }) => inTerritoryOf !== null && country === 'FR')
    ? [inBoth((words) => words.assumptions.territoryByRegion)]
    : [];
