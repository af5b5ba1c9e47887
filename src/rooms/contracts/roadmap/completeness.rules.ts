import type { Say } from '#kit/say.ts';
import { ofKind } from '../clause/clause.ts';
import type { PartyKind } from '../contract.ts';
import { contractAddress } from '../contract-address.ts';
import { advice, type Gap, type GapCode, missing, type ProjectFacts } from './gap.ts';
import { objectiveGaps } from './objective-gaps.rules.ts';

/** Sections of the diagnosis that R28 speaks of: objectives are individualised by ambition and potential. */
const ASKED_SECTIONS = ['ambition', 'potential'] as const;
const ADVISED_SECTIONS = ['ecosystem', 'positioning', 'strengths', 'weaknesses'] as const;
export const SECTION_NAMES: Record<(typeof ASKED_SECTIONS)[number] | (typeof ADVISED_SECTIONS)[number], Say> = {
  ecosystem: { fr: 'écosystème', en: 'ecosystem' },
  positioning: { fr: 'positionnement', en: 'positioning' },
  strengths: { fr: 'forces', en: 'strengths' },
  weaknesses: { fr: 'faiblesses', en: 'weaknesses' },
  ambition: { fr: 'ambition', en: 'ambition' },
  potential: { fr: 'potentiel', en: 'potential' },
};

/** Everything that the project lacks, what blocks first. Pure: the same project always gives the same list. */
export function gapsOf(facts: ProjectFacts): Gap[] {
  const gaps = [...partyGaps(facts), ...strategyGaps(facts), ...objectiveGaps(facts), ...moneyGaps(facts)];
  return gaps.toSorted((a, b) => Number(a.severity === 'advice') - Number(b.severity === 'advice'));
}

function partyGaps({ contract, parties }: ProjectFacts): Gap[] {
  const href = contractAddress(contract, 'signature');
  const asked: [PartyKind, GapCode, Say][] = [
    [
      'state',
      'no-state',
      { fr: 'L’État n’est pas partie au contrat.', en: 'The State is not a party to the contract.' },
    ],
    [
      'region',
      'no-region',
      { fr: 'Aucune région n’est partie au contrat.', en: 'No region is a party to the contract.' },
    ],
    [
      'cluster',
      'no-association',
      {
        fr: 'L’association du pôle n’est pas partie au contrat.',
        en: 'The cluster’s association is not a party to the contract.',
      },
    ],
  ];
  return asked
    .filter(([kind]) => !parties.some((party) => party.kind === kind))
    .map(([, code, sentence]) => missing({ code, rule: 'R22', sentence, href, who: 'state' }));
}

function strategyGaps({ contract, clauses }: ProjectFacts): Gap[] {
  const at = (field: string) => contractAddress(contract, 'strategy', `/${field}`);
  const gaps: Gap[] = [];
  if (ofKind(clauses, 'area').length === 0)
    gaps.push(
      missing({
        code: 'no-area',
        rule: null,
        sentence: {
          fr: 'Décrivez au moins un domaine d’activités stratégiques (technologie × marché).',
          en: 'Describe at least one strategic business area (technology × market).',
        },
        href: at('domaines/nouveau'),
      }),
    );
  const markets = ofKind(clauses, 'market');
  if (markets.length === 0)
    gaps.push(
      missing({
        code: 'no-market',
        rule: 'R25',
        sentence: { fr: 'Nommez au moins un marché cible.', en: 'Name at least one target market.' },
        href: at('marches/nouveau'),
      }),
    );
  for (const { id, content } of markets)
    if (content.sizeCents === null)
      gaps.push(
        advice({
          code: 'market-without-size',
          rule: null,
          clause: id,
          sentence: {
            fr: `Le marché « ${content.title} » n’a pas de taille avec sa source.`,
            en: `The market “${content.title}” has no size with its source.`,
          },
          href: at(`marches/${id}#champ-content.sizeCents`),
        }),
      );
  if (ofKind(clauses, 'goal').length === 0)
    gaps.push(
      advice({
        code: 'no-goal',
        rule: null,
        sentence: {
          fr: 'Aucun objectif de technologie ou d’innovation n’est décrit.',
          en: 'No technology or innovation goal is described.',
        },
        href: at('buts/nouveau'),
      }),
    );
  const written = new Set(
    ofKind(clauses, 'diagnosis')
      .filter(({ content }) => content.text !== '')
      .map(({ content }) => content.section),
  );
  for (const section of [...ASKED_SECTIONS, ...ADVISED_SECTIONS]) {
    if (written.has(section)) continue;
    const asked = (ASKED_SECTIONS as readonly string[]).includes(section);
    gaps.push(
      (asked ? missing : advice)({
        code: 'diagnosis-section-empty',
        rule: asked ? 'R28' : null,
        sentence: {
          fr: `Le diagnostic ne dit rien\u202f: ${SECTION_NAMES[section].fr}.`,
          en: `The diagnosis says nothing on: ${SECTION_NAMES[section].en}.`,
        },
        href: at(`diagnostic/${section}`),
      }),
    );
  }
  return gaps;
}

function moneyGaps({ contract, clauses, parties, years }: ProjectFacts): Gap[] {
  const href = contractAddress(contract, 'financing', '/plan');
  const gaps: Gap[] = [];
  const planned = new Set(ofKind(clauses, 'budget').map(({ content }) => content.year));
  const without = years.filter((year) => !planned.has(year));
  if (without.length > 0)
    gaps.push(
      missing({
        code: 'year-without-budget',
        rule: 'R30',
        sentence: {
          fr: `Le budget d’animation n’est pas prévu pour ${without.join(', ')}\u202f: la part publique ne peut pas être calculée.`,
          en: `The running-costs budget is not planned for ${without.join(', ')}: the public share cannot be computed.`,
        },
        href,
      }),
    );
  const paying = new Set(ofKind(clauses, 'commitment').map(({ content }) => content.party));
  for (const { id, kind, name } of parties)
    if (kind !== 'cluster' && !paying.has(id))
      gaps.push(
        advice({
          code: 'funder-without-commitment',
          rule: null,
          sentence: { fr: `${name}\u202f: aucun engagement financier.`, en: `${name}: no financial commitment.` },
          href,
        }),
      );
  return gaps;
}
