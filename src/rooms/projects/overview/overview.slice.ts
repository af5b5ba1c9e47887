import type { Operation } from '#kit/action.ts';
import { getFunnel } from './funnel.query.ts';
import { getPipeline } from './pipeline.query.ts';
import { listProjects } from './project-list.query.ts';

/** What this slice adds to the room. */
export const overviewOperations: readonly Operation[] = [listProjects, getPipeline, getFunnel];
