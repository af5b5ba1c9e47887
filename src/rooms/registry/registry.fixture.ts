import { randomUUID } from 'node:crypto';
import { type Actor, type Grant, systemActor } from '#kit/actor.ts';
import type { Call, Services } from '#kit/context.ts';
import { perform } from '#kit/web/route.ts';
import { createCluster } from './cluster/create-cluster.action.ts';
import { decideLabel } from './cluster/decide-label.action.ts';
import { setRegions } from './cluster/set-regions.action.ts';
import { joinCluster } from './membership/join-cluster.action.ts';
import { createOrganisation } from './organisation/create-organisation.action.ts';
import { recordAccounts } from './organisation/record-accounts.action.ts';
import { syntheticSiren } from './siren.rules.ts';
import type { College, OrganisationKind } from './vocabulary.ts';

/** Builders for tests, through the actions: each says what matters, the rest is plausible. */

/** Someone with these functions, without an account behind. */
export const someone = (...grants: readonly Grant[]): Actor => ({
  kind: 'person',
  id: `per-${grants[0]?.role ?? 'nobody'}`,
  name: `Personne fictive (${grants.map((grant) => grant.role).join(', ')})`,
  email: 'personne@exemple.fr',
  grants,
});

export const callBy = (services: Services, actor: Actor = systemActor('Essais')): Call => ({
  services,
  actor,
  door: 'job',
  requestId: randomUUID(),
});

let order = 0;

/** `const { a, an } = builders(services)`, then `await a.cluster().labelled().save()`. */
export function builders(services: Services) {
  const call = callBy(services);
  return {
    a: {
      cluster: (id?: string) => new ClusterBuilder(call, id),
      membership: () => new MembershipBuilder(call),
    },
    an: {
      organisation: (name?: string) => new OrganisationBuilder(call, name),
    },
  };
}

class ClusterBuilder {
  readonly #call: Call;
  readonly #id: string;
  #label: { from: string; to: string | null } | null = null;
  #regions: { vintage: '2013' | '2016'; coordinating: string; others: readonly string[] }[] = [];

  constructor(call: Call, id = `pole-fictif-${++order}`) {
    this.#call = call;
    this.#id = id;
  }

  labelled(from = '2013-01-01', to: string | null = null): this {
    this.#label = { from, to };
    return this;
  }

  inRegions(vintage: '2013' | '2016', coordinating: string, ...others: readonly string[]): this {
    this.#regions.push({ vintage, coordinating, others });
    return this;
  }

  /** Gives the cluster's id. */
  async save(): Promise<string> {
    const cluster = this.#id;
    await perform(createCluster, { cluster, name: `Pôle ${cluster}`, sector: 'Essais' }, this.#call);
    for (const { vintage, coordinating, others } of this.#regions)
      await perform(setRegions, { cluster, vintage, coordinating, regions: [coordinating, ...others] }, this.#call);
    if (this.#label)
      await perform(
        decideLabel,
        {
          cluster,
          decision: 'granted',
          decidedOn: this.#label.from,
          validTo: this.#label.to,
          authority: 'Comité fictif',
        },
        this.#call,
      );
    return cluster;
  }
}

class OrganisationBuilder {
  readonly #call: Call;
  readonly #name: string;
  #kind: OrganisationKind = 'firm';
  #siren: string | null | undefined;
  #legalCategory: string | null = null;
  #commune: string | null = null;
  #accounts: { year: number; headcount: number; revenueCents: number; balanceCents: number }[] = [];

  constructor(call: Call, name = `Organisation fictive ${++order}`) {
    this.#call = call;
    this.#name = name;
  }

  ofKind(kind: OrganisationKind): this {
    this.#kind = kind;
    return this;
  }

  withSiren(siren: string | null): this {
    this.#siren = siren;
    return this;
  }

  withLegalCategory(code: string): this {
    this.#legalCategory = code;
    return this;
  }

  in(commune: string): this {
    this.#commune = commune;
    return this;
  }

  /** Closed on 31 December; money in whole euros. */
  withAccounts(year: number, headcount: number, revenue: number, balance: number): this {
    this.#accounts.push({ year, headcount, revenueCents: revenue * 100, balanceCents: balance * 100 });
    return this;
  }

  /** Gives the organisation's id. */
  async save(): Promise<string> {
    const { organisation } = await perform(
      createOrganisation,
      {
        name: this.#name,
        kind: this.#kind,
        siren: this.#siren === undefined ? syntheticSiren(200_000 + ++order) : this.#siren,
        legalCategory: this.#legalCategory,
        commune: this.#commune,
        synthetic: true,
      },
      this.#call,
    );
    for (const accounts of this.#accounts) await perform(recordAccounts, { organisation, ...accounts }, this.#call);
    return organisation;
  }
}

class MembershipBuilder {
  readonly #call: Call;
  #cluster: string | null = null;
  #organisation: string | null = null;
  #college: College = 'sme';
  #spell: { from: string; to: string | null } = { from: '2013-01-01', to: null };

  constructor(call: Call) {
    this.#call = call;
  }

  in(cluster: string): this {
    this.#cluster = cluster;
    return this;
  }

  of(organisation: string): this {
    this.#organisation = organisation;
    return this;
  }

  inCollege(college: College): this {
    this.#college = college;
    return this;
  }

  during(from: string, to: string | null = null): this {
    this.#spell = { from, to };
    return this;
  }

  /** Gives the membership's id; its cluster and organisation are made up when nobody named them. */
  async save(): Promise<string> {
    const { membership } = await perform(
      joinCluster,
      {
        cluster: this.#cluster ?? (await new ClusterBuilder(this.#call).labelled().save()),
        organisation: this.#organisation ?? (await new OrganisationBuilder(this.#call).save()),
        college: this.#college,
        ...this.#spell,
        endReason: this.#spell.to ? 'Départ fictif' : null,
      },
      this.#call,
    );
    return membership;
  }
}
