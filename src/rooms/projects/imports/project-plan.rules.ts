import { formatDay } from '#kit/say.ts';
import { freeSlug, slugOf } from '../project/slug.rules.ts';
import type { Audience, Block, Stage } from '../project.ts';
import { differs, hasCome, type Known, type KnownProject, mayWrite, type Plan, type WrittenProject } from './plan.ts';
import { DATED_STAGES, type ProjectRow } from './project-columns.ts';
import type { Line } from './table.rules.ts';

const STAGES_DATED = ['idea', ...DATED_STAGES] as const;
type Reached = Partial<Record<Stage, string>>;

/** What everyone reads of a project that may be shown, and what funders read of each. */
const PUBLIC_BLOCKS: readonly Block[] = ['summary', 'consortium', 'results', 'market'];
const FUNDER_BLOCKS: readonly Block[] = ['summary', 'consortium', 'budget', 'funding', 'delivery', 'results', 'market'];

/** Decides what each line of a file of projects creates or changes. */
export function planProjects(plan: Plan, known: Known, lines: readonly Line<ProjectRow>[]): void {
  const seen = new Map<string, number>();
  for (const { row, values } of lines) {
    const twin = seen.get(values.reference!);
    if (twin !== undefined) {
      plan.refuse(
        row,
        'reference',
        `Cette référence est déjà celle de la ligne ${twin}. Gardez une ligne par projet.`,
        `This reference is already that of line ${twin}. Keep one line for each project.`,
      );
      continue;
    }
    seen.set(values.reference!, row);
    planProject(plan, known, row, values);
  }
}

function planProject(plan: Plan, known: Known, row: number, values: ProjectRow): void {
  const present = known.projects.get(values.reference!) ?? null;
  const cluster = clusterOf(plan, known, row, values, present);
  const reached = stagesOf(plan, known, row, values, present);
  checkIdentity(plan, known, row, values, cluster, present);
  const labelling = labellingOf(plan, known, row, values, cluster, present);
  if (plan.isWrong(row) || cluster === null) return;

  const stages = STAGES_DATED.filter((stage) => reached[stage] !== undefined);
  const stage = stages.at(-1)!;
  const given = {
    acronym: values.acronym!,
    title: values.title!,
    ...(values.summary !== null && { summary: values.summary }),
    ...(values.targetMarket !== null && { target_market: values.targetMarket }),
    ...(values.filiere !== null && { filiere: values.filiere }),
    ...(values.trl !== null && { trl: values.trl }),
    ...(values.researchStartsOn !== null && { research_starts_on: values.researchStartsOn }),
    ...(values.researchEndsOn !== null && { research_ends_on: values.researchEndsOn }),
    ...(values.launchPlannedOn !== null && { launch_planned_on: values.launchPlannedOn }),
    stage,
    stage_since: reached[stage]!,
  };
  const project: WrittenProject = present
    ? { ...asRow(present), ...given }
    : { ...newProject(known, values, cluster), ...given };
  const fresh = stages.filter((one) => present?.reached[one] === undefined);
  for (const one of fresh)
    plan.writes.entries.push({
      id: plan.newId('stg'),
      project_id: project.id,
      stage: one,
      entered_on: reached[one]!,
      trl: one === stage ? project.trl : null,
      evidence: known.evidence,
      evidence_file_id: null,
      reason: one === 'abandoned' ? values.abandonReason : null,
      recorded_at: known.now,
      recorded_by: known.by,
    });
  if (labelling) writeLabels(plan, known, project, labelling);

  if (!present) {
    plan.writes.projects.push(project);
    plan.writes.audiences.push(...audiencesOf(project.id, values.public === true));
  } else if (differs(asRow(present), given)) {
    plan.writes.amendedProjects.push({ ...project, revision: project.revision + 1 });
  }
  known.acronyms.set(acronymKey(cluster, project.acronym), project.id);
  known.projects.set(values.reference!, {
    ...project,
    reached,
    labelledFor: [...(present?.labelledFor ?? []), ...(labelling ? [labelling.call] : [])],
  });
  const changed = fresh.length > 0 || labelling !== null || (present !== null && differs(asRow(present), given));
  plan.settle(row, present === null ? 'create' : changed ? 'change' : 'unchanged');
}

const asRow = ({ reached: _, labelledFor: __, ...row }: KnownProject): WrittenProject => row;

const acronymKey = (cluster: string, acronym: string): string => `${cluster} ${acronym.toLowerCase()}`;

