import { addDays } from '#kit/period.ts';
import { colon } from '#kit/say.ts';
import type { FoundTask, TaskKind } from '#rooms/registry';
import { reachOf } from '#rooms/registry';
import { projectAddress } from '../../project-address.ts';
import { WRITERS } from '../../projects.roles.ts';
import { inBoth } from './files.sentences.ts';
import { filesWaitingFor, lapsingFiles, type WaitingFiles } from './funding.tasks.store.ts';
import { LAPSE_WARNING_DAYS } from './waiting.rules.ts';

/** About how long one of them takes. */
const MINUTES: Readonly<Record<WaitingFiles['kind'] | 'finalise', number>> = {
  decide: 60,
  sign: 10,
  pay: 20,
  finalise: 60,
};

const HREFS: Readonly<Record<WaitingFiles['kind'], string>> = {
  decide: '/projets/dossiers?etat=submitted',
  sign: '/projets/dossiers?etat=selected',
  pay: '/projets/dossiers?etat=agreement',
};

/** Beyond this many, a reader of the whole programme gets no line for each. */
const MOST_LINES = 5;

const line = ({ kind, count, since, dueOn, synthetic }: WaitingFiles): FoundTask => ({
  kind: `funding-${kind}`,
  count,
  cluster: null,
  organisation: null,
  since,
  ...(dueOn && { dueOn }),
  ...inBoth((words) => words.tasks[kind](count)),
  minutes: MINUTES[kind] * count,
  href: HREFS[kind],
  synthetic,
});

const officers = (role: 'state-officer' | 'region-officer', of: 'state' | 'region'): TaskKind => ({
  for: [role],
  find: async ({ sql, actor, on }) => {
    const reach = reachOf(actor, [role]);
    return (await filesWaitingFor(sql, { reach, of, soon: addDays(on, LAPSE_WARNING_DAYS) })).map(line);
  },
});

/** The teams and the lead partners: the administrator signs nothing. */
const APPLICANTS = WRITERS.filter((role) => role !== 'administrator');

/** What waits on funding files: decisions, agreements and payments for officers; selections about to lapse for those who must sign (R76). */
export const fundingTaskKinds: readonly TaskKind[] = [
  officers('state-officer', 'state'),
  officers('region-officer', 'region'),
  {
    for: APPLICANTS,
    find: async ({ sql, actor, on }) => {
      const reach = reachOf(actor, APPLICANTS);
      const found = await lapsingFiles(sql, { reach, on, soon: addDays(on, LAPSE_WARNING_DAYS) });
      if (found.length > MOST_LINES && reach.everything) return [];
      return found.map(
        (file): FoundTask => ({
          kind: 'funding-finalise',
          count: 1,
          cluster: file.cluster,
          organisation: null,
          since: file.since,
          dueOn: file.dueOn,
          ...inBoth((words) => `${file.acronym}${colon()}${words.tasks.finalise}`),
          minutes: MINUTES.finalise,
          href: projectAddress(file.project, 'funding'),
          synthetic: file.synthetic,
        }),
      );
    },
  },
];
