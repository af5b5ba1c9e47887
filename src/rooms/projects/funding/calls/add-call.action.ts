import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Refusal } from '#kit/context.ts';
import { CERTAINTIES, nationwide } from '#rooms/registry';
import { CENTS, daySchema, shortText } from '../../projects.schemas.ts';
import { loadFundingReference } from '../funding-reference.load.ts';
import { addedEntries, fundingReferenceOf, insertCallAddition } from './call-addition.store.ts';

const CALL_REFUSALS = {
  CALL_EXISTS: {
    status: 409,
    fr: 'Un appel porte déjà l’identifiant «\u202f{call}\u202f». Choisissez-en un autre.',
    en: 'A call already has the identifier “{call}”. Choose another.',
  },
  WINDOW_UNKNOWN: {
    status: 422,
    fr: 'Ce guichet n’existe pas. Guichets\u202f: {windows}.',
    en: 'This window does not exist. Windows: {windows}.',
  },
  DATES_MISSING: {
    status: 422,
    fr: 'Un jour manque\u202f: écrivez, en français et en anglais, ce qui est connu des dates.',
    en: 'A day is missing: write, in French and in English, what is known of the dates.',
  },
  ENDS_REVERSED: {
    status: 422,
    fr: 'La fin précède le début. Vérifiez les deux valeurs.',
    en: 'The end comes before the start. Check both values.',
  },
  NOT_IN_REFERENCE: {
    status: 422,
    fr: '«\u202f{name}\u202f» n’est pas dans les données de référence. Choisissez une valeur proposée.',
    en: '“{name}” is not in the reference data. Choose one of the values offered.',
  },
} as const satisfies Record<string, Refusal>;

const years = z.number().min(0).max(30).nullish();

const callInput = z.object({
  call: z
    .string()
    .trim()
    .max(80)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  window: z.string().min(1).max(80),
  nameFr: shortText,
  nameEn: shortText,
  opens: daySchema.nullish(),
  closes: daySchema.nullish(),
  datesFr: shortText.nullish(),
  datesEn: shortText.nullish(),
  validFrom: daySchema.nullish(),
  validTo: daySchema.nullish(),
  /** Rules of the reference that the call takes over, by name. */
  ruleSet: z.string().max(80).nullish(),
  /** Scheme of the table of rates. */
  scheme: z.string().max(120).nullish(),
  launchFromYears: years,
  launchToYears: years,
  baseLeastCents: CENTS.nullish(),
  baseMostCents: CENTS.nullish(),
  projectAidMostCents: CENTS.nullish(),
  source: shortText,
  certainty: z.enum(CERTAINTIES),
});
type CallInput = z.output<typeof callInput>;

/** The entry as it would stand in `guichets.json`; every rule that it adds has the call's own source. */
function entryOf(given: CallInput): object {
  const from = (rule: string) => ({ rule, source: given.source, certainty: given.certainty });
  const { launchFromYears: launchFrom, launchToYears: launchTo, baseLeastCents: least, baseMostCents: most } = given;
  return {
    id: given.call,
    window: given.window,
    name: { fr: given.nameFr, en: given.nameEn },
    opens: given.opens ?? null,
    closes: given.closes ?? null,
    dates: given.datesFr && given.datesEn ? { fr: given.datesFr, en: given.datesEn } : null,
    validity: { from: given.validFrom ?? null, to: given.validTo ?? null },
    source: given.source,
    certainty: given.certainty,
    ruleSet: given.ruleSet ?? null,
    rules: {
      ...(launchTo != null && { launch: { ...from('R73'), fromYears: launchFrom ?? 0, toYears: launchTo } }),
      ...(given.scheme && { rates: { ...from('R77'), scheme: given.scheme } }),
      ...((least != null || most != null) && {
        base: { ...from('R78'), leastCents: least ?? null, mostCents: most ?? null },
      }),
      ...(given.projectAidMostCents != null && {
        projectAid: { ...from('R77'), mostCents: given.projectAidMostCents },
      }),
    },
  };
}

const reversed = (from: string | number | null | undefined, to: string | number | null | undefined): boolean =>
  from != null && to != null && to < from;

/**
 * Adds a call to those of the reference: data with its validity and its source, read by the same schema as the file. It holds at once, in the calendar, in
 * the calculators and for new files; a call that files may name is never removed.
 */
export const addCall = defineAction({
  name: 'projects.addCall',
  title: { fr: 'Ajouter un appel à projets', en: 'Add a call for projects' },
  path: '/funding-calls',
  permission: { who: ['administrator'], where: nationwide },
  input: callInput,
  output: z.object({ call: z.string() }),
  refusals: CALL_REFUSALS,
  async run(ctx, given) {
    const reference = await fundingReferenceOf(ctx.sql);
    if (reference.calls.some(({ id }) => id === given.call))
      ctx.refuse('CALL_EXISTS', { field: 'call', with: { call: given.call } });
    if (!reference.windows.some(({ id }) => id === given.window))
      ctx.refuse('WINDOW_UNKNOWN', {
        field: 'window',
        with: { windows: reference.windows.map(({ id }) => id).join(', ') },
      });
    if ((!given.opens || !given.closes) && !(given.datesFr && given.datesEn))
      ctx.refuse('DATES_MISSING', { field: given.datesFr ? 'datesEn' : 'datesFr' });
    if (reversed(given.opens, given.closes)) ctx.refuse('ENDS_REVERSED', { field: 'closes' });
    if (reversed(given.validFrom, given.validTo)) ctx.refuse('ENDS_REVERSED', { field: 'validTo' });
    if (reversed(given.launchFromYears, given.launchToYears)) ctx.refuse('ENDS_REVERSED', { field: 'launchToYears' });
    if (reversed(given.baseLeastCents, given.baseMostCents)) ctx.refuse('ENDS_REVERSED', { field: 'baseMostCents' });
    if (given.ruleSet && !reference.ruleSets.includes(given.ruleSet))
      ctx.refuse('NOT_IN_REFERENCE', { field: 'ruleSet', with: { name: given.ruleSet } });
    if (given.scheme && !reference.schemes.includes(given.scheme))
      ctx.refuse('NOT_IN_REFERENCE', { field: 'scheme', with: { name: given.scheme } });
    const entry = entryOf(given);
    // Read with the others before it is kept: an entry that the schema refuses never reaches the table.
    await loadFundingReference([...(await addedEntries(ctx.sql)).values(), entry]);
    await insertCallAddition(ctx.sql, {
      id: given.call,
      window_id: given.window,
      entry,
      added_by: ctx.actor.name,
      recorded_at: ctx.now,
    });
    ctx.record({ object: { kind: 'funding-call', id: given.call }, after: entry });
    return { call: given.call };
  },
});