function newProject(
  known: Known,
  values: ProjectRow,
  cluster: string,
): Omit<WrittenProject, 'stage' | 'stage_since' | 'acronym' | 'title'> {
  const id = freeSlug(slugOf(values.acronym!), known.takenIds);
  known.takenIds.add(id);
  return {
    id,
    summary: '',
    target_market: '',
    cluster_id: cluster,
    filiere: null,
    trl: null,
    research_starts_on: null,
    research_ends_on: null,
    launch_planned_on: null,
    wide_dissemination: null,
    laboratory_share_justified: null,
    source: known.source,
    source_reference: values.reference,
    synthetic: known.synthetic,
    revision: 1,
    created_on: values.openedOn!,
    recorded_at: known.now,
  };
}

/** The cluster that follows the project; null with a fault when there is none, or when it is not the person's. */
function clusterOf(
  plan: Plan,
  known: Known,
  row: number,
  { cluster }: ProjectRow,
  present: KnownProject | null,
): string | null {
  const named = cluster?.toLowerCase() ?? null;
  if (named !== null && !known.clusters.has(named)) {
    plan.refuse(
      row,
      'cluster',
      `Aucun pôle ne porte le nom court «\u202f${cluster}\u202f». Prenez-le dans l’adresse de sa fiche.`,
      `No cluster has the short name “${cluster}”. Take it from the address of its page.`,
    );
    return null;
  }
  if (present && named !== null && named !== present.cluster_id) {
    plan.refuse(
      row,
      'cluster',
      `Ce projet est suivi par le pôle «\u202f${present.cluster_id}\u202f»\u202f: un import ne le confie pas à un autre.`,
      `This project is followed by the cluster “${present.cluster_id}”: an import does not hand it to another.`,
    );
    return null;
  }
  const found = present?.cluster_id ?? named ?? known.cluster;
  if (found === null) {
    plan.refuse(
      row,
      'cluster',
      'Aucun pôle ne suit ce projet. Remplissez la colonne «\u202fPôle\u202f», ou choisissez un pôle pour l’import.',
      'No cluster follows this project. Fill in the column “Cluster”, or choose a cluster for the import.',
    );
    return null;
  }
  return mayWrite(plan, known, row, 'cluster', found) ? found : null;
}

function checkIdentity(
  plan: Plan,
  known: Known,
  row: number,
  values: ProjectRow,
  cluster: string | null,
  present: KnownProject | null,
): void {
  if (values.filiere !== null && !known.filieres.has(values.filiere))
    plan.refuse(
      row,
      'filiere',
      `Aucune filière ne porte le nom court «\u202f${values.filiere}\u202f». Prenez-le dans la liste des comités stratégiques.`,
      `No sector has the short name “${values.filiere}”. Take it from the list of strategic committees.`,
    );
  if (values.acronym!.length < 2)
    plan.refuse(
      row,
      'acronym',
      'Un acronyme compte au moins deux caractères.',
      'An acronym has at least two characters.',
    );
  const holder = cluster === null ? undefined : known.acronyms.get(acronymKey(cluster, values.acronym!));
  if (holder !== undefined && holder !== present?.id)
    plan.refuse(
      row,
      'acronym',
      'Un autre projet de ce pôle porte déjà cet acronyme. Ajoutez un mot qui les distingue.',
      'Another project of this cluster already has this acronym. Add a word that tells them apart.',
    );
  const starts = values.researchStartsOn ?? present?.research_starts_on ?? null;
  const ends = values.researchEndsOn ?? present?.research_ends_on ?? null;
  if (starts !== null && ends !== null && ends < starts)
    plan.refuse(
      row,
      'researchEndsOn',
      `La R&D finirait avant de commencer, le ${formatDay(starts)}. Vérifiez les deux dates.`,
      `The R&D would end before it starts, on ${starts}. Check both days.`,
    );
}

/** Days of the stages, those already known included. A day already known stays; days never go back. */
function stagesOf(plan: Plan, known: Known, row: number, values: ProjectRow, present: KnownProject | null): Reached {
  const reached: Reached = { ...present?.reached };
  const dates: Reached = {
    idea: values.openedOn!,
    ...Object.fromEntries(DATED_STAGES.map((stage) => [stage, values[stage]])),
  };
  for (const stage of STAGES_DATED) {
    const field = stage === 'idea' ? 'openedOn' : stage;
    const on = dates[stage] ?? null;
    if (on === null || !hasCome(plan, known, row, field, on)) continue;
    const before = present?.reached[stage];
    if (before !== undefined && before !== on)
      plan.refuse(
        row,
        field,
        `Grappe date déjà cette étape du ${formatDay(before)}\u202f: une étape constatée ne change plus de jour. Corrigez le fichier.`,
        `Grappe already dates this stage ${before}: a stage once recorded does not change its day. Correct the file.`,
      );
    reached[stage] = on;
  }
  let last: { on: string; stage: string } | null = null;
  for (const stage of STAGES_DATED) {
    const on = reached[stage];
    if (on === undefined) continue;
    if (last && on < last.on)
      plan.refuse(
        row,
        stage === 'idea' ? 'openedOn' : stage,
        `Cette étape viendrait avant la précédente, du ${formatDay(last.on)}. Les jours d’un projet ne reculent pas.`,
        `This stage would come before the one that precedes it, of ${last.on}. The days of a project do not go back.`,
      );
    last = { on, stage };
  }
  if (values.abandoned !== null && values.abandonReason === null && present?.reached.abandoned === undefined)
    plan.refuse(row, 'abandonReason', 'Dites pourquoi ce projet fut abandonné.', 'Say why this project was abandoned.');
  return reached;
}

