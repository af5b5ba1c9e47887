import type { FindClusterLink } from '#rooms/registry';
import { contractsOf } from './contract-list.store.ts';

/** From the public page of a cluster to its contract, once it is signed. */
export const contractLink: FindClusterLink = async (sql, cluster) =>
  (await contractsOf(sql, cluster)).some(({ signed_on }) => signed_on !== null)
    ? {
        label: { fr: 'Contrat de performance signé', en: 'Signed performance contract' },
        href: `/poles/${cluster}/contrat`,
      }
    : null;
