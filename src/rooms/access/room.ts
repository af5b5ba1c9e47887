import type { Room } from '#kit/room.ts';
import { getAccount } from './accounts/account.query.ts';
import { listAccounts } from './accounts/account-list.query.ts';
import { changeMyName } from './accounts/change-my-name.action.ts';
import { createAccount } from './accounts/create-account.action.ts';
import { createAdministrator } from './accounts/create-administrator.action.ts';
import { deactivateAccount } from './accounts/deactivate-account.action.ts';
import { delegateFunction } from './accounts/delegate-function.action.ts';
import { endDelegation } from './accounts/end-delegation.action.ts';
import { endGrant } from './accounts/end-grant.action.ts';
import { grantFunction } from './accounts/grant-function.action.ts';
import { getMyAccount, listMyGrants } from './accounts/my-account.query.ts';
import { reactivateAccount } from './accounts/reactivate-account.action.ts';
import { resetPasswordByAdministrator } from './accounts/reset-password.action.ts';
import { listGrantableFunctions } from './accounts/scope-list.query.ts';
import { listApiKeys } from './keys/api-key-list.query.ts';
import { createApiKey } from './keys/create-api-key.action.ts';
import { revokeApiKey } from './keys/revoke-api-key.action.ts';
import { acceptInvitation, choosePassword } from './links/accept-invitation.action.ts';
import { confirmEmail } from './links/confirm-email.action.ts';
import { confirmIdentity } from './links/confirm-identity.action.ts';
import { createLink } from './links/create-link.action.ts';
import { getLink } from './links/link.query.ts';
import { offerOwnLinks } from './links/own-offers.tsx';
import { enableSecondFactor } from './second-factor/enable-second-factor.action.ts';
import { removeSecondFactor } from './second-factor/remove-second-factor.action.ts';
import { renewRecoveryCodes } from './second-factor/renew-recovery-codes.action.ts';
import { resetSecondFactor } from './second-factor/reset-second-factor.action.ts';
import { askEmailConfirmation } from './sign-in/ask-email-confirmation.action.ts';
import { askIdentityConfirmation } from './sign-in/ask-identity-confirmation.action.ts';
import { changeMyPassword } from './sign-in/change-my-password.action.ts';
import { passSecondFactor } from './sign-in/pass-second-factor.action.ts';
import { requestPasswordReset } from './sign-in/request-password-reset.action.ts';
import { signIn } from './sign-in/sign-in.action.ts';
import { getSignIn } from './sign-in/sign-in.query.ts';
import { endSession, signOut, signOutElsewhere } from './sign-in/sign-out.action.ts';
import { sweepJob } from './sign-in/sweep.job.ts';

offerOwnLinks();

/** People, how they sign in, the functions they hold, and what acts for them. Every other room stands on it. */
export const access: Room = {
  name: 'access',
  title: { fr: 'Accès', en: 'Access' },
  enters: [],
  operations: [
    listAccounts,
    getAccount,
    createAccount,
    grantFunction,
    endGrant,
    deactivateAccount,
    reactivateAccount,
    resetPasswordByAdministrator,
    createAdministrator,
    listGrantableFunctions,
    delegateFunction,
    endDelegation,
    listMyGrants,
    getMyAccount,
    changeMyName,
    changeMyPassword,
    enableSecondFactor,
    renewRecoveryCodes,
    removeSecondFactor,
    resetSecondFactor,
    askEmailConfirmation,
    endSession,
    signOutElsewhere,
    listApiKeys,
    createApiKey,
    revokeApiKey,
    createLink,
    getLink,
    acceptInvitation,
    choosePassword,
    confirmEmail,
    confirmIdentity,
    askIdentityConfirmation,
    requestPasswordReset,
    getSignIn,
    signIn,
    passSecondFactor,
    signOut,
  ],
  web: () => import('./access.web.ts'),
  jobs: [sweepJob],
  migrations: { room: 'access', dir: new URL('./migrations/', import.meta.url) },
};
