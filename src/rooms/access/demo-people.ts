import type { Role, Scope } from '#kit/actor.ts';

/** A domain that cannot exist (RFC 2606): nobody receives what is sent there. Accounts under it are shown as invented. */
export const DEMO_DOMAIN = 'demo.grappe.example';

/** The password of every account of the demonstration; printed by the terminal and on the sign-in page, so it protects nothing. */
export const DEMO_PASSWORD = 'vendanges-2013';

/** An organisation of the demonstration, whose id is only known once it is built. */
export type DemoOrganisation = 'member' | 'provider' | 'training';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly scope:
    | Exclude<Scope, { kind: 'organisation' }>
    | { readonly kind: 'organisation'; readonly of: DemoOrganisation };
  readonly to?: string;
  readonly mission?: string;
}

const programme = { kind: 'programme' } as const;
const rhoneAlpes = { kind: 'region', id: '82@2013' } as const;
const minalogic = { kind: 'cluster', id: 'minalogic' } as const;

const at = (name: string): string => `${name}@${DEMO_DOMAIN}`;

/** One person per function at least, named after grapes and marked as invented. Functions run from the first day of phase III. */
export const demoPeople: readonly DemoPerson[] = [
  { email: at('administrateur'), name: 'Alix Chasselas (fictif)', role: 'administrator', scope: programme },
  { email: at('etat'), name: 'Bérénice Clairette (fictif)', role: 'state-officer', scope: programme },
  { email: at('etat.rhone-alpes'), name: 'Cyprien Savagnin (fictif)', role: 'state-officer', scope: rhoneAlpes },
  { email: at('region'), name: 'Damien Roussanne (fictif)', role: 'region-officer', scope: rhoneAlpes },
  // The only métropole when phase III began: Nice Côte d’Azur.
  {
    email: at('metropole'),
    name: 'Élodie Bellet (fictif)',
    role: 'metropole-officer',
    scope: { kind: 'metropole', id: '200030195' },
  },
  { email: at('directeur'), name: 'Fabrice Aligoté (fictif)', role: 'cluster-director', scope: minalogic },
  { email: at('charge-de-mission'), name: 'Garance Persan (fictif)', role: 'cluster-officer', scope: minalogic },
  {
    email: at('directeur.cap-digital'),
    name: 'Hector Meslier (fictif)',
    role: 'cluster-director',
    scope: { kind: 'cluster', id: 'cap-digital' },
  },
  {
    email: at('membre'),
    name: 'Inès Mondeuse (fictif)',
    role: 'organisation-member',
    scope: { kind: 'organisation', of: 'member' },
  },
  {
    email: at('prestataire'),
    name: 'Joachim Altesse (fictif)',
    role: 'support-provider',
    scope: { kind: 'organisation', of: 'provider' },
  },
  {
    email: at('formation'),
    name: 'Katell Carignan (fictif)',
    role: 'training-actor',
    scope: { kind: 'organisation', of: 'training' },
  },
  {
    email: at('evaluateur'),
    name: 'Léonie Tannat (fictif)',
    role: 'evaluator',
    scope: programme,
    to: '2030-12-31',
    mission: 'Évaluation de la phase III (mission inventée pour la démonstration)',
  },
  { email: at('auditeur'), name: 'Maxence Poulsard (fictif)', role: 'auditor', scope: programme },
];

/** First day of phase III. */
export const DEMO_FROM = '2013-01-01';
