import { fork } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sentence } from '#engines/impact/index.ts';
import type { Services } from '#kit/context.ts';
import { storedPath } from '#kit/files.ts';
import type { PanelFile } from '../evaluation.ts';
import type { ImpactAnswers, ImpactTask, ImpactWord } from './impact-task.ts';

/** The data allow no answer; the sentence says which rows and what to do. */
export class TaskRefused extends Error {
  readonly sentence: Sentence;

  constructor(sentence: Sentence) {
    super(sentence.en);
    this.name = 'TaskRefused';
    this.sentence = sentence;
  }
}

type OnWord = (word: ImpactWord & { word: 'stage' }) => void;

/** Without what is found here. */
type Asked<Kind extends ImpactTask['kind']> = Omit<Extract<ImpactTask, { kind: Kind }>, 'file' | 'folder' | 'yields'>;

/**
 * Does a task in a process of low priority, in a folder that goes away afterwards, whatever happens; `take` keeps what it wrote there.
 * @param name of the folder: a task that is taken up again after a crash starts from an empty one.
 * @throws TaskRefused, or the reason of the signal, which kills the process at once
 */
export async function inProcess<Kind extends ImpactTask['kind'], T>(
  { config }: Services,
  name: string,
  file: Pick<PanelFile, 'sha256' | 'name'>,
  asked: Asked<Kind>,
  { onWord = () => {}, signal }: { readonly onWord?: OnWord; readonly signal?: AbortSignal },
  take: (answer: ImpactAnswers[Kind], folder: string) => Promise<T>,
): Promise<T> {
  // Confidential rows stay within the data folder.
  const folder = join(config.dataDir, 'evaluation', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const path = storedPath(config.dataDir, file);
    // Tests have no one to yield to but one another, and would wait for nothing.
    const yields = config.environment !== 'test';
    const task = { ...asked, folder, yields, file: { ...file, path } } as unknown as ImpactTask;
    return await take((await answered(task, onWord, signal)) as ImpactAnswers[Kind], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function answered(task: ImpactTask, onWord: OnWord, signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = fork(new URL('./impact.child.ts', import.meta.url), {
      // Not those of this process: a test runner or a loader is none of the task's business.
      execArgv: [],
      cwd: dirname(task.folder),
      // The engine is compiled once, not for each task: three quarters of the time of a small one.
      env: { NODE_COMPILE_CACHE: join(dirname(task.folder), 'compiled'), ...process.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr!.on('data', (text) => {
      said = `${said}${text}`.slice(-2_000);
    });
    let last: ImpactWord | null = null;
    const stop = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', stop, { once: true });
    child.on('message', (word: ImpactWord) => {
      if (word.word === 'stage') onWord(word);
      else last = word;
    });
    child.once('error', reject);
    child.once('close', (code, killed) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) return reject(signal.reason);
      if (last?.word === 'done') return resolve(last.answer);
      if (last?.word === 'refused') return reject(new TaskRefused(last.sentence));
      // The system kills the process that takes the most memory.
      if (killed) return reject(new TaskRefused(outOfMemory));
      reject(new Error(last?.word === 'broken' ? last.reason : `The process left with ${code}: ${said}`));
    });
    child.send(task);
  });
}

const outOfMemory: Sentence = {
  fr: 'Le calcul a été arrêté par la machine, sans doute faute de mémoire. Essayez avec moins de covariables, ou confiez la commande à une machine plus grande.',
  en: 'The run was stopped by the machine, probably for want of memory. Try with fewer covariates, or give the command to a larger machine.',
};
