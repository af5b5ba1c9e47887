import type { Crumb, SideNavigation } from '#kit/web/page.ts';
import { CONTRACT_STEPS, type ContractStep, contractAddress } from './contract-address.ts';
import { t } from './contracts.sentences.ts';

export interface NamedContract {
  readonly id: string;
  readonly cluster: { readonly id: string; readonly name: string };
}

/** The left navigation on each page of a contract. */
export const contractSide = (contract: NamedContract, current: ContractStep): SideNavigation => ({
  label: t().navigation(contract.cluster.name),
  entries: (Object.keys(CONTRACT_STEPS) as ContractStep[]).map((step) => ({
    label: t().steps[step],
    href: contractAddress(contract.id, step),
    current: step === current,
  })),
});

/** Accueil › Contrats › Contrat de Minalogic › Objectifs, and further down when `last` is given. */
export function contractCrumbs(contract: NamedContract, step: ContractStep, last?: string): Crumb[] {
  const crumbs: Crumb[] = [
    { label: t().contracts, href: '/contrats' },
    { label: t().contract(contract.cluster.name), href: contractAddress(contract.id) },
  ];
  if (step !== 'overview') crumbs.push({ label: t().steps[step], href: contractAddress(contract.id, step) });
  return last ? [...crumbs, { label: last }] : crumbs;
}
