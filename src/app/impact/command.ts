import type { Sentence } from '#engines/impact/index.ts';
import type { FlagTable, Given, Language } from './flags.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given besides its options. */
export interface Setting {
  readonly given: Given;
  readonly language: Language;
  readonly terminal: Terminal;
  /** The words typed, for the report to repeat. */
  readonly line: string;
}

/** One subcommand of `grappe impact`. */
export interface Command {
  readonly says: Sentence;
  /** A line that works on a file of the repository. */
  readonly example: string;
  readonly flags: FlagTable;
  /** Follows units, so that the folder of a panel imported before serves as its file does. */
  readonly takesImported?: true;
  /** Computes, then writes and prints. @throws ImpactError for data that allow no answer, UsageError for words that mean nothing */
  readonly run: (setting: Setting) => Promise<void>;
}
