import type { MenuEntry } from '#kit/room.ts';
import type { Route } from '#kit/web/route.ts';
import { listAccounts } from './accounts/account-list.query.ts';
import { accountRoutes } from './accounts/accounts.web.tsx';
import { myAccountRoutes } from './accounts/my-account.web.tsx';
import { linkRoutes } from './links/link.web.tsx';
import { secondFactorRoutes } from './second-factor/second-factor.web.tsx';
import { signInRoutes } from './sign-in/sign-in.web.tsx';

export const routes: readonly Route[] = [
  ...signInRoutes,
  ...linkRoutes,
  ...myAccountRoutes,
  ...secondFactorRoutes,
  ...accountRoutes,
];

export const menu: readonly MenuEntry[] = [
  { label: { fr: 'Comptes', en: 'Accounts' }, href: '/comptes', of: listAccounts, rank: 70 },
];
