import type { DocumentLayout } from '#engines/documents/document.ts';
import { toPdf } from '#engines/documents/pdf.ts';

/** A file as an act carries it. */
interface Paper {
  readonly name: string;
  readonly mediaType: string;
  readonly base64: string;
}

export interface Papers {
  readonly annexes: readonly {
    readonly kind: 'label-letter' | 'statutes' | 'labelling-arrangements';
    readonly file: Paper;
  }[];
  /** Stands for the scan of a page signed by hand. */
  readonly scan: Paper;
  /** Stands for the extract of a register of deliberations. */
  readonly deliberation: Paper;
}

/** The documents that invented contracts carry: the same for all, since none of them says anything of a cluster. */
export async function preparePapers(): Promise<Papers> {
  const [letter, statutes, arrangements, scan, deliberation] = await Promise.all([
    paper(
      'lettre-de-labellisation.pdf',
      'Lettre de labellisation',
      'Cette page tient lieu de la lettre qui confirme le label du pôle.',
    ),
    paper(
      'statuts.pdf',
      'Statuts de l’association',
      'Cette page tient lieu des statuts de l’association qui porte le pôle.',
    ),
    paper(
      'modalites-de-labellisation.pdf',
      'Modalités de labellisation des projets',
      'Cette page tient lieu du règlement du comité qui labellise les projets.',
    ),
    paper('page-signee.pdf', 'Page de signature', 'Cette page tient lieu de la page signée à la main et numérisée.'),
    paper('deliberation.pdf', 'Extrait du registre des délibérations', 'Cette page tient lieu de l’extrait certifié.'),
  ]);
  return {
    annexes: [
      { kind: 'label-letter', file: letter },
      { kind: 'statutes', file: statutes },
      { kind: 'labelling-arrangements', file: arrangements },
    ],
    scan,
    deliberation,
  };
}

async function paper(name: string, title: string, words: string): Promise<Paper> {
  const layout: DocumentLayout = {
    title,
    language: 'fr',
    reference: 'Démonstration',
    date: '2013-01-01',
    synthetic: 'Document inventé pour la démonstration.',
    blocks: [{ kind: 'paragraph', text: words }],
  };
  return { name, mediaType: 'application/pdf', base64: Buffer.from(await toPdf(layout)).toString('base64') };
}
