import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, openHere } from '#rooms/registry';
import { asksLabel } from '../funding/label-rule.ts';
import type { Block } from '../project.ts';
import { projectKey } from '../projects.schemas.ts';
import { addPartner } from './add-partner.action.ts';
import { abandonProject, advanceProject } from './advance-project.action.ts';
import { amendPartner } from './amend-partner.action.ts';
import { amendProject } from './amend-project.action.ts';
import { standingOf, visibleBlocks } from './audience.rules.ts';
import { audiencesOf, noteOpening, readingFacts } from './audience.store.ts';
import { changeLead, withdrawPartner } from './change-consortium.actions.ts';
import { nextGates } from './gate.rules.ts';
import { gateFacts } from './gate-facts.store.ts';
import { recordKnowHow } from './know-how.actions.ts';
import { setReaders } from './set-readers.action.ts';
import { threadOf } from './thread.store.ts';
import { threadView } from './thread.ts';

/** What may be done on the page of a project. */
const ACTS = [
  amendProject,
  addPartner,
  amendPartner,
  withdrawPartner,
  changeLead,
  setReaders,
  recordKnowHow,
  advanceProject,
  abandonProject,
];

/** One project from idea to export, as its reader may see it: stages with their evidence, what the next gate lacks, and each block opened to them. */
export const getProject = defineQuery({
  name: 'projects.getProject',
  title: { fr: 'Lire le fil d’un projet', en: 'Read the thread of a project' },
  path: '/projects/{project}',
  permission: { who: 'public' },
  input: z.object({ project: projectKey }),
  output: threadView,
  async run(ctx, { project: id }) {
    const { sql, actor, today } = ctx;
    const facts = await readingFacts(sql, id, actor);
    if (!facts) throw notFound();
    const audiences = await audiencesOf(sql, id);
    const standing = standingOf(actor, facts);
    const blocks = visibleBlocks(standing, audiences);
    if (blocks.length === 0) throw notFound();
    const thread = (await threadOf(sql, id))!;
    const on = await actingDay(sql, today);
    const close = standing.insider || standing.audiences.some((one) => one === 'partners' || one === 'funders');
    const gates = close ? nextGates((await gateFacts(sql, id))!, on as Day, await asksLabel()) : null;
    await noteOpening(ctx, id, blocks, audiences);
    const seen = <Content>(block: Block, content: Content): Content | null => (blocks.includes(block) ? content : null);
    const {
      title,
      summary,
      targetMarket,
      partners,
      budget,
      files,
      delivery,
      results,
      industrialisation,
      firstSale,
      years,
      knowHow,
      ...head
    } = thread;
    return {
      ...head,
      on,
      insider: standing.insider,
      blocks,
      labels: seen('funding', head.labels) ?? seen('summary', head.labels) ?? [],
      // What proves a stage, and why a project was given up, stay between those who carry it.
      stages: head.stages.map((entry) => (close ? entry : { ...entry, evidence: null, reason: null })),
      next: gates?.map((gate) => ({ ...gate, missing: [...gate.missing] })) ?? null,
      summary: seen('summary', { title, summary, targetMarket }),
      consortium: seen('consortium', partners),
      budget: seen('budget', budget),
      files: seen('funding', files),
      delivery: seen('delivery', delivery),
      results: seen('results', results),
      market: seen('market', { industrialisation, firstSale, years }),
      knowHow: seen('know-how', knowHow),
      open: openHere(actor, ACTS, facts.place),
    };
  },
});
