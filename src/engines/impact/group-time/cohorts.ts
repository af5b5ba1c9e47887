import type { ControlGroup, SampleStep } from '../result.ts';
import { ImpactError, plural, someOf } from '../sentence.ts';
import type { SampleFlow } from './sample-flow.ts';

const COUNTED = {
  units: { fr: ['unité', 'unités'], en: ['unit', 'units'] },
  rows: { fr: ['ligne', 'lignes'], en: ['row', 'rows'] },
} as const;

/** What becomes of each cohort, and which periods remain (IMPACT section 4.1). */
export interface CohortPlan {
  /** Calendar periods kept, ascending. */
  readonly periods: readonly number[];
  /** First treated periods in the sample, ascending, after 0 for never. A cohort that only serves as control is among them. */
  readonly cohorts: readonly number[];
  /** Cohorts whose effects are estimated, ascending. */
  readonly treated: readonly number[];
  /** Place in `cohorts` of a first treated period of the input, or -1 when its units leave the sample. */
  readonly placeOf: (firstTreated: number) => number;
}

export interface CohortInput {
  readonly periods: readonly number[];
  /** Units (rows, for cross-sections) by first treated period, 0 = never. */
  readonly counts: ReadonlyMap<number, number>;
  readonly controls: ControlGroup;
  readonly anticipation: number;
}

export function planCohorts(
  { periods: observed, counts, controls, anticipation }: CohortInput,
  flow: SampleFlow,
): CohortPlan {
  if (observed.length < 2)
    throw new ImpactError('one-period', {
      fr: `Il faut au moins deux périodes observées\u202f; il y en a ${observed.length === 0 ? 'zéro' : `une seule (${observed[0]})`}.`,
      en: `At least two observed periods are needed; there ${observed.length === 0 ? 'are none' : `is only one (${observed[0]})`}.`,
    });
  checkCohorts(observed, counts);
  const last = observed.at(-1)!;
  // A unit treated after the last period is a control, unless it may already react in a period that is observed.
  const standing = (g: number) => (g > last + anticipation ? 0 : g);
  let present = distinct([...counts.keys()].map(standing));
  if (present.length === 1 && present[0] === 0)
    throw new ImpactError('no-treated', {
      fr: `Aucune unité n’est traitée pendant la période observée (${observed[0]}–${last})\u202f: vérifiez l’année de premier traitement (0 ou vide = jamais).`,
      en: `No unit is treated during the observed periods (${observed[0]}–${last}): check the first treated period (0 or empty = never).`,
    });

  let periods = [...observed];
  let asNever: number | undefined;
  let onlyControl: number | undefined;
  if (present[0] !== 0) {
    const latest = present.at(-1)!;
    periods = periods.filter((t) => t < latest - anticipation);
    if (controls === 'never') asNever = latest;
    else onlyControl = latest;
    flow.warn('no-never-treated', {
      fr: `Aucune unité n’est jamais traitée\u202f: la dernière cohorte (${latest}) sert de témoin et les périodes à partir de ${latest - anticipation} ne sont pas utilisées.`,
      en: `No unit is never treated: the last cohort (${latest}) serves as control and periods from ${latest - anticipation} on are not used.`,
    });
    if (periods.length < 2 || present.length === 1)
      throw new ImpactError('no-controls', {
        fr: `Il ne reste aucun témoin\u202f: toutes les unités sont traitées, la dernière cohorte en ${latest}, et aucune autre cohorte n’a deux périodes avant elle.`,
        en: `No control is left: every unit is treated, the last cohort in ${latest}, and no other cohort has two periods before it.`,
      });
    present = present.map((g) => (g === asNever ? 0 : g));
  }

  const first = periods[0]!;
  const isAlreadyTreated = (g: number) => g !== 0 && g !== onlyControl && g <= first + anticipation;
  const cohorts = distinct([0, ...present.filter((g) => !isAlreadyTreated(g))]);
  const treated = cohorts.filter((g) => g !== 0 && g !== onlyControl);
  if (treated.length === 0)
    throw new ImpactError('no-treated', {
      fr: `Aucune cohorte n’a de période avant son traitement\u202f: toutes sont déjà traitées en ${first}${anticipation > 0 ? ` (anticipation de ${anticipation})` : ''}.`,
      en: `No cohort has a period before its treatment: all are already treated in ${first}${anticipation > 0 ? ` (anticipation of ${anticipation})` : ''}.`,
    });
  const place = new Map(cohorts.map((g, k) => [g, k]));
  return {
    periods,
    cohorts,
    treated,
    placeOf: (firstTreated) => {
      const g = standing(firstTreated);
      return place.get(g === asNever ? 0 : g) ?? -1;
    },
  };
}

/** The plan of the cohorts, with what it leaves out told in the flow of the sample. */
export function planSample(input: CohortInput, counted: SampleStep['counted'], flow: SampleFlow): CohortPlan {
  const plan = planCohorts(input, flow);
  let [dropped, kept] = [0, 0];
  for (const [g, count] of input.counts) {
    if (plan.placeOf(g) === -1) dropped += count;
    else kept += count;
  }
  const early =
    input.anticipation > 0
      ? { fr: ` (anticipation de ${input.anticipation})`, en: ` (anticipation of ${input.anticipation})` }
      : { fr: '', en: '' };
  const what = COUNTED[counted];
  flow.step(
    {
      step: 'already-treated',
      counted,
      dropped,
      kept,
      droppedTreated: dropped,
      droppedNever: 0,
      why:
        dropped === 0
          ? {
              fr: `Personne n’est déjà traité à la première période${early.fr}.`,
              en: `Nobody is already treated in the first period${early.en}.`,
            }
          : {
              fr: `${plural.fr(dropped, `# ${what.fr[0]} déjà traitée`, `# ${what.fr[1]} déjà traitées`)} à la première période${early.fr} ${plural.fr(dropped, 'n’est pas utilisée', 'ne sont pas utilisées')}.`,
              en: `${plural.en(dropped, `# ${what.en[0]}`, `# ${what.en[1]}`)} already treated in the first period${early.en} ${plural.en(dropped, 'is', 'are')} not used.`,
            },
    },
    { warn: true },
  );
  return plan;
}

function checkCohorts(periods: readonly number[], counts: ReadonlyMap<number, number>): void {
  const wrong = [...counts.keys()].filter((g) => g < 0);
  if (wrong.length > 0)
    throw new ImpactError(
      'cohort-negative',
      {
        fr: `La première période traitée ne peut pas être négative\u202f: ${someOf(wrong)}. Écrivez 0 ou laissez vide pour «\u202fjamais\u202f».`,
        en: `The first treated period cannot be negative: ${someOf(wrong)}. Write 0 or leave empty for “never”.`,
      },
      { count: total(wrong, counts) },
    );
  const fractional = periods.every(Number.isInteger) ? [...counts.keys()].filter((g) => !Number.isInteger(g)) : [];
  if (fractional.length > 0)
    throw new ImpactError(
      'cohort-fractional',
      {
        fr: `La première période traitée n’est pas un nombre entier alors que les périodes le sont\u202f: ${someOf(fractional)}.`,
        en: `The first treated period is not a whole number although periods are: ${someOf(fractional)}.`,
      },
      { count: total(fractional, counts) },
    );
}

const total = (cohorts: readonly number[], counts: ReadonlyMap<number, number>): number =>
  cohorts.reduce((sum, g) => sum + counts.get(g)!, 0);

const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);
