import { formatNumber, type Widen } from '#kit/say.ts';
import type { programme as source } from './programme.fr.ts';

/** Sentences of the programme's settings, in English. */
export const programme: Widen<typeof source> = {
  title: 'Programme settings',
  lead: 'The frame within which all screens speak.',
  name: 'Programme',
  period: 'Duration',
  source: 'Source',
  referenceDay: 'Reference day',
  referenceDayChosen: (day: string) => `${day}, chosen`,
  referenceDayToday: (day: string) => `${day}, follows the calendar`,
  referenceDayWhat:
    'The day that screens speak of when nobody chooses one. Without a choice it is today, kept within the years of the programme.',
  ceiling: 'Ceiling of strategic clusters',
  ceilingUsed: (count: number, ceiling: number) =>
    `${formatNumber(count)} designated, ${formatNumber(ceiling)} at most`,
  ceilingFacts: 'See the designated clusters',
  demo: 'Demonstration data',
  demoOn: 'Loaded: invented members, accounts and people, marked everywhere.',
  demoOff: 'None: this register holds only real data and what you enter.',
  store: 'Database',
  storeEmbedded: 'Embedded in the server: for trying out.',
  storeServer: 'PostgreSQL server.',
  frame: 'The frame',
  settings: 'Change the settings',
  form: {
    referenceDay: 'Reference day',
    referenceDayHint: (from: string, to: string) => `From ${from} to ${to}. Leave empty to follow the calendar.`,
    ceiling: 'Ceiling of strategic clusters',
    ceilingHint: 'The communication of 2013 says “about twenty at most”.',
    reason: 'Reason',
    reasonHint: 'It is written in the journal.',
    submit: 'Save the settings',
    consequence: 'All screens and all figures will speak of this day, for everyone.',
    done: 'Settings saved.',
  },
  data: 'See the reference data and their licences',
};
