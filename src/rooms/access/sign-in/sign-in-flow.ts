import { AsyncLocalStorage } from 'node:async_hooks';

/** What the identity provider said of the person who is signing in. */
export interface Profile {
  readonly subject: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
}

/** What the library answers when `auth.ts` refuses to open an account for an address that nobody proved. */
export const UNPROVEN = 'unproven_address';

/** What one passage through the sign-in library leaves beside its answer. */
export interface SignInFlow {
  /** Keys counted in `access.attempt`, to be taken back on success. */
  readonly attempts: string[];
  profile: Profile | null;
}

const running = new AsyncLocalStorage<SignInFlow>();

export const currentFlow = (): SignInFlow | undefined => running.getStore();

export async function inFlow<T>(work: () => Promise<T>): Promise<{ result: T; flow: SignInFlow }> {
  const flow: SignInFlow = { attempts: [], profile: null };
  return { result: await running.run(flow, work), flow };
}
