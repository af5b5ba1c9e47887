import type { Call, Services } from '#kit/context.ts';
import { perform } from '#kit/web/route.ts';
import { builders, callBy, type OrganisationKind } from '#rooms/registry';
import { addPartner } from './project/add-partner.action.ts';
import { advanceProject } from './project/advance-project.action.ts';
import { amendPartner } from './project/amend-partner.action.ts';
import { createProject } from './project/create-project.action.ts';
import { setReaders } from './project/set-readers.action.ts';
import type { Audience, Block, CostNature } from './project.ts';

/** Builders for tests and the demonstration: each says what matters, the rest is plausible. */

/** `const { a } = projectBuilders(services)`, then `await a.project('minalogic').withConsortium().save()`. */
export function projectBuilders(services: Services, call: Call = callBy(services)) {
  return { a: { project: (cluster = 'minalogic') => new ProjectBuilder(services, call, cluster) } };
}

export interface BuiltProject {
  readonly project: string;
  /** Ids of the partners, the lead first. */
  readonly partners: readonly string[];
  /** Ids of their organisations, in the same order. */
  readonly organisations: readonly string[];
}

type Costs = readonly {
  nature: CostNature;
  research: 'fundamental' | 'industrial' | 'experimental' | 'feasibility';
  amountCents: number;
}[];

interface PartnerDraft {
  readonly kind: OrganisationKind;
  readonly organisation: string | null;
  readonly commune: string | null;
  readonly country: string;
  readonly costs: Costs | null;
  readonly askedCents: number | null;
}

const GRENOBLE = '38185';

let order = 0;

/** One project, opened and brought as far as asked by the acts of the room. */
export class ProjectBuilder {
  readonly #services: Services;
  readonly #call: Call;
  readonly #cluster: string;
  #acronym = `Projet fictif ${++order}`;
  #partners: PartnerDraft[] = [];
  #readers: Partial<Record<Block, Audience[]>> = {};
  #research: { from: string; to: string } | null = null;
  #formed = false;
  #createdOn: string | null = null;

  constructor(services: Services, call: Call, cluster: string) {
    this.#services = services;
    this.#call = call;
    this.#cluster = cluster;
  }

  named(acronym: string): this {
    this.#acronym = acronym;
    return this;
  }

  createdOn(day: string): this {
    this.#createdOn = day;
    return this;
  }

  /** Days of the R&D. */
  researching(from: string, to: string): this {
    this.#research = { from, to };
    return this;
  }

  /** One more partner, the first leads; an organisation is created for it unless one is given. Costs in euros of industrial research. */
  with(
    kind: OrganisationKind = 'firm',
    more: {
      organisation?: string;
      commune?: string;
      country?: string;
      costs?: Costs;
      euros?: number;
      askedEuros?: number;
    } = {},
  ): this {
    this.#partners.push({
      kind,
      organisation: more.organisation ?? null,
      commune: more.country && more.country !== 'FR' ? null : (more.commune ?? GRENOBLE),
      country: more.country ?? 'FR',
      costs:
        more.costs ??
        (more.euros === undefined
          ? null
          : [{ nature: 'staff', research: 'industrial', amountCents: more.euros * 100 }]),
      askedCents: more.askedEuros === undefined ? null : more.askedEuros * 100,
    });
    return this;
  }

  /** Two firms and a laboratory, with costs and the aid they ask for; the consortium is recorded as formed. */
  withConsortium(): this {
    this.#formed = true;
    return this.with('firm', { euros: 900_000, askedEuros: 400_000 })
      .with('firm', { euros: 400_000, askedEuros: 170_000 })
      .with('laboratory', { euros: 500_000, askedEuros: 200_000 });
  }

  readBy(block: Block, ...audiences: Audience[]): this {
    this.#readers[block] = audiences;
    return this;
  }

  async save(): Promise<BuiltProject> {
    const { an } = builders(this.#services);
    const { project } = await perform(
      createProject,
      {
        cluster: this.#cluster,
        acronym: this.#acronym,
        title: `${this.#acronym}, un projet de démonstration`,
        createdOn: this.#createdOn,
        researchStartsOn: this.#research?.from,
        researchEndsOn: this.#research?.to,
        synthetic: true,
      },
      this.#call,
    );
    const partners: string[] = [];
    const organisations: string[] = [];
    for (const draft of this.#partners) {
      const organisation =
        draft.organisation ??
        (await an
          .organisation()
          .ofKind(draft.kind)
          .in(draft.commune ?? GRENOBLE)
          .save());
      const { partner } = await perform(
        addPartner,
        { project, organisation, commune: draft.commune, country: draft.country, joinedOn: this.#createdOn },
        this.#call,
      );
      partners.push(partner);
      organisations.push(organisation);
      if (draft.costs || draft.askedCents !== null)
        await perform(
          amendPartner,
          {
            project,
            partner,
            revision: 1,
            commune: draft.commune,
            country: draft.country,
            costs: draft.costs ? [...draft.costs] : null,
            askedCents: draft.askedCents,
          },
          this.#call,
        );
    }
    if (Object.keys(this.#readers).length > 0) await perform(setReaders, { project, ...this.#readers }, this.#call);
    if (this.#formed)
      await perform(advanceProject, { project, gate: 'formConsortium', on: this.#createdOn }, this.#call);
    return { project, partners, organisations };
  }
}
