import type { Operation } from '#kit/action.ts';
import { amendOrganisation } from './amend-organisation.action.ts';
import { endGroupLink } from './end-group-link.action.ts';
import { linkGroup } from './link-group.action.ts';
import { recordAccounts } from './record-accounts.action.ts';

/** What can be done on an organisation by those whose functions reach it. */
export const ORGANISATION_ACTS: readonly Operation[] = [amendOrganisation, recordAccounts, linkGroup, endGroupLink];
