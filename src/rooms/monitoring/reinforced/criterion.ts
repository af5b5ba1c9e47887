import * as z from 'zod';

const campaigns = z.int().min(1).max(6);

/** What ends a reinforced monitoring, in a form that can be measured. */
export const criterion = z.discriminatedUnion('kind', [
  /** This many campaigns in a row returned on time. */
  z.object({ kind: z.literal('returns-on-time'), campaigns }),
  /** This part of the judged objectives reached or on track, for this many years in a row. */
  z.object({ kind: z.literal('on-track-share'), percent: z.number().min(1).max(100), campaigns }),
  /** An indicator of the contract past a bound, for this many years in a row. */
  z.object({
    kind: z.literal('indicator'),
    /** Key that its values are filed under. */
    indicator: z.string().min(1).max(200),
    /** In the words of the contract, which the proposal writes there. */
    title: z.string().trim().max(300).default(''),
    direction: z.enum(['at-least', 'at-most']),
    bound: z.number(),
    campaigns,
  }),
]);
export type Criterion = z.output<typeof criterion>;
