import { readFile } from 'node:fs/promises';
import { readReference } from '#rooms/registry';
import { type FundingWindows, parseFundingWindows, type TableLine, withCalls } from './funding-window.ts';
import { parseStateAidTexts, type StateAidTexts } from './state-aid-text.ts';

const readJson = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`../../../../reference/${file}`, import.meta.url), 'utf8'));

/** All that the funding rules are computed from, read and checked once at start. */
export interface FundingReference extends FundingWindows {
  readonly stateAid: StateAidTexts;
}

interface Files {
  readonly windows: unknown;
  readonly rates: readonly TableLine[];
  readonly instruments: readonly TableLine[];
  readonly stateAid: StateAidTexts;
}

/** The files of this version, read once: they only change with it. */
let files: Promise<Files> | null = null;

async function readFiles(): Promise<Files> {
  const [windows, texts, rates, instruments, thresholds] = await Promise.all([
    readJson('guichets.json'),
    readJson('aides-etat.json'),
    readReference('taux-aide.csv'),
    readReference('instruments-financement.csv'),
    readReference('seuils-notification.csv'),
  ]);
  return { windows, rates, instruments, stateAid: parseStateAidTexts(texts, thresholds) };
}

/**
 * Reads and checks the reference files, with the calls that the programme added to them; throws with the place of the fault.
 * @param added entries of `guichets.json`'s list of calls.
 */
export async function loadFundingReference(added: readonly unknown[] = []): Promise<FundingReference> {
  files ??= readFiles();
  const { windows, rates, instruments, stateAid } = await files;
  return { ...parseFundingWindows(withCalls(windows, added), rates, instruments), stateAid };
}
