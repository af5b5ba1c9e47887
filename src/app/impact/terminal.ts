import type { Stats } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  ImpactError,
  type OnStage,
  RUN_STAGES,
  type RunStage,
  type Sentence,
  type Warning,
} from '#engines/impact/index.ts';
import type { Language } from './flags.ts';

/** Where a command speaks: results on one side, progress and warnings on the other. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Progress is rewritten in place when someone watches, and left out otherwise. */
  readonly watched: boolean;
}

/** A table of texts in columns, the first aligned left; columns two spaces apart. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!)))
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line).join('\n');
}

/** A number as R's tables print it; NA where there is none. */
export const digits = (value: number | null | undefined, places = 4): string =>
  value === null || value === undefined || !Number.isFinite(value) ? 'NA' : value.toFixed(places);

export const say = (language: Language, sentence: Sentence): string => sentence[language];

export function warningLines(warnings: readonly Warning[], language: Language): string {
  const title = { fr: 'Avertissement', en: 'Warning' }[language];
  const colon = language === 'fr' ? '\u202f:' : ':';
  return warnings.map((warning) => `${title}${colon} ${warning[language]}`).join('\n');
}

/** Shows how far a long work is, where someone watches. */
export function progressOn(
  { err, watched }: Terminal,
  what: string,
): { readonly at: (share: number) => void; readonly done: () => void } {
  let shown = -1;
  return {
    at: (share) => {
      const percent = Math.round(100 * share);
      if (!watched || percent === shown) return;
      shown = percent;
      err(`\r${what} ${percent} %`);
    },
    done: () => {
      if (watched && shown >= 0) err('\r\u001b[K');
    },
  };
}

const STAGE_WORDS: Readonly<Record<RunStage, Sentence>> = {
  reading: { fr: 'Lecture du panel', en: 'Reading the panel' },
  estimating: { fr: 'Estimation', en: 'Estimating' },
  aggregating: { fr: 'Agrégats', en: 'Aggregates' },
  reporting: { fr: 'Rapport', en: 'Report' },
};

/** Shows how far a run is, stage after stage. */
export function stagesOn(terminal: Terminal, language: Language): { readonly at: OnStage; readonly done: () => void } {
  const shown = new Map(RUN_STAGES.map((stage) => [stage, progressOn(terminal, STAGE_WORDS[stage][language])]));
  return {
    at: (stage, done, of) => shown.get(stage)!.at(done / of),
    done: () => {
      for (const { done } of shown.values()) done();
    },
  };
}

/** A file that may have been asked for, and what it holds. */
export interface Output {
  readonly path: string | undefined;
  /** Whole, or in pieces written one after the other. */
  readonly text: () => string | Uint8Array | Iterable<string>;
}

/**
 * Writes what was computed, all at the end: a run that is refused leaves no file. Each is written beside its place, and all take their places
 * together once every one is whole.
 * @throws ImpactError when a folder is missing, a folder stands in the place, or one place is asked for twice
 */
export async function writeOutputs(outputs: readonly Output[]): Promise<void> {
  const asked = outputs.flatMap(({ path, text }) => (path === undefined ? [] : [{ path: resolve(path), text }]));
  for (const [k, { path }] of asked.entries()) {
    if (asked.findIndex((one) => one.path === path) !== k) throw notWritten(path, ASKED_TWICE);
    if (await isFolder(path)) throw notWritten(path, IS_FOLDER);
    if (!(await isFolder(dirname(path)))) throw notWritten(path, NO_FOLDER);
  }
  const drafts: { readonly path: string; readonly draft: string }[] = [];
  try {
    for (const { path, text } of asked) {
      // What is no file, such as /dev/stdout, has no place to take.
      const draft = (await isSpecial(path)) ? path : `${path}.${process.pid}.part`;
      if (draft !== path) drafts.push({ path, draft });
      await writeFile(draft, text());
    }
    for (const { path, draft } of drafts) await rename(draft, path);
  } catch (error) {
    await Promise.all(drafts.map(({ draft }) => rm(draft, { force: true })));
    throw error;
  }
}

const found = (path: string): Promise<Stats | null> => stat(path).catch(() => null);
export const isFolder = async (path: string): Promise<boolean> => (await found(path))?.isDirectory() ?? false;
const isSpecial = async (path: string): Promise<boolean> => (await found(path))?.isFile() === false;

export const notWritten = (path: string, why: Sentence): ImpactError =>
  new ImpactError('not-written', {
    fr: `${path} n’est pas écrit\u202f: ${why.fr}`,
    en: `${path} is not written: ${why.en}`,
  });

const ASKED_TWICE = {
  fr: 'deux résultats ne peuvent pas prendre la même place.',
  en: 'two results cannot take the same place.',
};
const IS_FOLDER = { fr: 'un dossier porte ce nom.', en: 'a folder has this name.' };
export const NO_FOLDER = { fr: 'son dossier n’existe pas, créez-le.', en: 'its folder does not exist, create it.' };
