import { ENGINE_VERSION, ImpactError } from '#engines/impact/index.ts';
import { additionality } from './additionality.ts';
import type { Command } from './command.ts';
import { dose } from './dose.ts';
import { estimate } from './estimate.ts';
import { fixedEffectsCommand } from './fixed-effects.ts';
import { helpLines, type Language, readFlags, UsageError } from './flags.ts';
import { importCommand } from './import.ts';
import { match } from './match.ts';
import { power } from './power.ts';
import { sensitivity } from './sensitivity.ts';
import type { Terminal } from './terminal.ts';

/** `grappe impact …`: the impact engine from the command line, without a server, a database or a data folder. */
const COMMANDS: Readonly<Record<string, Command>> = {
  import: importCommand,
  estimate,
  match,
  fe: fixedEffectsCommand,
  sensitivity,
  power,
  additionality,
  dose,
};

/** How a command ends, for what called it. */
export const EXIT = { result: 0, refused: 1, usage: 2, bug: 70 } as const;

/** Runs the words after `grappe impact`. @returns the exit code */
export async function runImpact(argv: readonly string[], terminal: Terminal): Promise<number> {
  const language = languageOf(argv);
  try {
    const [name = '--help', ...words] = argv;
    if (name === '--version') terminal.out(`${ENGINE_VERSION}\n`);
    else if (name.startsWith('-')) terminal.out(overview(language));
    else await runCommand(name, words, { language, terminal });
    return EXIT.result;
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.sentence[language]}\n`);
      return EXIT.usage;
    }
    if (error instanceof ImpactError) {
      terminal.err(`${error.sentence[language]}\n`);
      return EXIT.refused;
    }
    if (isFileError(error)) {
      terminal.err(
        `${{ fr: 'Le fichier ne peut pas être écrit', en: 'The file cannot be written' }[language]} (${(error as Error).message}).\n`,
      );
      return EXIT.refused;
    }
    terminal.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT.bug;
  }
}

async function runCommand(
  name: string,
  words: readonly string[],
  { language, terminal }: { readonly language: Language; readonly terminal: Terminal },
): Promise<void> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]! : null;
  if (!command)
    throw new UsageError({
      fr: `Il n’y a pas de commande ${name}\u202f: ${Object.keys(COMMANDS).join(', ')}.`,
      en: `There is no command ${name}: ${Object.keys(COMMANDS).join(', ')}.`,
    });
  if (words.includes('--help')) return terminal.out(help(name, command, language));
  const given = readFlags(command.flags, words);
  await command.run({ given, language, terminal, line: ['grappe impact', name, ...words.map(shellWord)].join(' ') });
}

/** French unless `--lang en` is typed; read before anything else, so that refusals speak it too. */
const languageOf = (argv: readonly string[]): Language =>
  argv.some((word, k) => word === '--lang=en' || (word === 'en' && argv[k - 1] === '--lang')) ? 'en' : 'fr';

const shellWord = (word: string): string =>
  /^[\w./:=,@%+^-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && /^E[A-Z]+$/.test(String((error as NodeJS.ErrnoException).code));

const WORDS = {
  fr: {
    usage: 'Usage',
    example: 'Exemple',
    codes: 'Codes de sortie',
    options: 'Options',
    result: 'résultat',
    refused: 'données refusées (une phrase dit lesquelles), rien n’est écrit',
    wrong: 'commande mal écrite',
    bug: 'défaut du programme',
    about:
      'Ce que les pôles ont causé\u202f: effets avec leur incertitude, à partir d’un panel CSV ou Parquet, ou importé une fois (import).',
    file: '<fichier>',
    panel: '<fichier|panel importé>',
    imported:
      'D’un panel importé (grappe impact import), --unit, --time, --cohort, --weights et --cluster sont ceux de l’import\u202f: inutile de les redire.',
    each: 'grappe impact <commande> --help pour les options de chacune.',
  },
  en: {
    usage: 'Usage',
    example: 'Example',
    codes: 'Exit codes',
    options: 'Options',
    result: 'result',
    refused: 'data refused (a sentence says which), nothing is written',
    wrong: 'command badly written',
    bug: 'defect of the program',
    about:
      'What the clusters caused: effects with their uncertainty, from a CSV or Parquet panel, or one imported once (import).',
    file: '<file>',
    panel: '<file|imported panel>',
    imported:
      'Of an imported panel (grappe impact import), --unit, --time, --cohort, --weights and --cluster are those of the import: no need to say them again.',
    each: 'grappe impact <command> --help for the options of each.',
  },
} as const;

function overview(language: Language): string {
  const words = WORDS[language];
  const names = Object.entries(COMMANDS).map(([name, { says }]) => `  ${name.padEnd(15)}${says[language]}`);
  return `${words.about}\n\n${words.usage}: grappe impact <${Object.keys(COMMANDS).join('|')}> ${words.file} …\n\n${names.join('\n')}\n\n${words.each}\n\n${exitCodes(language)}`;
}

function help(name: string, { says, example, flags, takesImported }: Command, language: Language): string {
  const words = WORDS[language];
  return [
    says[language],
    '',
    `${words.usage}: grappe impact ${name} ${takesImported ? words.panel : words.file} …`,
    ...(takesImported ? [words.imported] : []),
    '',
    `${words.example}:`,
    `  ${example}`,
    '',
    `${words.options}:`,
    ...helpLines(flags, language),
    '',
    exitCodes(language),
  ].join('\n');
}

function exitCodes(language: Language): string {
  const words = WORDS[language];
  return `${words.codes}:\n  ${EXIT.result}  ${words.result}\n  ${EXIT.refused}  ${words.refused}\n  ${EXIT.usage}  ${words.wrong}\n  ${EXIT.bug} ${words.bug}\n`;
}
