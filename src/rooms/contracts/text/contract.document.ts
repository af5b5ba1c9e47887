import type { WrittenBlock as Block, DocumentLayout } from '#engines/documents/document.ts';
import { speaking } from '#kit/say.ts';
import { annexBlocks } from './document-annexes.ts';
import { articleParts, type TextPart } from './document-articles.ts';
import { words } from './document-words.ts';
import type { FrozenText } from './frozen-text.ts';
import { readText, type TextReading } from './text-reading.ts';

export type { TextPart } from './document-articles.ts';

/**
 * What the copy is: a draft carries its mark on every page, and so does a working copy of a text of which a signed PDF exists; the text sent
 * for signature bears none.
 */
export type CopyState = 'draft' | 'for-signature' | 'copy';

/** The contract laid out, passage by passage: pure, in French, whose text alone binds the parties. */
export function contractParts(frozen: FrozenText): TextPart[] {
  return speaking('fr', () => {
    const reading = readText(frozen);
    return [
      ...reading.articles.flatMap((article) => articleParts(reading, article)),
      { clauses: [], blocks: signatureBlocks(reading) },
      { clauses: [], blocks: annexBlocks(reading) },
    ];
  });
}

const signatureBlocks = ({ frozen }: TextReading): Block[] => [
  { kind: 'heading', level: 1, text: words.signatures, id: 'signatures' },
  { kind: 'paragraph', text: words.signaturesLead },
  {
    kind: 'signatures',
    frames: frozen.parties.map(({ name }) => ({ party: words.forParty(name), state: words.toSign, signed: false })),
  },
];

/** « Contrat de performance de Minalogic », « Avenant n° 1 au contrat… », and what a correspondent would quote. */
export const contractNames = ({ contract, edition, cluster }: FrozenText) => ({
  title: edition.number === 0 ? words.title(cluster.name) : words.amendmentTitle(edition.number, cluster.name),
  reference: words.reference(contract.id, edition.number),
});

/** The whole document, ready to be set: the same text and state always give the same one. */
export function contractDocument(frozen: FrozenText, state: CopyState): DocumentLayout {
  const { startsOn, endsOn } = frozen.contract;
  return {
    ...contractNames(frozen),
    subtitle: words.subtitle(`${startsOn.slice(0, 4)}-${endsOn.slice(0, 4)}`),
    language: 'fr',
    date: frozen.on,
    issuer: words.issuer,
    ...(state !== 'for-signature' && { draftMark: words.marks[state] }),
    ...(frozen.synthetic && { synthetic: words.synthetic }),
    contents: true,
    blocks: contractParts(frozen).flatMap(({ blocks }) => blocks),
  };
}
