import type { Actor, Place } from '#kit/actor.ts';
import { reaches } from '#rooms/registry';
import { AUDIENCES, type Audience, BLOCKS, type Block } from '../project.ts';
import { FUNDERS, TEAM } from '../projects.roles.ts';

/** Where a project stands, and what ties the reader's organisations to it. */
export interface ReadingFacts {
  /** Clusters that follow or label it, their regions and métropoles, its lead partner's organisation. */
  readonly place: Place;
  readonly partnerOrganisations: readonly string[];
  /** One of the reader's organisations is a member of a cluster that follows or labels it. */
  readonly memberOfItsClusters: boolean;
}

/** What a person is to a project. Insiders read all of it; the others what is opened to them. */
export interface Standing {
  readonly insider: boolean;
  readonly audiences: readonly Audience[];
}

const OWN_ORGANISATIONS = ['organisation-member'] as const;

/**
 * Insiders: the teams of the clusters that follow or label the project, whoever represents its lead partner, the programme's administrator, and the
 * auditor. An evaluator reads what funders read; the public reads what is public.
 */
export function standingOf(actor: Actor, facts: ReadingFacts): Standing {
  const insider =
    reaches(actor, [...TEAM, 'auditor'], facts.place) ||
    reaches(actor, OWN_ORGANISATIONS, { organisations: facts.place.organisations ?? [] });
  const is: Record<Audience, boolean> = {
    partners: reaches(actor, OWN_ORGANISATIONS, { organisations: facts.partnerOrganisations }),
    funders: reaches(actor, [...FUNDERS, 'evaluator'], facts.place),
    members: facts.memberOfItsClusters,
    public: true,
  };
  return { insider, audiences: AUDIENCES.filter((audience) => is[audience]) };
}

/** The audiences that each block was opened to; a block that is not named is private. */
export type Audiences = Readonly<Partial<Record<Block, readonly Audience[]>>>;

/** The blocks that a person may read; empty means that the project does not exist for them. */
export const visibleBlocks = (standing: Standing, audiences: Audiences): Block[] =>
  BLOCKS.filter(
    (block) => standing.insider || audiences[block]?.some((audience) => standing.audiences.includes(audience)),
  );
