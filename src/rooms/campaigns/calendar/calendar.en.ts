import { formatNumber, plural, type Widen } from '#kit/say.ts';
import type { fr } from './calendar.fr.ts';

export const en: Widen<typeof fr> = {
  title: (year) => `Calendar ${year}`,
  lead: 'Who owes what, and when: obligations come from the contracts, those that nobody began included.',
  campaigns: 'Campaigns',
  campaign: (year) => `Campaign ${year}`,
  states: {
    'not-started': 'Not started',
    draft: 'Being filled in',
    returned: 'Sent back to the cluster',
    submitted: 'Submitted, with the State',
    'state-accepted': 'Accepted by the State, with the region',
    validated: 'Validated',
    'closed-without-return': 'Closed without a return',
  },
  waits: { cluster: 'the cluster', state: 'the State', region: 'the region', nobody: 'nobody' },
  caption: (count) => plural(count, { one: '# return due', other: '# returns due' }),
  late: (count) => plural(count, { one: '# late', other: '# late' }),
  notStarted: (count) => plural(count, { one: '# not started', other: '# not started' }),
  cluster: 'Cluster',
  year: 'Year',
  asked: 'Asked',
  askedWords: (indicators, questions) =>
    [
      ...(indicators > 0
        ? [plural(indicators, { one: '# indicator of the contract', other: '# indicators of the contract' })]
        : []),
      ...(questions > 0 ? [plural(questions, { one: '# question', other: '# questions' })] : []),
    ].join(', '),
  filled: (filled) => `${formatNumber(filled)} answered`,
  state: 'State',
  due: 'Due',
  who: 'Expected from',
  submitted: 'Submitted on',
  days: 'Days left',
  none: 'No obligation within your reach for this year.',
  returns: 'Returns',
  ofCluster: (name) => `Returns of ${name}`,
  ofClusterLead: 'One a year, on the indicators of the contract (R29).',
  ofClusterEmpty: {
    title: 'No campaign for now',
    what: 'One return a year, prefilled from the facts that are already in Grappe.',
    why: 'The programme administrator has not prepared any campaign yet.',
  },
  announced: (years) => `To come by the contract: ${years}. The campaign opens at the beginning of the year after.`,
  open: 'Open',
};
