/**
 * The command line. Impact evaluations need no programme: nothing of it is loaded for them, neither configuration, store nor data folder.
 */
const [subject, ...words] = process.argv.slice(2);
if (subject === 'impact') {
  const { runImpact } = await import('./impact/impact.cli.ts');
  // Who has read enough (`| head`) stops nothing: what was asked for as files is written.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await runImpact(words, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    watched: process.stderr.isTTY === true,
  });
} else await import('./programme-cli.ts');
