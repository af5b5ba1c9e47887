/** The addresses of one contract; every page of the room takes its links from here. */
export const CONTRACT_STEPS = {
  overview: '',
  strategy: '/strategie',
  objectives: '/objectifs',
  financing: '/financement',
  completeness: '/completude',
  negotiation: '/negociation',
  text: '/texte',
  signature: '/signatures',
  life: '/vie',
} as const;
export type ContractStep = keyof typeof CONTRACT_STEPS;

export const contractAddress = (contract: string, step: ContractStep = 'overview', rest = ''): string =>
  `/contrats/${encodeURIComponent(contract)}${CONTRACT_STEPS[step]}${rest}`;
