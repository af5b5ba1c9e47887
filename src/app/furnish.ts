import { randomUUID } from 'node:crypto';
import { systemActor } from '#kit/actor.ts';
import type { Call, Services } from '#kit/context.ts';
import { loadJournalKey } from '#kit/journal.digest.ts';
import { DEMO_PASSWORD, type DemoSignIn, demoSignIns, hasAdministrator } from '#rooms/access';
import { loadArticleTemplates, sealingSigner } from '#rooms/contracts';
import { loadIndicators } from '#rooms/indicators';
import { loadRegistry } from '#rooms/registry';
import { buildDemonstration, type Demonstration, type DemonstrationCount } from './demo/demonstration.ts';

/** What a start found or put in the store. */
export interface Furnished {
  readonly loaded: readonly { readonly what: string; readonly rows: number }[];
  /** One sign-in per function, in the demonstration. */
  readonly people: readonly DemoSignIn[];
  readonly password: string;
  readonly hasAdministrator: boolean;
  /** Invented contracts, written and still to write; null without a demonstration. */
  readonly demoContracts: Demonstration['contracts'] | null;
  /** Writes the invented members and contracts that are still missing; null when there is nothing to write. */
  readonly completeDemonstration: (() => Promise<DemonstrationCount>) | null;
}

/** Brings the store up to the reference data, and to the people of the demonstration where it is wanted. Doing it again changes nothing. */
export async function furnish(services: Services): Promise<Furnished> {
  loadJournalKey(services.config.dataDir);
  await sealingSigner(services.config, services.clock.now());
  const registry = await loadRegistry(callAs(services, 'Données de référence'));
  const indicators = await services.store.sql.transaction().execute(loadIndicators);
  const articles = await services.store.sql.transaction().execute(loadArticleTemplates);
  const loaded = [
    ...registry,
    { what: 'Indicateurs communs', rows: indicators },
    { what: 'Modèles d’articles de contrat', rows: articles },
  ];
  const { demo } = services.config;
  const demonstration = demo ? await buildDemonstration(callAs(services, 'Démonstration')) : null;
  return {
    loaded,
    people: demo ? await demoSignIns(services) : [],
    password: DEMO_PASSWORD,
    hasAdministrator: await hasAdministrator(services.store.sql),
    demoContracts: demonstration?.contracts ?? null,
    completeDemonstration: demonstration?.rest ?? null,
  };
}

const callAs = (services: Services, name: string): Call => ({
  services,
  actor: systemActor(name),
  door: 'job',
  requestId: randomUUID(),
});
