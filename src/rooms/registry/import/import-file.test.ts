import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { countKnownHeaders, matchProblems, suggestColumns } from './column-match.rules.ts';
import { decodeText, detectSeparator, readDelimited, SEPARATORS, writeDelimited } from './delimited-text.rules.ts';
import { columnLetter, type FileReading, MAX_IMPORT_ROWS, readImportFile } from './import-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const windows1252 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => ({ '€': 0x80, '’': 0x92, œ: 0x9c })[letter] ?? letter.charCodeAt(0));
const read = (content: Uint8Array): Promise<FileReading> =>
  readImportFile(content, (cells) => countKnownHeaders('members', cells));
const table = async (content: Uint8Array) => {
  const reading = await read(content);
  if (!reading.ok) throw new Error(reading.reason.en);
  return reading.table;
};
const reasonOf = async (content: Uint8Array): Promise<string> => {
  const reading = await read(content);
  return reading.ok ? 'read' : reading.reason.fr;
};

describe('text tables', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', 'é', ';', ',', '\t', '"', '\n', '\r', ' ', '1', '€') }),
  );

  it('What is written is read again, whatever the cells hold: separators, quotes, line breaks.', () => {
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 6 }), { maxLength: 8 });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(...SEPARATORS),
        fc.constantFrom('\n', '\r\n', '\r'),
        (written, separator, end) => {
          const text = written.map((cells) => writeDelimited(cells, separator)).join(end);
          expect([...readDelimited(text, separator)].map(({ cells }) => cells)).toEqual(written);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('Rows keep the number that a spreadsheet shows: a cell with line breaks is one row, an empty line counts.', () => {
    const rows = [...readDelimited('a;b\r\n"deux\nlignes";x\r\n\r\nc;d', ';')];
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 4]);
    expect(rows[1]?.cells).toEqual(['deux\nlignes', 'x']);
  });

  it('A decimal comma in a file of semicolons is no separator, nor is a semicolon in a file of commas.', () => {
    expect(detectSeparator('SIREN;CA;Nom\n1;1234,50;x\n2;99,00;y\n')).toBe(';');
    expect(detectSeparator('SIREN,CA,Nom\n1,"1234,50",x\n2,"99,00","y;z"\n')).toBe(',');
    expect(detectSeparator('SIREN\tCA\n1\t1,5\n')).toBe('\t');
  });

  it('The encoding is told from the bytes: UTF-8 with or without a mark, UTF-16, Windows-1252.', () => {
    const text = 'Collège;Société œuvrière d’Énergie;12 €';
    const utf16 = Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect(decodeText(bytes(text))).toEqual({ text, encoding: 'utf-8' });
    expect(decodeText(bytes(`\ufeff${text}`))).toEqual({ text, encoding: 'utf-8' });
    expect(decodeText(utf16)).toEqual({ text, encoding: 'utf-16le' });
    expect(decodeText(windows1252(text))).toEqual({ text, encoding: 'windows-1252' });
    expect(decodeText(Uint8Array.of(0x41, 0x81, 0xff))).toBeNull();
    expect(decodeText(Uint8Array.of(0x41, 0x00, 0x42))).toBeNull();
  });
});

