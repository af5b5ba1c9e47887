/** The door of the room: what the house, the other rooms and their tests may use. */
export {
  actorOf,
  buildDemoPeople,
  createPerson,
  enrolSecondFactor,
  type GrantSpec,
  type PersonSpec,
  type Telephone,
} from './access.fixture.ts';
export { readScope, writeScope } from './accounts/grant.rules.ts';
export { hasAdministrator } from './accounts/grant.store.ts';
export { type Holder, peopleHolding } from './accounts/held-function.store.ts';
export { personByEmail } from './accounts/person.store.ts';
export { DEMO_DOMAIN, DEMO_PASSWORD, type DemoOrganisation, type DemoPerson, demoPeople } from './demo-people.ts';
export { type DemoSignIn, demoSignIns } from './demo-sign-ins.ts';
export { type LinkOffer, type OpenedLink, offerByLink } from './links/offered-links.ts';
export { createOneOffLink, type LinkSpec, type MadeLink } from './links/one-off-link.ts';
export { sendLink } from './links/send-link.ts';
export { access } from './room.ts';
export { type KnownScope, placeOfScope, type ScopeChoice, type ScopeDirectory } from './scope-directory.ts';
export {
  checkSecondFactor,
  requireSecondFactor,
  SECOND_FACTOR_REFUSALS,
  type SecondFactorVerdict,
} from './second-factor/check-second-factor.ts';
export { codeAt } from './second-factor/totp.ts';
export { createAuth } from './sign-in/auth.ts';
export { identify, sessionOf } from './sign-in/identify.ts';
export { providerDiscovery } from './sign-in/identity-provider.ts';
