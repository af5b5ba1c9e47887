import { vi } from 'vitest';

/** Against what never comes: a busy machine may take long over what a quiet one does at once. */
const PATIENCE_MS = 120_000;

/** Waits until a check no longer throws, looking again and again; gives what it gave. */
export const eventually = <Found>(check: () => Found | Promise<Found>): Promise<Found> =>
  vi.waitFor(check, { timeout: PATIENCE_MS, interval: 20 });
