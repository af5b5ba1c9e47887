import { type ReportParts, reportDocument, reportHtml } from '#engines/impact/index.ts';
import { ImpactError } from '#engines/impact/sentence.ts';
import { systemClock } from '#kit/clock.ts';
import { dayInParis, isDay } from '#kit/period.ts';
import type { Setting } from './command.ts';
import { UsageError } from './flags.ts';
import type { Output } from './terminal.ts';

/** The report in the forms that were asked for, made before any file is written; nothing is computed for it when none was. */
export async function reportOutputs(
  { given, language }: Setting,
  partsOf: () => Promise<ReportParts>,
): Promise<Output[]> {
  const [html, pdf] = [given.text('html'), given.text('pdf')];
  const date = given.text('date') ?? dayInParis(systemClock.now());
  if (!isDay(date))
    throw new UsageError({
      fr: `--date attend un jour, comme 2013-06-24\u202f; reçu\u202f: ${date}.`,
      en: `--date takes a day, such as 2013-06-24; received ${date}.`,
    });
  if (html === undefined && pdf === undefined) return [];
  const parts = await partsOf();
  const page = html === undefined ? '' : reportHtml(parts, language);
  const pages = pdf === undefined ? '' : await setInPages(reportDocument(parts, language, date));
  return [
    { path: html, text: () => page },
    { path: pdf, text: () => pages },
  ];
}

/** The typesetter is loaded by whoever asks for a PDF, and by no other command. */
async function setInPages(document: ReturnType<typeof reportDocument>): Promise<Uint8Array> {
  const { toPdf, UnprintableCharacters } = await import('#engines/documents/pdf.ts');
  try {
    return await toPdf(document);
  } catch (error) {
    if (!(error instanceof UnprintableCharacters)) throw error;
    const signs = error.characters.join(' ');
    throw new ImpactError('unprintable', {
      fr: `Le PDF ne sait pas écrire ces signes\u202f: ${signs}. Ôtez-les du titre ou des noms de colonnes, ou demandez le rapport par --html.`,
      en: `The PDF cannot write these signs: ${signs}. Take them out of the title or of the names of columns, or ask for the report with --html.`,
    });
  }
}
