import { isUtf8 } from 'node:buffer';
import { ImpactError, type Sentence } from '../sentence.ts';

const NEWLINE = 0x0a;
/** How long a file may go on without a line before it is no table. */
const LONGEST_LINE = 1 << 24;

/**
 * What the bytes of a file say before anyone reads it as a table, chunk after chunk: that it is another kind of file than its name tells, or
 * a text that is not in UTF-8, whose accents would be read as other signs.
 */
export class FileBytes {
  readonly #path: string;
  readonly #isText: boolean;
  /** The beginning of a line that the next chunk ends. */
  #rest: Buffer = Buffer.alloc(0);
  #isFirst = true;
  #lines = 0;

  constructor(path: string) {
    this.#path = path;
    this.#isText = !/\.(parquet|parq|pq)$/i.test(path);
  }

  /** @throws ImpactError when this is no text, or none in UTF-8 */
  add(chunk: Buffer): void {
    if (!this.#isText) return;
    const read = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#isFirst) this.#checkKind(read);
    this.#isFirst = false;
    const end = read.lastIndexOf(NEWLINE) + 1;
    this.#rest = read.subarray(end);
    if (this.#rest.length > LONGEST_LINE) throw this.#refusal('file-unreadable', NOT_TEXT);
    this.#checkLines(read.subarray(0, end));
  }

  end(): void {
    if (this.#isText) this.#checkLines(this.#rest);
  }

  #checkKind(start: Buffer): void {
    const signature = start.toString('latin1', 0, 4);
    if (signature === 'PAR1') throw this.#refusal('file-misnamed', MISNAMED);
    if (signature === 'PK\u0003\u0004') throw this.#refusal('file-unreadable', WORKBOOK);
    if (/^(ÿþ|þÿ)/.test(signature)) throw this.#refusal('encoding', UTF_16);
    if (start.includes(0)) throw this.#refusal('file-unreadable', NOT_TEXT);
  }

  #checkLines(lines: Buffer): void {
    if (!isUtf8(lines)) throw this.#wrongLine(lines);
    this.#lines += countOf(lines);
  }

  #wrongLine(lines: Buffer): ImpactError {
    let line = this.#lines + 1;
    let from = 0;
    for (let end = lines.indexOf(NEWLINE); end !== -1 && isUtf8(lines.subarray(from, end)); line++) {
      from = end + 1;
      end = lines.indexOf(NEWLINE, from);
    }
    return this.#refusal('encoding', {
      fr: `la ligne ${line} n’est pas en UTF-8 (sans doute du Windows-1252 ou du latin-1)\u202f: enregistrez le fichier en «\u202fCSV UTF-8\u202f».`,
      en: `line ${line} is not in UTF-8 (probably Windows-1252 or latin-1): save the file as “CSV UTF-8”.`,
    });
  }

  #refusal(code: string, { fr, en }: Sentence): ImpactError {
    return new ImpactError(code, { fr: `${this.#path}\u202f: ${fr}`, en: `${this.#path}: ${en}` });
  }
}

function countOf(lines: Buffer): number {
  let count = 0;
  for (let at = lines.indexOf(NEWLINE); at !== -1; at = lines.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

const MISNAMED = {
  fr: 'c’est un fichier Parquet\u202f: donnez-lui un nom en .parquet.',
  en: 'this is a Parquet file: give it a name that ends with .parquet.',
};
const WORKBOOK = {
  fr: 'c’est un classeur ou une archive, non un CSV\u202f: enregistrez la feuille en «\u202fCSV UTF-8\u202f».',
  en: 'this is a workbook or an archive, not a CSV: save the sheet as “CSV UTF-8”.',
};
const UTF_16 = {
  fr: 'ce fichier est en UTF-16\u202f: enregistrez-le en «\u202fCSV UTF-8\u202f».',
  en: 'this file is in UTF-16: save it as “CSV UTF-8”.',
};
const NOT_TEXT = {
  fr: 'ce fichier n’est ni un CSV ni un Parquet.',
  en: 'this file is neither a CSV nor a Parquet file.',
};
