import { inspect } from 'node:util';
import { ORPCError, os } from '@orpc/server';
import { createCli, lineByLineConsoleLogger } from 'trpc-cli';
import type { Operation } from '#kit/action.ts';
import { parseConfig } from '#kit/config.ts';
import { openLog } from '#kit/log.ts';
import { operationTree } from '#kit/web/api.ts';
import { specialCommands } from './commands.ts';
import { type Gate, openGate } from './gate.ts';
import { dashed, plainWords } from './plain-words.ts';
import { rooms } from './rooms.ts';

/**
 * The third door. Every operation is a command, `grappe registry list-clusters --region 82`; a few commands read or write files.
 * With the embedded store a running server answers for it; without one the command opens the store itself.
 */
const config = parseConfig(process.env);
const log = openLog({ level: config.logLevel === 'info' ? 'warn' : config.logLevel, to: 'stderr' });

/** Opens the way to the operations for one command, and leaves nothing open behind it. */
async function throughGate<T>(work: (gate: Gate) => Promise<T>): Promise<T> {
  const gate = await openGate(config, log);
  try {
    return await work(gate);
  } catch (error) {
    throw explained(error);
  } finally {
    await gate.close();
  }
}

/** What a refusal says, field by field, as one readable error. */
function explained(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error;
  const fields = (error.data as { fields?: { field: string; message: string }[] } | undefined)?.fields ?? [];
  return new Error([error.message, ...fields.map(({ field, message }) => `  ${field} : ${message}`)].join('\n'));
}

const command = (operation: Operation) =>
  os
    .$meta<{ description: string }>({ description: operation.meta.title.fr })
    .input(operation.schema)
    .handler(({ input }) => throughGate((gate) => gate.perform(operation, input)));

const tree = operationTree(rooms);
const commands = Object.fromEntries(
  Object.entries(tree).map(([subject, verbs]) => [
    subject,
    Object.fromEntries(Object.entries(verbs).map(([verb, operation]) => [verb, command(operation)])),
  ]),
);

const special = specialCommands(throughGate, config, log);
for (const [subject, verbs] of Object.entries(special)) {
  commands[subject] = { ...commands[subject], ...verbs } as (typeof commands)[string];
}

const [subject = '', verb] = process.argv.slice(2);
const cli = createCli({
  // Options are made of every command given here: of those of one subject, when it is named.
  router: Object.hasOwn(commands, subject) ? { [subject]: commands[subject]! } : commands,
  name: 'grappe',
  version: '0.1.0',
  description:
    'Le programme des pôles de compétitivité, en ligne de commande. Pour mesurer un effet sur un panel d’entreprises\u202f: grappe impact --help',
});
/** What went wrong in the programme is a sentence; only what went wrong in the code shows where. */
function formatError(error: unknown): string {
  const inCode = [TypeError, ReferenceError, RangeError, SyntaxError].some((kind) => error instanceof kind);
  return error instanceof Error && !inCode && config.logLevel !== 'debug' ? error.message : inspect(error);
}

const asked = Object.entries(tree[subject] ?? {}).find(([name]) => dashed(name) === verb)?.[1];
// Tables for people; one JSON value for what reads the output.
await cli.run({
  argv: plainWords(process.argv.slice(2), asked),
  formatError,
  ...(!process.stdout.isTTY && { logger: lineByLineConsoleLogger }),
});
