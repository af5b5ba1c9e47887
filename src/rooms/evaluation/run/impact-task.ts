import type {
  DerivedColumn,
  DesignLook,
  EstimatePlan,
  FilePreview,
  RunStage,
  Sentence,
} from '#engines/impact/index.ts';
import type { RunSummary } from '../evaluation.ts';
import type { ShownResult } from '../result.rules.ts';

/** What a process of its own is asked to do. It reads one file and writes within its own folder. */
export type ImpactTask = {
  /** Where the bytes lie, what they must be, and how the person named them. */
  readonly file: { readonly path: string; readonly sha256: string; readonly name: string };
  /** An existing, empty folder. */
  readonly folder: string;
  /** Leaves the processor to whoever answers people. */
  readonly yields: boolean;
} & (
  | { readonly kind: 'preview' }
  | {
      readonly kind: 'design';
      readonly derived: readonly DerivedColumn[];
      readonly plan: EstimatePlan;
      readonly assumed: { sd: number; persistence: number } | null;
    }
  | {
      readonly kind: 'estimate';
      readonly derived: readonly DerivedColumn[];
      readonly plan: EstimatePlan;
      readonly title: string;
      /** The day that the report bears, `YYYY-MM-DD`. */
      readonly day: string;
      readonly sensitivity: boolean;
      /** The command that repeats it, by the language of the report. */
      readonly commands: Readonly<Record<'fr' | 'en', string>>;
    }
);

/** What each kind of task answers. The files of an estimate stay in its folder until they are kept. */
export interface ImpactAnswers {
  readonly preview: FilePreview;
  readonly design: DesignLook;
  readonly estimate: {
    readonly engine: string;
    readonly headline: NonNullable<RunSummary['headline']>;
    readonly shown: ShownResult;
    /** What it wrote: all of them, or all but the PDFs when these cannot write a sign of the report. */
    readonly files: readonly EstimateFile[];
  };
}

export const ESTIMATE_FILES = {
  json: { name: 'resultat.json', mediaType: 'application/json' },
  'report-fr': { name: 'rapport-fr.html', mediaType: 'text/html' },
  'report-en': { name: 'rapport-en.html', mediaType: 'text/html' },
  'pdf-fr': { name: 'rapport-fr.pdf', mediaType: 'application/pdf' },
  'pdf-en': { name: 'rapport-en.pdf', mediaType: 'application/pdf' },
} as const;

export type EstimateFile = keyof typeof ESTIMATE_FILES;

/** What the process says while it works, and once at its end. */
export type ImpactWord =
  | { readonly word: 'stage'; readonly stage: RunStage; readonly done: number; readonly of: number }
  | { readonly word: 'done'; readonly answer: ImpactAnswers[keyof ImpactAnswers] }
  /** The data allow no answer. */
  | { readonly word: 'refused'; readonly sentence: Sentence }
  | { readonly word: 'broken'; readonly reason: string };
