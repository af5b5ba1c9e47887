import { os } from '@orpc/server';
import { createCli } from 'trpc-cli';
import type { Operation } from '#kit/action.ts';
import { parseConfig } from '#kit/config.ts';
import { openLog } from '#kit/log.ts';
import { operationTree } from '#kit/web/api.ts';
import { openGate, type Gate } from './gate.ts';
import { specialCommands } from './commands.ts';
import { rooms } from './rooms.ts';

/**
 * The third door. Every operation is a command, `grappe registry list-clusters --region 82`; a few commands read or write files.
 * With the embedded store a running server answers for it; without one the command opens the store itself.
 */
const config = parseConfig(process.env);
const log = openLog({ level: config.logLevel === 'info' ? 'warn' : config.logLevel, to: 'stderr' });

let gate: Gate | undefined;
const entered = async (): Promise<Gate> => (gate ??= await openGate(config, log));

const command = (operation: Operation) =>
  os
    .$meta<{ description: string }>({ description: operation.meta.title.fr })
    .input(operation.schema)
    .handler(async ({ input }) => (await entered()).perform(operation, input));

const commands = Object.fromEntries(
  Object.entries(operationTree(rooms)).map(([subject, verbs]) => [
    subject,
    Object.fromEntries(Object.entries(verbs).map(([verb, operation]) => [verb, command(operation)])),
  ]),
);

const special = specialCommands(entered, config, log);
for (const [subject, verbs] of Object.entries(special)) commands[subject] = { ...commands[subject], ...verbs } as (typeof commands)[string];

const cli = createCli({ router: commands, name: 'grappe', version: '0.1.0', description: 'Le programme des pôles de compétitivité, en ligne de commande' });
try {
  await cli.run({ process: { exit: (code) => void (process.exitCode = code) as never } });
} finally {
  await gate?.close();
}
