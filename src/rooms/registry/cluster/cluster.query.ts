import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { formatDay, type Say, speaking } from '#kit/say.ts';
import { clusterPlace, openHere, reaches } from '../place.ts';
import { referenceDayOf } from '../programme/programme.rules.ts';
import { countStrategic, findProgramme } from '../programme/programme.store.ts';
import { refusals } from '../registry.refusals.ts';
import { CLUSTER_READERS } from '../registry.roles.ts';
import { onDay } from '../registry.schemas.ts';
import { regionVintageOn } from '../territory.rules.ts';
import { COLLEGES, SIZE_FILTERS } from '../vocabulary.ts';
import { CLUSTER_ACTS, NATIONAL_ACTS } from './cluster.acts.ts';
import { designationFault, membershipWarnings } from './cluster.rules.ts';
import { type ClusterFile, clusterFile, countMembers, type MemberCounts } from './cluster.store.ts';
import { clusterDetail, clusterId } from './cluster.ts';
import { type LabelOnDay, labelOn } from './label.rules.ts';
import { labelDecisions } from './label.store.ts';

const holdsOn = (on: string) => (spell: { from_day: string; to_day: string | null }) =>
  spell.from_day <= on && (spell.to_day === null || on <= spell.to_day);

/** One cluster as it stood on a day, with its whole history: the label's, the category's, the territory's, the members'. */
export const getCluster = defineQuery({
  name: 'registry.getCluster',
  title: { fr: 'Lire un pôle', en: 'Read a cluster' },
  path: '/clusters/{cluster}',
  permission: { who: 'public' },
  kept: 'for-strangers',
  input: z.object({ cluster: clusterId, on: onDay }),
  output: clusterDetail,
  async run({ sql, actor, today }, { cluster: id, on: asked }) {
    const file = await clusterFile(sql, id);
    if (!file) throw notFound();
    const programme = await findProgramme(sql);
    const on = asked ?? referenceDayOf(programme, today as typeof asked & string);
    const decisions = await labelDecisions(sql, id);
    const label = labelOn(decisions, on);
    const members = await countMembers(sql, id, on);
    const place = actor.kind === 'stranger' ? null : await clusterPlace(sql, id);
    const strategic = file.designations.some(holdsOn(on));
    const acts = place ? openHere(actor, CLUSTER_ACTS, place) : [];
    const national = place ? openHere(actor, NATIONAL_ACTS, {}) : [];
    const shut = national.includes('registry.designateStrategic')
      ? designationFault({
          labelled: label.state === 'labelled',
          designated: strategic,
          others: await countStrategic(sql, on),
          ceiling: programme?.strategic_ceiling ?? 0,
        })
      : null;
    const closed = [
      ...(shut
        ? [
            {
              action: 'registry.designateStrategic',
              ...inBoth(
                refusals[shut],
                (day) => ({ name: file.name, day, ceiling: programme?.strategic_ceiling ?? 0 }),
                on,
              ),
            },
          ]
        : []),
      ...(acts.includes('registry.appointRepresentative') && !file.body
        ? [{ action: 'registry.appointRepresentative', ...sayOnly(refusals.NO_GOVERNANCE_BODY) }]
        : []),
    ];
    return {
      ...identityOf(file),
      on,
      label,
      decisions: decisions.toReversed(),
      category: file.categories.find(holdsOn(on))?.category ?? null,
      strategic,
      regionVintage: regionVintageOn(on),
      representative:
        representativesOf(file).find((one) => one.from <= on && (one.to === null || on <= one.to)) ?? null,
      members: drillDown(members),
      warnings: place && reaches(actor, CLUSTER_READERS, place) ? warningsOf(file, label, members) : [],
      open: [...acts, ...national].filter(
        (action) => !closed.some((one) => one.action === action) && (action !== 'registry.endDesignation' || strategic),
      ),
      closed,
    };
  },
});

const sayOnly = ({ fr, en }: Say): Say => ({ fr, en });

/** A refusal's sentence in both languages, its marks filled in each. */
function inBoth(sentence: Say, marks: (day: string) => Record<string, string | number>, on: string): Say {
  const fill = (language: 'fr' | 'en') =>
    speaking(language, () => {
      const values = marks(formatDay(on));
      return sentence[language].replace(/\{(\w+)\}/g, (mark, key: string) => String(values[key] ?? mark));
    });
  return { fr: fill('fr'), en: fill('en') };
}

function warningsOf(file: ClusterFile, label: LabelOnDay, members: MemberCounts) {
  // Former clusters and those of later phases owe no member list.
  const warnings = label.state === 'labelled' ? membershipWarnings(members.kinds) : [];
  if (!file.regions.some((region) => region.coordinating))
    warnings.push({
      code: 'NO_COORDINATING_REGION',
      fr: 'Aucune région coordinatrice n’est enregistrée. Indiquez les régions du pôle.',
      en: 'No coordinating region is recorded. Record the cluster’s regions.',
    });
  return warnings;
}

const representativesOf = (file: ClusterFile) =>
  file.representatives.map((one) => ({
    id: one.id,
    name: one.name,
    title: one.title,
    organisation: one.organisation_id ? { id: one.organisation_id, name: one.organisation_name ?? '' } : null,
    from: one.from_day,
    to: one.to_day,
    synthetic: one.synthetic,
  }));

const successionsOf = (rows: ClusterFile['successors'], end: 'predecessor_id' | 'successor_id') =>
  rows.map((row) => ({
    id: row[end],
    name: row.name,
    year: row.year,
    onDay: row.on_day,
    nature: row.nature,
    certainty: row.certainty,
    source: row.source,
  }));

const codeAndName = (code: string | null, name: string | null) => (code === null ? null : { code, name });

const identityOf = (file: ClusterFile) => ({
  id: file.id,
  name: file.name,
  officialNumber: file.official_number,
  sector: file.sector,
  city: file.city,
  commune: codeAndName(file.commune, file.communeName),
  departement: codeAndName(file.departement, file.departementName),
  website: file.website,
  territoryWords: file.territory_words,
  historyWords: file.history_words,
  confidence: file.confidence,
  synthetic: file.synthetic,
  source: file.source,
  categories: file.categories.map((one) => ({ ...one, from: one.from_day, to: one.to_day })),
  ratings: [...file.ratings],
  designations: file.designations.map((one) => ({
    id: one.id,
    from: one.from_day,
    to: one.to_day,
    decision: one.decision,
    endedReason: one.ended_reason,
  })),
  regions: file.regions.map((one) => ({ ...one, code: one.region })),
  governanceBody: file.body && {
    ...file.body,
    legalCategory: codeAndName(file.body.legalCategory, file.body.legalCategoryName),
  },
  representatives: representativesOf(file),
  predecessors: successionsOf(file.predecessors, 'predecessor_id'),
  successors: successionsOf(file.successors, 'successor_id'),
});

/** Each count with the filter of the member list that shows what it counts; a line that counts nothing stays, to be seen as zero. */
const drillDown = (members: MemberCounts) => ({
  total: members.total,
  synthetic: members.synthetic,
  colleges: COLLEGES.map((college) => ({
    college,
    count: members.colleges.find((one) => one.value === college)?.count ?? 0,
    filter: { college },
  })),
  sizes: SIZE_FILTERS.map((size) => ({
    size,
    count: members.sizes.find((one) => (one.value ?? 'unknown') === size)?.count ?? 0,
    filter: { kind: 'firm', size },
  })),
});
