import type { WidePanel } from '../panel.ts';
import { selectUnits } from '../sensitivity/panel-selection.ts';
import { ImpactError, plural, type Sentence, someOf, type Warning } from '../sentence.ts';

/** A firm's membership of a cluster, or its part in a collaborative project, by the period in which it began and ended. */
export interface Spell {
  readonly unit: string | number;
  readonly from: number;
  /** Last period of the spell; null or absent while it goes on. */
  readonly to?: number | null;
}

export type Arm = 'member' | 'project' | 'both';

export interface ArmSizes {
  readonly arm: Arm;
  readonly units: number;
  readonly estimand: Sentence;
}

export interface OverlappingTreatments {
  /** Arm of each unit, null for those never treated. */
  readonly arms: readonly (Arm | null)[];
  /** First treated period of each unit, whatever the treatment; 0 = never. */
  readonly firstTreated: Float64Array;
  readonly sizes: readonly ArmSizes[];
  readonly warnings: readonly Warning[];
}

const ESTIMANDS: Record<Arm, Sentence> = {
  member: {
    fr: 'Effet d’être membre d’un pôle sans jamais participer à un projet collaboratif, sur les entreprises dans ce cas.',
    en: 'Effect of being a member of a cluster without ever taking part in a collaborative project, on the firms in this case.',
  },
  project: {
    fr: 'Effet de participer à un projet collaboratif sans jamais être membre, sur les entreprises dans ce cas.',
    en: 'Effect of taking part in a collaborative project without ever being a member, on the firms in this case.',
  },
  both: {
    fr: 'Effet d’être membre et de participer à un projet, depuis le premier des deux, sur les entreprises dans ce cas.',
    en: 'Effect of being a member and taking part in a project, since the first of the two, on the firms in this case.',
  },
};

/**
 * The estimand “member” hides three treatments (Mar & Massard 2021): membership only, project only, both. Each firm is put into
 * exactly one arm by what it had during the whole observed time, so that arms share no firm and each is compared with the same
 * never treated:
 *
 * - the arm is decided by the spells that begin up to `until`: a membership only, a project only, or both;
 * - treatment begins with the first spell, of either kind, and lasts (an absorbing treatment); the years of a firm of the arm
 *   “both” that had only one of the two count since the first, so its early effects mix the two;
 * - a spell that ended before `until` is counted in a warning, since the estimators take treatment as lasting.
 *
 * @param units names of the panel's units; spells of others are counted in a warning
 * @param until last observed period
 */
export function overlappingTreatments(
  units: readonly (string | number)[],
  memberships: readonly Spell[],
  projects: readonly Spell[],
  until: number,
): OverlappingTreatments {
  const member = firstPeriods(memberships, until);
  const project = firstPeriods(projects, until);
  const arms: (Arm | null)[] = [];
  const firstTreated = new Float64Array(units.length);
  units.forEach((unit, k) => {
    const joined = member.get(unit);
    const started = project.get(unit);
    arms.push(
      joined === undefined ? (started === undefined ? null : 'project') : started === undefined ? 'member' : 'both',
    );
    firstTreated[k] = arms[k] === null ? 0 : Math.min(joined ?? Infinity, started ?? Infinity);
  });
  const sizes = (Object.keys(ESTIMANDS) as Arm[]).map((arm) => ({
    arm,
    units: arms.filter((own) => own === arm).length,
    estimand: ESTIMANDS[arm],
  }));
  return { arms, firstTreated, sizes, warnings: spellWarnings(units, [...memberships, ...projects], until) };
}

function firstPeriods(spells: readonly Spell[], until: number): Map<string | number, number> {
  const wrong = spells.filter(({ from, to }) => !Number.isFinite(from) || (to != null && to < from));
  if (wrong.length > 0)
    throw new ImpactError(
      'bad-spell',
      {
        fr: `${plural.fr(wrong.length, '# période d’adhésion ou de projet n’a pas de début, ou finit avant de commencer', '# périodes d’adhésion ou de projet n’ont pas de début, ou finissent avant de commencer')}\u202f: ${someOf(wrong.map(({ unit }) => unit))}.`,
        en: `${plural.en(wrong.length, '# spell of membership or project has no beginning, or ends before it begins', '# spells of membership or project have no beginning, or end before they begin')}: ${someOf(wrong.map(({ unit }) => unit))}.`,
      },
      { count: wrong.length },
    );
  const first = new Map<string | number, number>();
  for (const { unit, from } of spells) if (from <= until) first.set(unit, Math.min(from, first.get(unit) ?? Infinity));
  return first;
}

function spellWarnings(units: readonly (string | number)[], spells: readonly Spell[], until: number): Warning[] {
  const known = new Set(units);
  const warnings: Warning[] = [];
  const strangers = new Set(spells.map(({ unit }) => unit).filter((unit) => !known.has(unit)));
  if (strangers.size > 0)
    warnings.push({
      code: 'unknown-units',
      fr: `${plural.fr(strangers.size, '# entreprise a une adhésion ou un projet mais n’est pas dans le panel', '# entreprises ont une adhésion ou un projet mais ne sont pas dans le panel')}\u202f: ${someOf(strangers)}.`,
      en: `${plural.en(strangers.size, '# firm has a membership or a project but is not in the panel', '# firms have a membership or a project but are not in the panel')}: ${someOf(strangers)}.`,
    });
  const ended = new Set(
    spells.filter(({ unit, to }) => to != null && to < until && known.has(unit)).map(({ unit }) => unit),
  );
  if (ended.size > 0)
    warnings.push({
      code: 'treatment-ends',
      fr: `${plural.fr(ended.size, '# entreprise a quitté le pôle ou fini son projet', '# entreprises ont quitté le pôle ou fini leur projet')} avant ${until}\u202f; le traitement est compté comme durable depuis son début.`,
      en: `${plural.en(ended.size, '# firm left the cluster or ended its project', '# firms left the cluster or ended their project')} before ${until}; treatment counts as lasting since it began.`,
    });
  return warnings;
}

/** The panel to estimate one arm on: its firms with their first treated period, and the firms never treated in any way. */
export function armPanel(panel: WidePanel, { arms, firstTreated }: OverlappingTreatments, arm: Arm): WidePanel {
  const kept = (row: number): boolean => arms[row] === null || arms[row] === arm;
  return {
    ...(selectUnits(panel, kept) as WidePanel),
    firstTreated: firstTreated.filter((_, row) => kept(row)),
  };
}
