import type { Operation } from '#kit/action.ts';
import { notFound, refusalOf } from '#kit/action.ts';
import { formatDay, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { type Filled, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { listApplications } from '../membership/application-list.query.ts';
import { getProgramme } from '../programme/programme.query.ts';
import { readRegions } from '../region-list.query.ts';
import { inBoth, t } from '../registry.sentences.ts';
import type { ClusterDetail } from './cluster.ts';
import { listClusters } from './cluster-list.query.ts';
import { clusterOf } from './clusters.web.tsx';
import { decideLabel } from './decide-label.action.ts';
import { designateStrategic } from './designate-strategic.action.ts';
import { endDesignation } from './end-designation.action.ts';
import { closedActPage, type LabelAct, labelPage } from './label.page.tsx';
import {
  decideLabelPage,
  designatePage,
  endDesignationPage,
  type LabelCase,
  recordRatingPage,
  recordSuccessionPage,
  setCategoryPage,
  setRegionsPage,
} from './label-forms.page.tsx';
import { recordRating } from './record-rating.action.ts';
import { recordSuccession } from './record-succession.action.ts';
import { setCategory } from './set-category.action.ts';
import { setRegions } from './set-regions.action.ts';
import { workspaceAddress } from './workspace-navigation.ts';

const holdsOn = (on: string) => (spell: { from: string; to: string | null }) =>
  spell.from <= on && (spell.to === null || on <= spell.to);

/** What the label page offers to record, in the order of the page. Designations end one by one: each has its address. */
function labelActs(cluster: ClusterDetail): LabelAct[] {
  const act = (operation: Operation, path: string, title = say(operation.meta.title)): LabelAct => ({
    operation: operation.meta.name,
    title,
    path,
  });
  return [
    act(decideLabel, 'decision'),
    act(setCategory, 'categorie'),
    act(recordRating, 'evaluation'),
    act(designateStrategic, 'designation'),
    ...cluster.designations
      .filter(holdsOn(cluster.on))
      .map((designation) => act(endDesignation, `designation/${designation.id}/fin`)),
    act(setRegions, 'regions/2013', t().workspace.label.regions.act('2013')),
    act(setRegions, 'regions/2016', t().workspace.label.regions.act('2016')),
    act(recordSuccession, 'succession'),
  ];
}

const overview = page({
  path: '/poles/:cluster/espace/label',
  of: listApplications,
  input: ({ params }) => ({ cluster: params.cluster!, pageSize: 1 }),
  also: (visit) => clusterOf(visit),
  view: ({ extra }) => labelPage({ cluster: extra, acts: labelActs(extra) }),
});

const vintageOf = (visit: Visit): '2013' | '2016' | null => {
  const { vintage } = visit.params;
  return vintage === '2013' || vintage === '2016' ? vintage : null;
};

async function caseOf(visit: Visit, operation: Operation): Promise<LabelCase> {
  const { designations } = await clusterOf(visit);
  const ended = designations.find((one) => one.id === visit.params.designation)?.to;
  if (ended) throw refusalOf(endDesignation, 'DESIGNATION_ENDED', { with: { day: formatDay(ended) } });
  const cluster = await clusterOf(visit, operation.meta.name);
  const path = visit.here.split('?')[0]!.slice(`${workspaceAddress(cluster.id, 'label')}/`.length);
  const act = labelActs(cluster).find((one) => one.path === path);
  if (!act) throw notFound();
  const vintage = vintageOf(visit);
  const all = await perform(listClusters, { label: 'all', pageSize: 500 }, visit.call);
  return {
    cluster,
    act,
    clusters: all.rows.map(({ id, name }) => ({ id, name })),
    programme: await perform(getProgramme, {}, visit.call),
    regions: vintage ? (await perform(readRegions, { vintage }, visit.call)).rows : [],
  };
}

/** One form of the label page: closed for now, it shows its reason instead of its fields. */
const labelForm = (
  path: string,
  operation: Operation,
  view: (filled: Filled<LabelCase>) => Page,
  done: Parameters<typeof inBoth>[0],
  values: (data: LabelCase, visit: Visit) => Values = () => ({}),
): Route =>
  form({
    path: `/poles/:cluster/espace/label/${path}`,
    of: operation,
    load: (visit) => caseOf(visit, operation),
    values,
    view: (filled) => {
      const { cluster, act } = filled.data;
      const closed = cluster.closed.find((one) => one.action === act.operation);
      return closed && filled.errors.length === 0 ? closedActPage(cluster, act.title, closed) : view(filled);
    },
    done: (_, visit) => ({ to: workspaceAddress(visit.params.cluster!, 'label'), say: inBoth(done) }),
  });

const onReferenceDay = ({ cluster }: LabelCase): Values => ({ from: cluster.on, certainty: 'official' });

export const labelRoutes: Route[] = [
  overview,
  labelForm(
    'decision',
    decideLabel,
    decideLabelPage,
    (words) => words.workspace.label.decision.done,
    ({ cluster }) => ({ decidedOn: cluster.on, certainty: 'official' }),
  ),
  labelForm(
    'categorie',
    setCategory,
    setCategoryPage,
    (words) => words.workspace.label.category.done,
    (data) => ({ ...onReferenceDay(data), category: data.cluster.category }),
  ),
  labelForm('evaluation', recordRating, recordRatingPage, (words) => words.workspace.label.rating.done, onReferenceDay),
  labelForm(
    'designation',
    designateStrategic,
    designatePage,
    (words) => words.workspace.label.designation.done,
    onReferenceDay,
  ),
  labelForm(
    'designation/:designation/fin',
    endDesignation,
    endDesignationPage,
    (words) => words.workspace.label.designation.ended,
    ({ cluster }) => ({ to: cluster.on }),
  ),
  labelForm(
    'regions/:vintage',
    setRegions,
    setRegionsPage,
    (words) => words.workspace.label.regions.done,
    ({ cluster }, visit) => {
      const present = cluster.regions.filter((region) => region.vintage === vintageOf(visit));
      return {
        regions: present.map((region) => region.code),
        coordinating: present.find((region) => region.coordinating)?.code ?? null,
      };
    },
  ),
  labelForm(
    'succession',
    recordSuccession,
    recordSuccessionPage,
    (words) => words.workspace.label.succession.done,
    () => ({ certainty: 'official' }),
  ),
];
