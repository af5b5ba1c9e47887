import type { FollowedIndicator } from '#rooms/contracts';

/** What an indicator of a contract is, in the words of the contract (`contracts/clause`). */
export type Content = FollowedIndicator['content'];
export type Measure = Content['measure'];
export type Direction = Content['direction'];
export type Cumulation = Content['cumulation'];

/** What is known of a year: zero, not applicable and not known yet are three (principle 5). */
export interface YearValue {
  readonly year: number;
  readonly state: 'known' | 'not-applicable' | 'not-known';
  readonly value: number | null;
}
