import type { Call } from '#kit/context.ts';
import { receiveFile } from '#kit/files.ts';
import { type Say, say } from '#kit/say.ts';
import type { Take } from '#kit/web/receive-form.ts';
import { perform } from '#kit/web/route.ts';
import { openEvaluation } from './open-evaluation.action.ts';
import { inProcess, TaskRefused } from './run/impact-process.ts';

/** 200 MiB: ten years of 300,000 firms with a dozen columns as CSV; as Parquet, the whole country. */
export const PANEL_LIMIT = 200 * 1024 * 1024;
export const PANEL_FORMATS = ['.csv', '.tsv', '.txt', '.parquet'] as const;

export type ReceivedPanel =
  | { readonly ok: true; readonly evaluation: string }
  | { readonly ok: false; readonly reason: string };

/** Takes a panel that somebody sends, looks at its columns in a process of its own, and opens an evaluation on it. */
export const receivePanel =
  (call: Call, { synthetic = false } = {}): Take<ReceivedPanel> =>
  async (stream, named) => {
    if (!PANEL_FORMATS.some((format) => named.name.toLowerCase().endsWith(format)))
      return { ok: false, reason: say(otherFormat) };
    const { services } = call;
    const reception = await receiveFile(services.config.dataDir, stream, PANEL_LIMIT);
    if (!reception.ok) return { ok: false, reason: say(reception.reason) };
    const { file } = reception;
    try {
      const looked = `preview-${crypto.randomUUID()}`;
      const given = { sha256: file.sha256, name: named.name };
      const preview = await inProcess(services, looked, given, { kind: 'preview' }, {}, async (found) => found);
      const { evaluation } = await perform(
        openEvaluation,
        { ...file, ...named, preview: structuredClone(preview) as never, synthetic },
        call,
      );
      return { ok: true, evaluation };
    } catch (error) {
      if (error instanceof TaskRefused) return { ok: false, reason: say(error.sentence) };
      throw error;
    }
  };

const otherFormat: Say = {
  fr: 'Donnez un fichier CSV (virgules, points-virgules ou tabulations) ou Parquet\u202f; un classeur s’enregistre d’abord en CSV.',
  en: 'Give a CSV file (commas, semicolons or tabulations) or a Parquet file; save a workbook as CSV first.',
};
