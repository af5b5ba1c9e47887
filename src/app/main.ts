import { type Config, ConfigError, parseConfig } from '#kit/config.ts';
import { StoreTaken } from '#kit/db/lock.ts';
import { openLog } from '#kit/log.ts';
import { startServer } from './server.ts';
import { welcome } from './welcome.ts';

function readConfig(): Config {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

const config = readConfig();
const log = openLog({ level: config.logLevel });
try {
  const running = await startServer(config, log);
  process.stdout.write(welcome(config, running, performance.now()));
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (stopping) process.exit(1);
      stopping = true;
      await running.stop();
      process.exit(0);
    });
  }
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** The two refusals a newcomer meets, in words; anything else as it came. */
function explain(error: unknown): unknown {
  if (error instanceof StoreTaken) {
    return `Le dépôt est déjà ouvert par le processus ${error.owner.pid}. Arrêtez-le, ou choisissez un autre dossier avec GRAPPE_DATA.\n${error.message}`;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `Le port ${config.port} est déjà pris. Choisissez-en un autre : PORT=3001 npm start\nPort ${config.port} is taken; choose another: PORT=3001 npm start`;
  }
  return error;
}
