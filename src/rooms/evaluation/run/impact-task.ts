import type {
  DerivedColumn,
  DesignLook,
  EstimatePlan,
  FilePreview,
  RunStage,
  Sentence,
} from '#engines/impact/index.ts';
import type { RunSummary } from '../evaluation.ts';

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
      readonly sensitivity: boolean;
      /** The command that repeats it, by the language of the report. */
      readonly commands: Readonly<Record<'fr' | 'en', string>>;
    }
);

/** What each kind of task answers. The files of an estimate stay in its folder until they are kept. */
export interface ImpactAnswers {
  readonly preview: FilePreview;
  readonly design: DesignLook;
  readonly estimate: { readonly engine: string; readonly headline: NonNullable<RunSummary['headline']> };
}

export const ESTIMATE_FILES = { json: 'resultat.json', fr: 'rapport-fr.html', en: 'rapport-en.html' } as const;

/** What the process says while it works, and once at its end. */
export type ImpactWord =
  | { readonly word: 'stage'; readonly stage: RunStage; readonly done: number; readonly of: number }
  | { readonly word: 'done'; readonly answer: ImpactAnswers[keyof ImpactAnswers] }
  /** The data allow no answer. */
  | { readonly word: 'refused'; readonly sentence: Sentence }
  | { readonly word: 'broken'; readonly reason: string };
