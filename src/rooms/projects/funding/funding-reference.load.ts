import { readFile } from 'node:fs/promises';
import { readReference } from '#rooms/registry';
import { type FundingWindows, parseFundingWindows } from './funding-window.ts';
import { parseStateAidTexts, type StateAidTexts } from './state-aid-text.ts';

const readJson = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`../../../../reference/${file}`, import.meta.url), 'utf8'));

/** All that the funding rules are computed from, read and checked once at start. */
export interface FundingReference extends FundingWindows {
  readonly stateAid: StateAidTexts;
}

/** Reads and checks the reference files; throws with the place of the fault. */
export async function loadFundingReference(): Promise<FundingReference> {
  const [windows, texts, rates, instruments, thresholds] = await Promise.all([
    readJson('guichets.json'),
    readJson('aides-etat.json'),
    readReference('taux-aide.csv'),
    readReference('instruments-financement.csv'),
    readReference('seuils-notification.csv'),
  ]);
  return {
    ...parseFundingWindows(windows, rates, instruments),
    stateAid: parseStateAidTexts(texts, thresholds),
  };
}
