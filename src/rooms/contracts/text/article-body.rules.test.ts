import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyFaults, type Piece, readBody } from './article-body.rules.ts';
import { MARKS } from './marks.ts';

const said = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (piece.kind === 'words' ? piece.text : `{{${piece.name}}}`)).join('');

describe('The body of an article', () => {
  it('holds paragraphs, bullets, bold words and marks, and nothing else', () => {
    expect(readBody('Le pôle {{pole.nom}} :\n\n- un\n- **deux**\n\n{{parties}}\nFin.')).toEqual([
      {
        kind: 'paragraph',
        pieces: [
          { kind: 'words', text: 'Le pôle ', bold: false },
          { kind: 'mark', name: 'pole.nom', bold: false },
          { kind: 'words', text: ' :', bold: false },
        ],
      },
      {
        kind: 'list',
        items: [[{ kind: 'words', text: 'un', bold: false }], [{ kind: 'words', text: 'deux', bold: true }]],
      },
      { kind: 'block', name: 'parties' },
      { kind: 'paragraph', pieces: [{ kind: 'words', text: 'Fin.', bold: false }] },
    ]);
    expect(readBody('<b>gras</b> # titre')).toHaveLength(1);
    expect(
      said(readBody('<b>gras</b> # titre').flatMap((block) => (block.kind === 'paragraph' ? block.pieces : []))),
    ).toBe('<b>gras</b> # titre');
  });

  it.each([
    ['a mark that does not exist', 'Pour {{pole.capital}}.', [{ code: 'UNKNOWN_MARK', mark: 'pole.capital' }]],
    ['an empty mark', 'Pour {{ }}.', [{ code: 'UNKNOWN_MARK', mark: '' }]],
    ['a table inside a sentence', 'Voir {{objectifs}} ici.', [{ code: 'MARK_NOT_ALONE', mark: 'objectifs' }]],
    ['a table in a bullet', '- {{marches}}', [{ code: 'MARK_NOT_ALONE', mark: 'marches' }]],
    [
      'two tables on a line',
      '{{marches}} {{domaines}}',
      ['marches', 'domaines'].map((mark) => ({ code: 'MARK_NOT_ALONE', mark })),
    ],
    ['the same fault twice', '{{x}}\n{{x}}', [{ code: 'UNKNOWN_MARK', mark: 'x' }]],
    ['no fault', 'De {{contrat.debut}} à {{ contrat.terme }}\n{{ parties }}', []],
  ])('is refused for %s', (_, body, faults) => {
    expect(bodyFaults(body)).toEqual(faults);
  });

  it('never loses a word of what was typed, however asterisks and braces are put', () => {
    const piece = fc.oneof(
      fc.constantFrom('**', '- ', '{{', '}}', '\n', '\n\n', ' ', ...Object.keys(MARKS).map((name) => `{{${name}}}`)),
      fc.string({ unit: fc.constantFrom(...'abéœ’«1,'), minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        const body = parts.join('');
        const read = readBody(body)
          .flatMap((block) =>
            block.kind === 'block'
              ? [`{{${block.name}}}`]
              : block.kind === 'list'
                ? block.items.map(said)
                : [said(block.pieces)],
          )
          .join('');
        const bare = (text: string) => text.replace(/[\s*•–{}-]/g, '');
        expect(bare(read)).toBe(bare(body));
      }),
    );
  });
});
