import type { Say } from '#kit/say.ts';
import { parseSiren, sirenRefusals } from '#rooms/registry';
import type { ResultKind } from './delivery.ts';

export type ReferenceCheck =
  | { readonly ok: true; readonly reference: string | null }
  | { readonly ok: false; readonly reason: Say };

const wrong = (fr: string, en: string): ReferenceCheck => ({ ok: false, reason: { fr, en } });

/** An office of two letters (WIPO ST.3: FR, EP, WO, US…), the number, perhaps the kind of document (B1): FR2987654, EP 2 345 678 A1, WO2013/123456. */
const PATENT = /^([A-Z]{2})(\d{4}\/\d{4,6}|\d{5,13})([A-Z]\d?)?$/;
/** Prefix 10. and the registrant, a slash, then whatever the publisher chose (ISO 26324). */
const DOI = /^10\.\d{4,9}(?:\.\d+)*\/\S+$/i;

/** Reads the reference that a result of this kind bears: a patent's number, a publication's DOI, a start-up's SIREN; free words otherwise. */
export function readReference(kind: ResultKind, typed: string | null | undefined): ReferenceCheck {
  const text = (typed ?? '').trim();
  if (text === '') return { ok: true, reference: null };
  switch (kind) {
    case 'patent': {
      const bare = text.toUpperCase().replace(/[\s.\u00a0\u202f-]/g, '');
      return PATENT.test(bare)
        ? { ok: true, reference: bare }
        : wrong(
            'Ce numéro de brevet n’est pas lisible. Écrivez l’office puis le numéro, par exemple FR2987654, EP2345678A1 ou WO2013/123456.',
            'This patent number cannot be read. Write the office then the number, for example FR2987654, EP2345678A1 or WO2013/123456.',
          );
    }
    case 'publication': {
      const bare = text.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '');
      return DOI.test(bare)
        ? { ok: true, reference: bare }
        : wrong(
            'Ce DOI n’est pas lisible. Il commence par «\u202f10.\u202f», par exemple 10.1000/182\u202f; laissez vide si la publication n’en a pas.',
            'This DOI cannot be read. It begins with “10.”, for example 10.1000/182; leave empty if the publication has none.',
          );
    }
    case 'start-up': {
      const read = parseSiren(text);
      return read.ok ? { ok: true, reference: read.siren } : { ok: false, reason: sirenRefusals[read.reason] };
    }
    default:
      return { ok: true, reference: text };
  }
}
