import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rooms } from '../src/app/rooms.ts';

const root = resolve(import.meta.dirname, '..');

interface Source {
  readonly path: string;
  readonly text: string;
  /** What it imports: aliases as written, relative paths resolved from the root. */
  readonly imports: readonly string[];
  /** Type-only imports carry no behaviour. */
  readonly values: readonly string[];
  /** Values without those of `import()`. */
  readonly atOnce: readonly string[];
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const resolved = (target: string) =>
    target.startsWith('.') ? relative(root, resolve(root, dirname(path), target)) : target;
  const found = [...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)].map(
    ([, type, target]) => ({ type: Boolean(type), target: resolved(target!) }),
  );
  const dynamic = [...text.matchAll(/\bimport\(['"]([^'"]+)['"]\)/g)].map(([, target]) => resolved(target!));
  const atOnce = found.filter(({ type }) => !type).map(({ target }) => target);
  return {
    path,
    text,
    imports: [...found.map(({ target }) => target), ...dynamic],
    values: [...atOnce, ...dynamic],
    atOnce,
  };
}

const all = globSync('src/**/*.{ts,tsx}', { cwd: root }).map(read);
const sources = all.filter(({ path }) => !/\.test\.tsx?$|^src\/kit\/testing\//.test(path));
const inRoom = (path: string): string | null => /^src\/rooms\/([^/]+)\//.exec(path)?.[1] ?? null;

/** The culprits, one line each: what the file does and why it may not. */
function culprits(files: readonly Source[], accuse: (file: Source) => string[]): string[] {
  return files.flatMap((file) => accuse(file).map((what) => `${file.path}: ${what}`));
}

describe('the house', () => {
  it('reads more than a handful of files, so that these rules cannot pass on nothing', () => {
    expect(sources.length).toBeGreaterThan(60);
  });

  it('keeps rules, workflows and engines pure: no storage, no web, no clock', () => {
    // The fixtures of an engine read the reference cases that its tests compare with; nothing else imports them.
    const pure = sources.filter(
      ({ path }) =>
        /\.(rules|workflow)\.ts$/.test(path) || (path.startsWith('src/engines/') && !path.endsWith('.fixture.ts')),
    );
    const wrong = culprits(pure, (file) => [
      ...file.values
        .filter((target) => /kysely|\.store\.ts$|kit\/db|kit\/web|kit\/clock|\bhono\b|\bpreact\b|^node:fs/.test(target))
        // The typefaces and templates that ship with an engine are part of it, as its code is.
        .filter((target) => !(target === 'node:fs' && /^src\/engines\/[^/]+\/resources\.ts$/.test(file.path)))
        // A panel store is the engine's own: its database writes the columns, and one file of the engine reads them back.
        .filter((target) => !(target === 'node:fs/promises' && file.path.endsWith('/panel-store/column-files.ts')))
        .map((target) => `imports ${target}`),
      ...(/\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(/.test(file.text)
        ? ['reads the clock or chance: they come in as values']
        : []),
    ]);
    expect(wrong).toEqual([]);
  });

  it('keeps SQL in stores, where it is reviewed as SQL', () => {
    const others = sources.filter(({ path }) => inRoom(path) && !path.endsWith('.store.ts'));
    const wrong = culprits(others, (file) => [
      ...file.values.filter((target) => target === 'kysely').map(() => 'imports kysely outside a store'),
      ...(/\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(file.text)
        ? ['builds a statement outside a store']
        : []),
    ]);
    expect(wrong).toEqual([]);
  });

  it('lets pages turn props into markup and nothing else', () => {
    const pages = sources.filter(({ path }) => path.endsWith('.page.tsx'));
    const wrong = culprits(pages, (file) =>
      file.values
        .filter((target) => /\.store\.ts$|\.action\.ts$|\.query\.ts$|kit\/db|kit\/journal|kysely|^node:/.test(target))
        .map((target) => `imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reads what a room shows when the web is put together: the rooms themselves come without pages', () => {
    const known = new Map(all.map((file) => [file.path, file]));
    const file = (target: string) =>
      target.startsWith('#rooms/')
        ? `src/rooms/${target.slice('#rooms/'.length)}/index.ts`
        : target.replace(/^#/, 'src/');
    const read = new Set(['src/app/rooms.ts']);
    for (const path of read)
      for (const target of known.get(path)?.atOnce ?? []) if (known.has(file(target))) read.add(file(target));
    expect(read.size).toBeGreaterThan(60);
    expect([...read].filter((path) => /\.web\.tsx?$|\.page\.tsx$/.test(path))).toEqual([]);
  });

  it('lets rooms meet only at their doors', () => {
    const wrong = culprits(
      sources.filter(({ path }) => inRoom(path)),
      (file) =>
        file.imports
          .filter((target) => {
            const other = inRoom(target);
            return (
              (other !== null && other !== inRoom(file.path)) ||
              target.startsWith('src/app/') ||
              /^#rooms\/[^/]+\//.test(target)
            );
          })
          .map((target) => `imports ${target}: use #rooms/<name>`),
    );
    expect(wrong).toEqual([]);
  });

  it('lets each room enter the rooms it declares, no others, and never in a circle', () => {
    const entered = new Map(rooms.map((room) => [room.name, new Set<string>()]));
    for (const file of sources) {
      const room = inRoom(file.path);
      for (const target of file.imports) {
        const other = /^#rooms\/([^/]+)$/.exec(target)?.[1];
        if (room && other) entered.get(room)?.add(other);
      }
    }
    for (const room of rooms) {
      expect([...(entered.get(room.name) ?? [])].sort(), `rooms entered by ${room.name}`).toEqual(
        [...room.enters].sort(),
      );
    }
    const reaches = (from: string, seen: readonly string[]): string[] =>
      seen.includes(from)
        ? [[...seen, from].join(' → ')]
        : [...(entered.get(from) ?? [])].flatMap((next) => reaches(next, [...seen, from]));
    expect(rooms.flatMap((room) => reaches(room.name, []))).toEqual([]);
  });

  it('keeps the kit and the engines ignorant of rooms', () => {
    const wrong = culprits(
      sources.filter(({ path }) => /^src\/(kit|engines)\//.test(path)),
      (file) =>
        file.imports
          .filter((target) => /^#rooms\/|^src\/(rooms|app)\//.test(target))
          .map((target) => `imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lets only the clock read the clock: rooms are handed the present', () => {
    const wrong = culprits(
      sources.filter(({ path }) => inRoom(path)),
      (file) =>
        /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(/.test(file.text) ? ['reads the clock or chance by itself'] : [],
    );
    expect(wrong).toEqual([]);
  });

  it('names files after nouns and verbs of the field', () => {
    const wrong = all
      .map(({ path }) => path)
      .filter((path) =>
        /(^|[/.-])(utils?|helpers?|common|misc|manager)([/.-]|$)/.test(
          path.replace(basename(path), basename(path).toLowerCase()),
        ),
      );
    expect(wrong).toEqual([]);
  });
});
