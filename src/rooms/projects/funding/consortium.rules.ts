import { inBoth } from './funding.sentences.ts';
import type { PartnerFacts, ProjectFacts } from './funding-facts.ts';
import type { CallRules } from './funding-window.ts';
import { isFirm, isResearchBody, isResearchInstitute, isSmeOrEti } from './partner.rules.ts';
import {
  type Answer,
  countOf,
  every,
  findingOf,
  type Provenance,
  type RuleLine,
  reaches,
  ruleLine,
  type Span,
  some,
} from './verdict.rules.ts';

type Group<Name extends keyof CallRules> = NonNullable<CallRules[Name]>;

const given = ({ rule, source, certainty }: Provenance): Provenance => ({ rule, source, certainty });

function countLine(
  group: Provenance,
  check: 'firms' | 'sme-or-eti' | 'research-bodies',
  found: Span,
  least: number,
): RuleLine {
  const finding = findingOf(reaches(found, least));
  return ruleLine({
    ...given(group),
    check,
    finding,
    sentence: inBoth((words) => words.count[check][finding](found.least, least, found.most)),
    figures: [
      { what: check, unit: 'count', value: found.least },
      { what: `possible-${check}`, unit: 'count', value: found.most },
      { what: 'at-least', unit: 'count', value: least },
    ],
  });
}

/** How many groups the firms belong to: a firm of unknown group may be of any other’s, or alone. */
function groupsOf(partners: readonly PartnerFacts[]): Span {
  const sure = partners.filter((partner) => isFirm(partner) === true);
  const known = (list: readonly PartnerFacts[]) => new Set(list.flatMap(({ group }) => group ?? [])).size;
  const all = partners.filter((partner) => isFirm(partner) !== false);
  return {
    least: Math.max(known(sure), sure.length > 0 ? 1 : 0),
    most: known(all) + all.filter(({ group }) => group === null).length,
  };
}

/** Firms and research bodies of the consortium (R66, R78), and whether its firms are of different groups (R67). */
export function consortiumLines(group: Group<'consortium'>, { partners }: ProjectFacts): RuleLine[] {
  const groups = groupsOf(partners);
  const independent = findingOf(reaches(groups, group.firms));
  return [
    countLine(group, 'firms', countOf(partners.map(isFirm)), group.firms),
    ruleLine({
      ...given(group.sameGroup),
      check: 'different-groups',
      finding: independent,
      sentence: inBoth((words) => words.groups[independent](groups.least, group.firms)),
      figures: [
        { what: 'groups', unit: 'count', value: groups.least },
        { what: 'possible-groups', unit: 'count', value: groups.most },
        { what: 'at-least', unit: 'count', value: group.firms },
      ],
    }),
    ...(group.smeOrEti > 0
      ? [
          countLine(
            group,
            'sme-or-eti',
            countOf(partners.map((partner) => every([isFirm(partner), isSmeOrEti(partner)]))),
            group.smeOrEti,
          ),
        ]
      : []),
    countLine(group, 'research-bodies', countOf(partners.map(isResearchBody)), group.research),
  ];
}

/** The lead is a firm (R68). Several leads are an error; nobody named is a question. */
export function leadLine(group: Provenance, { partners }: ProjectFacts): RuleLine {
  const leads = partners.filter(({ lead }) => lead);
  const answer: Answer = leads.length === 1 ? isFirm(leads[0]!) : leads.length === 0 ? null : false;
  const finding = findingOf(answer);
  return ruleLine({
    ...given(group),
    check: 'lead-is-firm',
    partner: leads.length === 1 ? leads[0]!.id : null,
    finding,
    sentence: inBoth((words) => {
      if (leads.length === 0) return words.lead.nobody;
      if (leads.length > 1) return words.lead.several(leads.map(({ name }) => name));
      return words.lead[finding](leads[0]!.name);
    }),
    figures: [{ what: 'leads', unit: 'count', value: leads.length }],
  });
}

/** IRT and ITE (R75): never lead, and no money of the investissements d’avenir beside the call for an IRT. They count for nothing in R66. */
export function instituteLines(group: Provenance, { partners }: ProjectFacts): RuleLine[] {
  const leads = some(partners.filter(({ lead }) => lead).map(isResearchInstitute));
  const leadFinding = findingOf(leads === null ? null : !leads);
  // Only who is known as an IRT is asked about its money: a laboratory is not suspected of being one.
  const institutes = partners.filter(({ special }) => special === 'irt');
  const money = findingOf(every(institutes.map(({ piaOnProject }) => (piaOnProject === null ? null : !piaOnProject))));
  const names = institutes.map(({ name }) => name);
  return [
    ruleLine({
      ...given(group),
      check: 'institute-never-leads',
      finding: leadFinding,
      sentence: inBoth((words) => words.institute.lead[leadFinding]),
    }),
    ...(institutes.length > 0
      ? [
          ruleLine({
            ...given(group),
            check: 'institute-single-funding',
            finding: money,
            sentence: inBoth((words) => words.institute.money[money](names)),
          }),
        ]
      : []),
  ];
}
