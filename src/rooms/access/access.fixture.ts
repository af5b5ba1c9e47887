import { randomUUID } from 'node:crypto';
import { type Actor, type Role, type Scope, systemActor } from '#kit/actor.ts';
import type { Call, Services } from '#kit/context.ts';
import { dayInParis } from '#kit/period.ts';
import { perform } from '#kit/web/route.ts';
import { createAccount } from './accounts/create-account.action.ts';
import { writeScope } from './accounts/grant.rules.ts';
import { grantFunction } from './accounts/grant-function.action.ts';
import { heldFunctions } from './accounts/held-function.store.ts';
import { personByEmail } from './accounts/person.store.ts';
import { DEMO_FROM, DEMO_PASSWORD, type DemoOrganisation, demoPeople } from './demo-people.ts';
import { enableSecondFactor } from './second-factor/enable-second-factor.action.ts';
import { newEnrolment } from './second-factor/enrolment.ts';
import { codeOfStep, stepAt, toBase32 } from './second-factor/totp.ts';

export interface GrantSpec {
  readonly role: Role;
  /** The whole programme when absent. */
  readonly scope?: Scope;
  /** First day; long ago when absent. */
  readonly from?: string;
  readonly to?: string;
  readonly mission?: string;
}

export interface PersonSpec {
  readonly email: string;
  /** Made from the address when absent. */
  readonly name?: string;
  /** Without one, an invitation is mailed. */
  readonly password?: string;
  readonly grants?: readonly GrantSpec[];
}

const call = (services: Services): Call => ({
  services,
  actor: systemActor('Données de démonstration'),
  door: 'job',
  requestId: randomUUID(),
});

const functionOf = (grant: GrantSpec) => ({
  role: grant.role,
  scope: writeScope(grant.scope ?? { kind: 'programme' }),
  from: grant.from ?? DEMO_FROM,
  to: grant.to,
  mission: grant.mission ?? (grant.role === 'evaluator' ? 'Mission inventée' : undefined),
});

/** An account with its functions, through the actions; gives its id. An evaluator needs a `to`. */
export async function createPerson(services: Services, spec: PersonSpec): Promise<string> {
  const { email, password } = spec;
  const name = spec.name ?? email.split('@')[0]!.replaceAll('.', ' ');
  const [first, ...others] = spec.grants ?? [];
  const { person } = await perform(
    createAccount,
    { email, name, password, ...(first && functionOf(first)) },
    call(services),
  );
  for (const grant of others) await perform(grantFunction, { person, ...functionOf(grant) }, call(services));
  return person;
}

/** The actor that somebody would be once signed in, with the functions of the day. */
export async function actorOf(services: Services, email: string): Promise<Actor> {
  const { sql } = services.store;
  const person = await personByEmail(sql, email);
  if (!person) throw new Error(`Nobody has the address ${email}`);
  const held = await heldFunctions(sql, person.id, dayInParis(services.clock.now()));
  return {
    kind: 'person',
    id: person.id,
    name: person.name,
    email: person.email,
    grants: held.map(({ role, scope, onBehalfOf }) => ({ role, scope, ...(onBehalfOf !== null && { onBehalfOf }) })),
  };
}

/**
 * The people of the demonstration, through the actions; those who exist already are left alone. Somebody whose organisation is not given is
 * left out. Gives how many accounts were made.
 */
export async function buildDemoPeople(
  context: Call,
  organisations: Partial<Record<DemoOrganisation, string>> = {},
): Promise<number> {
  let made = 0;
  for (const { email, name, role, scope, to, mission } of demoPeople) {
    const place: Scope | null =
      scope.kind !== 'organisation'
        ? scope
        : organisations[scope.of]
          ? { kind: 'organisation', id: organisations[scope.of]! }
          : null;
    if (!place || (await personByEmail(context.services.store.sql, email))) continue;
    await perform(
      createAccount,
      { email, name, password: DEMO_PASSWORD, role, scope: writeScope(place), from: DEMO_FROM, to, mission },
      context,
    );
    made += 1;
  }
  return made;
}

/** An authenticator application that a test holds. */
export interface Telephone {
  /** The key as the page shows it; `codeAt(key, instant)` computes codes elsewhere. */
  readonly key: string;
  readonly recoveryCodes: readonly string[];
  /** A code that was not used yet: two at one instant, then the clock has to move on by thirty seconds. */
  code(): string;
}

/** Turns the second factor of an account on, through the action. */
export async function enrolSecondFactor(
  services: Services,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Telephone> {
  const { config, clock } = services;
  const actor = await actorOf(services, email);
  const { secret, setup } = newEnrolment(config.dataDir, actor.id, clock.now());
  // The period before is accepted too: the present one and the next stay free.
  let last = stepAt(clock.now()) - 1;
  const { recoveryCodes } = await perform(
    enableSecondFactor,
    { setup, code: codeOfStep(secret, last), password },
    { ...call(services), actor },
  );
  return {
    key: toBase32(secret),
    recoveryCodes,
    code() {
      last = Math.max(last + 1, stepAt(clock.now()));
      return codeOfStep(secret, last);
    },
  };
}
