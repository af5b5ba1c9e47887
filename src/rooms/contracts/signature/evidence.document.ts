import type { Block, DocumentLayout, RichText } from '#engines/documents/document.ts';
import { formatDay, formatInstant, speaking } from '#kit/say.ts';
import type { FrozenText } from '../text/frozen-text.ts';
import { fr } from './signature.fr.ts';

export interface EvidenceSignature {
  readonly party: string;
  readonly name: string;
  readonly title: string;
  readonly delegation: string | null;
  readonly how: 'account' | 'link' | 'paper';
  readonly at: Date;
  readonly on: string;
  readonly address: string | null;
  readonly pdfDigest: string;
  readonly partDigest: string;
  readonly scanDigest: string | null;
  readonly vote: { readonly number: string; readonly heldOn: string } | null;
  readonly cleared: { readonly at: Date; readonly by: string; readonly reason: string } | null;
}

export interface Evidence {
  readonly frozen: FrozenText;
  readonly textDigest: string;
  readonly pdfDigest: string;
  readonly signedOn: string;
  readonly verifyUrl: string;
  readonly signatures: readonly EvidenceSignature[];
}

/** In groups of eight, so that a person can compare two of them. */
const grouped = (digest: string): string => digest.replace(/(.{8})(?=.)/g, '$1 ');

/** The pages joined to a signed contract: who signed what, when and how. Pure, in French as the contract itself. */
export function evidenceDocument(evidence: Evidence): DocumentLayout {
  return speaking('fr', () => {
    const { frozen, signatures } = evidence;
    const words = fr.evidence;
    const standing = signatures.filter(({ cleared }) => cleared === null);
    const cleared = signatures.filter((one) => one.cleared !== null);
    return {
      title: words.title,
      subtitle: words.subtitle(frozen.cluster.name, frozen.edition.number),
      language: 'fr',
      reference: words.reference(frozen.contract.id, frozen.edition.number),
      date: evidence.signedOn,
      contents: false,
      ...(frozen.synthetic && { synthetic: words.synthetic }),
      blocks: [
        { kind: 'heading', level: 1, text: words.text, id: 'preuve-texte' },
        {
          kind: 'definitions',
          items: [
            { label: words.contract, value: frozen.contract.id },
            { label: words.frozenOn, value: formatDay(frozen.on) },
            { label: words.signedOn, value: formatDay(evidence.signedOn) },
            { label: words.textDigest, value: grouped(evidence.textDigest) },
            { label: words.pdfDigest, value: grouped(evidence.pdfDigest) },
          ],
        },
        { kind: 'heading', level: 1, text: words.signatures, id: 'preuve-signatures' },
        ...standing.flatMap((one, index) => signatureBlocks(one, index)),
        ...(cleared.length > 0 ? clearedBlocks(cleared) : []),
        { kind: 'heading', level: 1, text: words.verify, id: 'preuve-verification' },
        { kind: 'paragraph', text: words.howToVerify },
        { kind: 'paragraph', text: [{ text: evidence.verifyUrl }] },
      ],
    };
  });
}

function signatureBlocks(signature: EvidenceSignature, index: number): Block[] {
  const words = fr.evidence;
  const item = (label: string, value: RichText | null) => (value === null ? [] : [{ label, value }]);
  return [
    { kind: 'heading', level: 2, text: signature.party, id: `preuve-signature-${index + 1}` },
    {
      kind: 'definitions',
      items: [
        ...item(words.signer, `${signature.name}, ${signature.title}`),
        ...item(words.delegation, signature.delegation),
        ...item(words.vote, signature.vote && words.voteOf(signature.vote.number, formatDay(signature.vote.heldOn))),
        ...item(
          words.when,
          signature.how === 'paper'
            ? words.onPaper(formatDay(signature.on), formatInstant(signature.at))
            : formatInstant(signature.at),
        ),
        ...item(words.how, words.manner[signature.how]),
        ...item(words.address, signature.address),
        ...item(words.pdfDigest, grouped(signature.pdfDigest)),
        ...item(words.partDigest, grouped(signature.partDigest)),
        ...item(words.scanDigest, signature.scanDigest && grouped(signature.scanDigest)),
      ],
    },
  ];
}

function clearedBlocks(cleared: readonly EvidenceSignature[]): Block[] {
  const words = fr.evidence;
  return [
    { kind: 'heading', level: 1, text: words.cleared, id: 'preuve-effacees' },
    { kind: 'paragraph', text: words.clearedLead },
    {
      kind: 'list',
      items: cleared.map((one) =>
        words.clearedOne(
          one.party,
          one.name,
          formatInstant(one.at),
          formatInstant(one.cleared!.at),
          one.cleared!.reason,
        ),
      ),
    },
  ];
}
