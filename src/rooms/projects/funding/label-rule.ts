import { loadFundingReference } from './funding-reference.load.ts';

let rules: Promise<ReadonlyMap<string, string>> | undefined;

/** Does a window take no file without a cluster’s label? As the reference data say, read once; an unknown window asks for one. */
export async function asksLabel(): Promise<(window: string) => boolean> {
  rules ??= loadFundingReference().then(({ windows }) => new Map(windows.map(({ id, label }) => [id, label])));
  const known = await rules;
  return (window) => (known.get(window) ?? 'required') === 'required';
}
