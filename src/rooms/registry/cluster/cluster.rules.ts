import type { Warning } from './cluster.ts';

/** Declared associations of Insee's nomenclature: an undeclared one (9210) has no legal personality, a congregation (9240) is not one. */
const ASSOCIATIONS = ['9220', '9221', '9222', '9223', '9224', '9230', '9260'];
/** GIE, and the European GEIE. */
const ECONOMIC_INTEREST_GROUPS = ['6210', '6220'];
/** A GIS has no category of its own: those with a number stand among the other persons of public or of private law. */
const CATEGORIES_OF_A_GIS = ['7490', '9900'];

/**
 * May an organisation of this legal category carry a cluster: association, GIE or GIS (R01)? `declaredGis`: whoever records it says that it
 * is a GIS, which its category alone cannot tell.
 */
export function carriesCluster(legalCategory: string | null, declaredGis: boolean): 'yes' | 'no' | 'unknown' {
  if (legalCategory === null) return declaredGis ? 'yes' : 'unknown';
  if (ASSOCIATIONS.includes(legalCategory) || ECONOMIC_INTEREST_GROUPS.includes(legalCategory)) return 'yes';
  return declaredGis && CATEGORIES_OF_A_GIS.includes(legalCategory) ? 'yes' : 'no';
}

/** Legal categories of the State (71xx, 738x) and of local authorities (72xx, 73xx): what Insee calls public law. */
const PUBLIC_LAW = /^7/;

/**
 * Does a person of this organisation come from the State or a local authority (R02)? A university or a public laboratory is neither:
 * its kind says so, whatever its public status.
 */
export function isPublicAuthority(organisation: { kind: string; legalCategory: string | null }): boolean {
  if (organisation.kind === 'authority' || organisation.kind === 'state-body') return true;
  return organisation.kind === 'other' && PUBLIC_LAW.test(organisation.legalCategory ?? '');
}

/** Which organisations make each of the three kinds that a cluster joins (R03). */
const THREE_KINDS: readonly { readonly kinds: readonly string[]; readonly warning: Warning }[] = [
  {
    kinds: ['firm'],
    warning: {
      code: 'NO_FIRM',
      fr: 'Aucune entreprise parmi les membres actifs\u202f: un pôle réunit entreprises, formation et recherche.',
      en: 'No firm among the active members: a cluster joins firms, training and research.',
    },
  },
  {
    kinds: ['training-body'],
    warning: {
      code: 'NO_TRAINING_BODY',
      fr: 'Aucun établissement de formation parmi les membres actifs\u202f: un pôle réunit entreprises, formation et recherche.',
      en: 'No training body among the active members: a cluster joins firms, training and research.',
    },
  },
  {
    kinds: ['laboratory', 'platform'],
    warning: {
      code: 'NO_RESEARCH_BODY',
      fr: 'Aucun organisme de recherche parmi les membres actifs\u202f: un pôle réunit entreprises, formation et recherche.',
      en: 'No research body among the active members: a cluster joins firms, training and research.',
    },
  },
];

const NO_MEMBERS: Warning = {
  code: 'NO_MEMBERS',
  fr: 'Aucun membre actif n’est enregistré. Importez la liste des membres.',
  en: 'No active member is recorded. Import the member list.',
};

/** What a cluster lacks for its membership to join the three kinds (R03). It blocks nothing. */
export function membershipWarnings(kinds: readonly { readonly value: string; readonly count: number }[]): Warning[] {
  const present = new Set(kinds.filter(({ count }) => count > 0).map(({ value }) => value));
  if (present.size === 0) return [NO_MEMBERS];
  return THREE_KINDS.filter((one) => !one.kinds.some((kind) => present.has(kind))).map((one) => one.warning);
}

export interface DesignationCase {
  /** The cluster holds the label on the first day of the designation. */
  readonly labelled: boolean;
  /** It is designated already on some day of the new designation. */
  readonly designated: boolean;
  /** The largest number of designations that hold together on a day of the new one, without it. */
  readonly others: number;
  readonly ceiling: number;
}

/** Why a cluster cannot be designated strategic (R07); null when it can. Neither category nor rating plays a part (R06). */
export function designationFault(
  of: DesignationCase,
): 'NOT_LABELLED' | 'ALREADY_STRATEGIC' | 'STRATEGIC_CEILING' | null {
  if (of.designated) return 'ALREADY_STRATEGIC';
  if (!of.labelled) return 'NOT_LABELLED';
  return of.others >= of.ceiling ? 'STRATEGIC_CEILING' : null;
}

interface Designated {
  readonly from: string;
  readonly to: string | null;
}

const holdsOn = (spell: Designated, on: string): boolean => spell.from <= on && (spell.to === null || on <= spell.to);

/** The largest number of spells that hold together on a day of `within`. It is reached on its first day or when one of them begins. */
export function mostTogether(spells: readonly Designated[], within: Designated): number {
  const days = [within.from, ...spells.map((spell) => spell.from).filter((day) => holdsOn(within, day))];
  return Math.max(...days.map((on) => spells.filter((spell) => holdsOn(spell, on)).length));
}

/** Would this link make a cluster its own successor, directly or through others (R09)? */
export function runsInCircle(
  links: readonly { readonly predecessor: string; readonly successor: string }[],
  predecessor: string,
  successor: string,
): boolean {
  const reached = [successor];
  for (const cluster of reached) {
    if (cluster === predecessor) return true;
    for (const link of links)
      if (link.predecessor === cluster && !reached.includes(link.successor)) reached.push(link.successor);
  }
  return false;
}