interface Labelling {
  readonly call: string;
  readonly window: string;
  readonly from: string;
  readonly on: string;
  readonly clusters: readonly string[];
}

/** The labels that a line tells of; null when it tells of none, or of those already known. */
function labellingOf(
  plan: Plan,
  known: Known,
  row: number,
  values: ProjectRow,
  cluster: string | null,
  present: KnownProject | null,
): Labelling | null {
  const call = values.call === null ? null : known.calls.get(values.call);
  if (call === undefined)
    plan.refuse(
      row,
      'call',
      `L’appel «\u202f${values.call}\u202f» n’est pas au calendrier. Ajoutez-le au calendrier des appels, ou corrigez son identifiant.`,
      `The call “${values.call}” is not in the calendar. Add it to the calendar of calls, or correct its identifier.`,
    );
  if (values.labelledBy && values.labelled === null)
    plan.refuse(
      row,
      'labelled',
      'Ce projet aurait été labellisé\u202f: donnez le jour, ou retirez les pôles.',
      'This project would have been labelled: give the day, or remove the clusters.',
    );
  if (values.labelled === null) return null;
  if (values.call === null)
    plan.refuse(
      row,
      'call',
      'Un label vaut pour un appel (R61)\u202f: dites lequel.',
      'A label holds for one call (R61): say which.',
    );
  const clusters = values.labelledBy?.length ? values.labelledBy : cluster === null ? [] : [cluster];
  for (const one of clusters) {
    if (!known.clusters.has(one))
      plan.refuse(
        row,
        'labelledBy',
        `Aucun pôle ne porte le nom court «\u202f${one}\u202f».`,
        `No cluster has the short name “${one}”.`,
      );
    else mayWrite(plan, known, row, 'labelledBy', one);
  }
  if (!call || present?.labelledFor.includes(call.id)) return null;
  return {
    call: call.id,
    window: call.window.id,
    from: values.consortium ?? values.openedOn!,
    on: values.labelled,
    clusters,
  };
}

/** The lead decides in a meeting, which is recorded as held that day; co-labels follow by written procedure (R62). */
function writeLabels(
  plan: Plan,
  known: Known,
  project: WrittenProject,
  { call, window, from, on, clusters }: Labelling,
): void {
  const submission = plan.newId('sub');
  plan.writes.submissions.push({
    id: submission,
    project_id: project.id,
    window_id: window,
    call_id: call,
    state: 'decided',
    incubation_from: from,
    submitted_on: from,
    presentation: '',
    closed_on: on,
    closing_reason: null,
    recorded_at: known.now,
  });
  for (const [place, cluster] of clusters.entries()) {
    const lead = place === 0;
    const id = plan.newId('lab');
    plan.writes.labels.push({
      id,
      submission_id: submission,
      project_id: project.id,
      call_id: call,
      cluster_id: cluster,
      lead,
      asked_on: from,
      decision: 'labelled',
      decided_on: on,
      procedure: lead ? 'meeting' : 'written',
      reasons: known.evidence,
      reservations: null,
      early_reason: null,
      off_strategy: false,
      better_cluster_id: null,
      meeting_id: lead ? meetingOf(plan, known, cluster, on) : null,
      votes_for: null,
      votes_against: null,
      letter_reference: `${cluster}-import-${id}`,
      decided_by: known.by,
    });
  }
}

function meetingOf(plan: Plan, known: Known, cluster: string, on: string): string {
  const key = `${cluster} ${on}`;
  const held = known.meetings.get(key);
  if (held !== undefined) return held;
  const id = plan.newId('mtg');
  plan.writes.meetings.push({
    id,
    cluster_id: cluster,
    held_on: on,
    place: '',
    state: 'closed',
    minutes: known.evidence,
    closed_on: on,
  });
  known.meetings.set(key, id);
  return id;
}

function audiencesOf(project: string, shown: boolean): { project_id: string; block: Block; audience: Audience }[] {
  const rows = (blocks: readonly Block[], audience: Audience) =>
    blocks.map((block) => ({ project_id: project, block, audience }));
  return [...rows(FUNDER_BLOCKS, 'funders'), ...(shown ? rows(PUBLIC_BLOCKS, 'public') : [])];
}