describe('files to import', () => {
  it('The same table is read from CSV, from Windows-1252 and from a workbook, under titles, with numbers and dates as text.', async () => {
    const lines = [
      ['Liste des membres au 30 juin 2013', '', '', ''],
      ['', '', '', ''],
      ['SIREN', 'Raison sociale', 'Date d’adhésion', 'CA 2013'],
      ['002000008', 'Société d’Énergie', '2013-06-30', '1234,5'],
    ];
    const text = lines.map((cells) => cells.join(';')).join('\r\n');
    const workbook = await writeXlsx({
      sheets: [
        {
          name: 'Membres',
          rows: [...lines.slice(0, 3), ['002000008', 'Société d’Énergie', new Date('2013-06-30'), 1234.5]],
          columns: [{}, {}, { numFmt: 'dd/mm/yyyy' }, {}],
        },
        { name: 'Autre', rows: [['SIREN']] },
      ],
    });
    for (const content of [bytes(text), windows1252(text), workbook]) {
      const { headerRow, headers, rows } = await table(content);
      expect(headerRow).toBe(3);
      expect(headers).toEqual(lines[2]);
      expect(rows).toHaveLength(1);
      expect(rows[0]?.row).toBe(4);
      expect(rows[0]?.cells.map((one) => one.replace('1234,50', '1234,5'))).toEqual(lines[3]);
    }
  });

  it('A file that cannot be read says why and what to do, and never throws.', async () => {
    expect(await reasonOf(new Uint8Array())).toContain('vide');
    expect(await reasonOf(bytes('SIREN;Nom\n'))).toContain('ne contient pas de ligne');
    expect(await reasonOf(bytes('SIREN;Nom;siren\n1;2;3\n'))).toContain('figure deux fois');
    expect(await reasonOf(bytes('SIREN;Nom\n1;"x\n2;y\n'))).toContain('guillemet ouvert à la ligne 2');
    expect(await reasonOf(Uint8Array.of(0x25, 0x50, 0x00, 0x01))).toContain('ni un CSV ni un classeur');
    expect(await reasonOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1))).toContain('ancien format');
    expect(await reasonOf(bytes('PK\u0003\u0004 not a workbook'))).toContain('ne se lit pas');
    expect(await reasonOf(bytes(`SIREN;Nom\n${'1;2\n'.repeat(MAX_IMPORT_ROWS + 1)}`))).toContain('dépasse');
  });

  it('Random bytes are read or refused, never thrown at the person.', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('', 'PK\u0003\u0004', 'SIREN;Nom\n'),
        async (noise, start) => {
          const content = new Uint8Array([...bytes(start), ...noise]);
          expect(typeof (await read(content)).ok).toBe('boolean');
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('columns', () => {
  it('Headers are recognised whatever their accents, capitals and small words, with the year and the unit they name.', () => {
    const headers = [
      'N° de SIREN',
      'DENOMINATION',
      'College',
      "Date d'entrée",
      'Cotisation 2013',
      'CA HT 2013 (k€)',
      'Effectifs',
      'Remarques',
    ];
    expect(suggestColumns('members', headers)).toEqual([
      { column: 0, field: 'siren', year: null, unit: 1 },
      { column: 1, field: 'name', year: null, unit: 1 },
      { column: 2, field: 'college', year: null, unit: 1 },
      { column: 3, field: 'joinedOn', year: null, unit: 1 },
      { column: 4, field: 'fee', year: 2013, unit: 1 },
      { column: 5, field: 'revenue', year: 2013, unit: 1000 },
      { column: 6, field: 'headcount', year: null, unit: 1 },
    ]);
  });

  it('What is missing is said: who the row is about, the college, the date, the year of a figure.', () => {
    const said = (headers: string[], figuresYear: number | null) =>
      matchProblems('members', headers, suggestColumns('members', headers), { figuresYear }).map(({ fr }) => fr);
    expect(said(['Remarque'], null)).toHaveLength(3);
    expect(said(['SIRET', 'Collège', 'Adhésion'], null)).toEqual([]);
    expect(said(['SIRET', 'Collège', 'Adhésion', 'Effectif'], null)[0]).toContain('De quelle année');
    expect(said(['SIRET', 'Collège', 'Adhésion', 'Effectif'], 2013)).toEqual([]);
  });

  it('One field given to two columns is refused.', () => {
    const columns = suggestColumns('members', ['SIREN', 'Nom', 'Collège', 'Adhésion']);
    const twice = [...columns, { column: 4, field: 'siren', year: null, unit: 1 } as const];
    const headers = ['SIREN', 'Nom', 'Collège', 'Adhésion', 'Autre SIREN'];
    expect(matchProblems('members', headers, twice, { figuresYear: null })[0]?.fr).toContain('désigné deux fois');
  });

  it('A column is named as spreadsheets do.', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});
