import type { Refusal } from './context.ts';

/**
 * From a catalogue of refusals, the function that gives those of one action: `const refusing = refusalsFrom(refusals)`, then
 * `refusals: refusing('MEMBERSHIP_ENDED', 'ENDS_BEFORE_START')`.
 */
export const refusalsFrom =
  <const All extends Readonly<Record<string, Refusal>>>(all: All) =>
  <const Code extends keyof All & string>(...codes: readonly Code[]): Record<Code, Refusal> =>
    Object.fromEntries(codes.map((code): [string, Refusal] => [code, all[code]!])) as Record<Code, Refusal>;
