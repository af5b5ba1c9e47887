import { addDays, type Day, day, daysBetween } from '#kit/period.ts';
import type { Chance } from './chance.ts';
import { REFERENCE_DAY } from './invented.ts';

export const INVENTED_STAGES = [
  'consortium',
  'labelled',
  'submitted',
  'selected',
  'agreement',
  'running',
  'completed',
  'industrialisation',
  'market',
  'diffused',
  'abandoned',
] as const;
export type InventedStage = (typeof INVENTED_STAGES)[number];

export const TODAY = day(REFERENCE_DAY);

const LABELLED_SHARE = 0.8;
const FUNDED_SHARE = 0.5;
/** Selected, then never signed within six months (R76). */
const LAPSED_SHARE = 0.04;
/** Of the files, those before the Fonds unique interministériel. */
const FUI_SHARE = 0.72;

export interface Course {
  readonly stages: Partial<Record<InventedStage, Day>>;
  readonly call: string;
  readonly researchFrom: Day;
  readonly researchTo: Day;
  readonly refusedOn: Day | null;
}

/** The stages that a project went through until today, each some time after the one before; many stop on the way. */
export function inventCourse(draw: Chance, openedOn: Day): Course {
  const stages: Partial<Record<InventedStage, Day>> = {};
  let last = openedOn;
  let alive = true;
  const pass = (stage: InventedStage, from: number, to: number): boolean => {
    if (!alive) return false;
    const on = addDays(last, draw.whole(from, to));
    if (on > TODAY) alive = false;
    else {
      stages[stage] = on;
      last = on;
    }
    return alive;
  };
  const isFui = draw.hit(FUI_SHARE);
  const other = draw.pick(['anr', 'ademe', 'europe', 'pspc']);
  let refusedOn: Day | null = null;
  pass('consortium', 30, 160);
  if (draw.hit(LABELLED_SHARE)) {
    pass('labelled', 45, 130);
    if (pass('submitted', 5, 40)) {
      if (draw.hit(FUNDED_SHARE)) {
        if (pass('selected', 80, 150) && draw.hit(LAPSED_SHARE)) alive = false;
        pass('agreement', 40, 170);
        pass('running', 5, 60);
      } else {
        const on = addDays(last, draw.whole(80, 150));
        refusedOn = on <= TODAY ? on : null;
        alive = false;
      }
    }
  } else alive = false;
  const researchFrom = stages.running ?? addDays(last, 200);
  const researchTo = addDays(researchFrom, draw.whole(24, 42) * 30);
  if (alive && researchTo <= TODAY) {
    stages.completed = researchTo;
    last = researchTo;
    if (draw.hit(0.4)) pass('industrialisation', 90, 500);
    if (draw.hit(0.55) && pass('market', 120, 700) && draw.hit(0.4)) pass('diffused', 250, 600);
  }
  const stale = daysBetween(last, TODAY) > 500 && !stages.completed;
  if (!stages.market && (draw.hit(0.08) || (stale && draw.hit(0.7)))) {
    const on = addDays(last, draw.whole(60, 400));
    if (on <= TODAY && !(stages.running && on > researchTo)) stages.abandoned = on;
  }
  const call = (isFui ? fuiCall(stages.labelled ?? last) : null) ?? other;
  return { stages, call, researchFrom, researchTo, refusedOn };
}

/** The course of a project opened that day, drawn until it stands at this stage today. */
export function courseAt(draw: Chance, openedOn: Day, stage: InventedStage | 'idea'): Course {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const course = inventCourse(draw, openedOn);
    if (stageOf(course) === stage) return course;
  }
  throw new Error(`A project opened on ${openedOn} does not stand at « ${stage} » on ${TODAY}.`);
}

const MOST_TRIES = 2_000;

export const stageOf = ({ stages }: Pick<Course, 'stages'>): InventedStage | 'idea' =>
  INVENTED_STAGES.findLast((stage) => stages[stage] !== undefined) ?? 'idea';

/** The calls of the fund that the calendar knows (reference/guichets.json), each with the last day on which its projects were labelled. */
const FUI_CALLS = [
  { id: 'fui-18', until: '2014-11-13' },
  { id: 'fui-19', until: '2015-06-30' },
  { id: 'fui-21', until: '2015-12-08' },
  { id: 'fui-25', until: '2018-02-01' },
];

/** The call before which a project labelled that day was; null after the last one. */
const fuiCall = (labelledOn: Day): string | null => FUI_CALLS.find(({ until }) => labelledOn <= until)?.id ?? null;

export function trlOf(stages: Partial<Record<InventedStage, Day>>): number {
  if (stages.market) return 9;
  if (stages.industrialisation) return 8;
  if (stages.completed) return 6;
  return stages.running ? 4 : 3;
}
