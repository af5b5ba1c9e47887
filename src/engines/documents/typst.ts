import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { drawnInTypefaces } from './figure.typefaces.ts';
import type { Prepared, PreparedBlock } from './prepare.ts';
import { readTemplate, readTypefaces } from './resources.ts';

export type Typeset = (document: Prepared) => Typesetting;

/** `missing` holds what no bundled typeface draws, as Typst quotes it. */
export type Typesetting = { readonly pdf: Uint8Array } | { readonly missing: readonly string[] };

// The add-on hands over Rust's own quoting of a quotation: the text `\"…\"` could not be displayed.
const MISSING = /the text `\\*"(.+?)\\*"` could not be displayed/gs;
const ESCAPED = /\\+u\{([0-9a-f]+)\}/g;

/** How many documents back the compiler keeps what it has already laid out. */
const KEPT_COMPILATIONS = 3;

/** Starts Typst with the template and the typefaces that ship with this engine, and nothing from the machine's folders. */
export function startTypst(): Typeset {
  const template = readTemplate();
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: readTypefaces() }] });
  return (document) => {
    try {
      const compiled = compiler.compile({
        mainFileContent: template,
        inputs: { document: JSON.stringify(withTypefaces(document)) },
        resetRead: true,
      });
      const trouble = compiled.takeDiagnostics();
      if (trouble || !compiled.result) {
        throw new Error(
          `Typst did not set the document: ${describe(trouble ? compiler.fetchDiagnostics(trouble) : [])}`,
        );
      }
      const creationTimestamp = Date.parse(`${document.day}T00:00:00Z`) / 1000;
      return { pdf: new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp })) };
    } catch (error) {
      const missing = [...String((error as Error).message).matchAll(MISSING)].map(([, text]) =>
        text!.replace(ESCAPED, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
      );
      if (missing.length > 0) return { missing };
      throw error;
    } finally {
      compiler.evictCache(KEPT_COMPILATIONS);
    }
  };
}

/** Typst looks in a drawing for the typefaces that it names, and for no other. */
function withTypefaces(document: Prepared): Prepared {
  const drawn = (block: PreparedBlock): PreparedBlock =>
    block.kind === 'figure' ? { ...block, svg: drawnInTypefaces(block.svg) } : block;
  return {
    ...document,
    sections: document.sections.map(({ landscape, blocks }) => ({ landscape, blocks: blocks.map(drawn) })),
  };
}

function describe(diagnostics: readonly { message?: string; hints?: readonly string[] }[]): string {
  return diagnostics.map(({ message, hints }) => [message, ...(hints ?? [])].join('; ')).join('\n');
}
