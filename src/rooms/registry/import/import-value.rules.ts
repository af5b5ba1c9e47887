import { type Cents, cents, parseMoney } from '#kit/money.ts';
import { addDays, type Day, day, isDay } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import {
  bareNumber,
  parseSiren,
  parseSiret,
  type Siren,
  type Siret,
  sirenRefusals,
  siretRefusals,
} from '../siren.rules.ts';
import { foldName } from '../territory.rules.ts';
import { COLLEGES, type College, ORGANISATION_KINDS, type OrganisationKind } from '../vocabulary.ts';
import type { MoneyUnit } from './column-match.rules.ts';

/** A cell read, or the sentence that says what is wrong with it and what to write. */
export type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Say };

const yes = <Value>(value: Value): Read<Value> => ({ ok: true, value });
const no = (fr: string, en: string): { readonly ok: false; readonly reason: Say } => ({
  ok: false,
  reason: { fr, en },
});

/**
 * Spreadsheets take numbers for quantities and drop the zeros at their beginning: 002000008 comes back as 2000008. They are put back when
 * the key then fits; the sum of the key does not depend on them, so one wrong number in ten would pass, and the preview shows the name.
 */
function withZeros(typed: string, digits: number): string {
  const bare = bareNumber(typed);
  return /^\d+$/.test(bare) && bare.length >= digits - 3 && bare.length < digits ? bare.padStart(digits, '0') : typed;
}

export function readSiren(text: string): Read<Siren> {
  const check = parseSiren(withZeros(text, 9));
  if (check.ok) return yes(check.siren);
  const first = parseSiren(text);
  return { ok: false, reason: sirenRefusals[first.ok ? check.reason : first.reason] };
}

export function readSiret(text: string): Read<{ siret: Siret; siren: Siren }> {
  const check = parseSiret(withZeros(text, 14));
  if (check.ok) return yes({ siret: check.siret, siren: check.siren });
  const first = parseSiret(text);
  return { ok: false, reason: siretRefusals[first.ok ? check.reason : first.reason] };
}

/** Memberships and companies of the programme stand between these days; beyond, a year was mistyped. */
export const EARLIEST_DAY = '1800-01-01';
export const LATEST_DAY = '2100-12-31';

const MONTHS = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ');
const FIRST_SERIAL = 10_000;
const LAST_SERIAL = 73_415;

const NOT_A_DAY = no(
  'Cette date n’est pas lisible. Écrivez-la jour/mois/année avec quatre chiffres pour l’année, par exemple 30/06/2013.',
  'This date cannot be read. Write it day/month/year with four digits for the year, for example 30/06/2013.',
);

/** A day as French people and spreadsheets write it: 30/06/2013, 30-06-2013, 2013-06-30, 30 juin 2013, or a spreadsheet's serial number. */
export function readDay(text: string): Read<Day> {
  const written = spelledDay(text.trim());
  if (!written || !isDay(written)) return NOT_A_DAY;
  if (written < EARLIEST_DAY || written > LATEST_DAY) {
    return no(
      'Cette date est trop éloignée pour être juste. Vérifiez l’année.',
      'This date is too far away to be right. Check the year.',
    );
  }
  return yes(written);
}

function spelledDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+Z?)?$/.exec(text);
  if (iso) return `${iso[1]}-${iso[2]}-${iso[3]}`;
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: [\d:]+)?$/.exec(text);
  if (french) return `${french[3]}-${french[2]!.padStart(2, '0')}-${french[1]!.padStart(2, '0')}`;
  if (/^\d{5}$/.test(text)) {
    const serial = Number(text);
    // Day 1 of spreadsheets is 1 January 1900, and they count a 29 February that this year did not have.
    return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? addDays(day('1899-12-30'), serial) : null;
  }
  const words = /^(\d{1,2})(?:er)? (\p{L}+) (\d{4})$/u.exec(text);
  const month = words ? MONTHS.indexOf(foldName(words[2]!)) + 1 : 0;
  return words && month > 0 ? `${words[3]}-${String(month).padStart(2, '0')}-${words[1]!.padStart(2, '0')}` : null;
}

const SPACES = /[\s\u00a0\u2009\u202f]/g;

/** A number with at most one decimal sign. `1.234` and `1,234` mean a thousand for some: the caller says whether the comma can. */
function readDecimal(text: string, commaMayGroup: boolean): number | null {
  const plain = text.replace(SPACES, '');
  const match = /^([-−+]?)(\d+)(?:([.,])(\d+))?$/.exec(plain);
  if (!match) return null;
  const [, sign, whole, mark, decimals = ''] = match;
  if (decimals.length === 3 && (mark === '.' || commaMayGroup)) return null;
  const value = Number(`${whole}.${decimals || '0'}`);
  return sign === '-' || sign === '−' ? -value : value;
}

/** An amount in euros, in whole cents. The cell may name its own unit (« 3,5 M€ »); else that of the column holds. */
export function readAmount(text: string, unit: MoneyUnit): Read<Cents> {
  const own = /^(.*?)\s*(k|m)\s?(?:€|eur)$/i.exec(text.trim());
  const euros = own ? (own[2]!.toLowerCase() === 'k' ? 1_000 : 1_000_000) : unit;
  if (euros === 1) {
    const parsed = parseMoney(text);
    if (!parsed.ok) return { ok: false, reason: parsed.reason };
    return positive(parsed.cents);
  }
  const amount = readDecimal((own ? own[1]! : text).replace(/€|eur/i, ''), false);
  if (amount === null) {
    return no(
      'Ce montant n’est pas lisible. Écrivez un nombre, par exemple 1 234,5.',
      'This amount cannot be read. Write a number, for example 1234.5.',
    );
  }
  const count = Math.round(amount * euros * 100);
  return Number.isSafeInteger(count)
    ? positive(cents(count))
    : no('Ce montant est trop grand. Vérifiez l’unité.', 'This amount is too large. Check the unit.');
}

const positive = (amount: Cents): Read<Cents> =>
  amount < 0 ? no('Ce montant ne peut pas être négatif.', 'This amount cannot be negative.') : yes(amount);

const LARGEST_HEADCOUNT = 5_000_000;

/** Annual work units, with at most two decimals. */
export function readHeadcount(text: string): Read<number> {
  const value = readDecimal(text, true);
  if (value === null || value < 0 || value > LARGEST_HEADCOUNT) {
    return no(
      'Cet effectif n’est pas lisible. Écrivez un nombre positif, par exemple 42 ou 12,5.',
      'This headcount cannot be read. Write a positive number, for example 42 or 12.5.',
    );
  }
  return yes(Math.round(value * 100) / 100);
}

export function readYear(text: string): Read<number> {
  const year = /^\d{4}$/.test(text.trim()) ? Number(text) : 0;
  return year >= 1990 && year <= 2100
    ? yes(year)
    : no('Écrivez une année de quatre chiffres, par exemple 2013.', 'Write a year of four digits, for example 2013.');
}

const COLLEGE_WORDS: Readonly<Record<College, string>> = {
  sme: 'pme|tpe|tpe pme|pme tpe|pme pmi|pmi|petites et moyennes entreprises|petite et moyenne entreprise|micro entreprise|microentreprise|start up|startup|smes|small and medium enterprises',
  large:
    'eti et grands groupes|grands groupes et eti|grand groupe|grands groupes|groupe|grande entreprise|grandes entreprises|ge|gg|eti|ge eti|eti ge|grands comptes|grand compte|large|large firm|large firms|large group|large groups|mid cap|mid caps|mid caps and large groups',
  'research-training':
    'recherche et formation|formation et recherche|recherche formation|recherche|formation|laboratoire|laboratoires|academique|academiques|universite|universites|ecole|ecoles|enseignement superieur|enseignement superieur et recherche|enseignement et recherche|organisme de recherche|organismes de recherche|centre de recherche|research|training|research and training',
  other:
    'autre|autres|autres membres|autre membre|partenaire|partenaires|institutionnel|institutionnels|collectivite|collectivites|association|associations|banque|investisseur|others',
};

const KIND_WORDS: Readonly<Record<OrganisationKind, string>> = {
  firm: 'entreprise|entreprises|societe|pme|tpe|eti|grand groupe|grande entreprise|start up|startup|company|industriel',
  laboratory:
    'laboratoire|laboratoires|labo|organisme de recherche|centre de recherche|unite de recherche|recherche|lab|research body|research centre',
  'training-body':
    'etablissement de formation|organisme de formation|formation|universite|ecole|grande ecole|lycee|iut|enseignement superieur|university|school',
  platform: 'plateforme|plateforme technologique|plate forme|technology platform',
  'transfer-body':
    'structure de transfert|transfert|centre de transfert|centre technique|crt|cti|satt|incubateur|transfer',
  authority:
    'collectivite|collectivite territoriale|region|departement|metropole|commune|agglomeration|epci|local authority',
  'state-body': 'service de l etat|etat|service deconcentre|prefecture|agence de l etat|state',
  investor: 'investisseur|investisseurs|fonds|banque|capital investissement|business angel|fund|bank',
  'support-provider':
    'prestataire|prestataire d accompagnement|conseil|cabinet|cabinet de conseil|chambre consulaire|cci|agence de developpement|provider|consulting',
  'cluster-body': 'structure porteuse|structure porteuse de pole|pole|pole de competitivite|cluster',
  'professional-body':
    'organisation professionnelle|syndicat professionnel|federation|federation professionnelle|union|trade association|professional association',
  other: 'autre|autres|association|others',
};

const wordsOf = <Key extends string>(keys: readonly Key[], words: Readonly<Record<Key, string>>): Map<string, Key> => {
  const known = new Map<string, Key>();
  for (const key of keys) {
    for (const word of [foldName(key), ...words[key].split('|')]) if (!known.has(word)) known.set(word, key);
  }
  return known;
};

const COLLEGE_BY_WORD = wordsOf(COLLEGES, COLLEGE_WORDS);
const KIND_BY_WORD = wordsOf(ORGANISATION_KINDS, KIND_WORDS);

const folded = (text: string): string => foldName(text.replace(/^\s*coll[eè]ge\s+(?:des?\s+)?/i, ''));

export function readCollege(text: string): Read<College> {
  const college = COLLEGE_BY_WORD.get(folded(text));
  return college
    ? yes(college)
    : no(
        'Ce collège n’est pas connu. Écrivez\u202f: PME\u202f; ETI et grands groupes\u202f; Recherche et formation\u202f; ou Autres membres.',
        'This college is unknown. Write: SME; Mid-caps and large groups; Research and training; or Others.',
      );
}

export function readKind(text: string): Read<OrganisationKind> {
  const kind = KIND_BY_WORD.get(foldName(text));
  return kind
    ? yes(kind)
    : no(
        'Cette nature n’est pas connue. Écrivez par exemple\u202f: entreprise, laboratoire, établissement de formation, collectivité, autre.',
        'This kind is unknown. Write for example: firm, laboratory, training body, authority, other.',
      );
}

/** `7219Z`, `72.19 z` and `72.19Z` are one code. */
export function readNaf(text: string, known: ReadonlySet<string>): Read<string> {
  const bare = text.replace(/[\s.]/g, '').toUpperCase();
  const code = /^\d{4}[A-Z]$/.test(bare) ? `${bare.slice(0, 2)}.${bare.slice(2)}` : '';
  return known.has(code)
    ? yes(code)
    : no(
        'Ce code n’est pas dans la nomenclature NAF rév. 2. Écrivez quatre chiffres et une lettre, par exemple 72.19Z.',
        'This code is not in the NAF rev. 2 classification. Write four digits and a letter, for example 72.19Z.',
      );
}

export function readLegalCategory(text: string, known: ReadonlySet<string>): Read<string> {
  const code = text.replace(SPACES, '');
  return known.has(code)
    ? yes(code)
    : no(
        'Ce code n’est pas une catégorie juridique de l’Insee. Écrivez ses quatre chiffres, par exemple 5710.',
        'This code is not one of Insee’s legal categories. Write its four digits, for example 5710.',
      );
}

export function readCountry(text: string): Read<string> {
  const code = text.trim().toUpperCase();
  if (/^[A-Z]{2}$/.test(code)) return yes(code);
  if (foldName(text) === 'france') return yes('FR');
  return no(
    'Écrivez le code du pays en deux lettres, par exemple BE.',
    'Write the country as a two-letter code, for example BE.',
  );
}

export function readWebsite(text: string): Read<string> {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  return url?.hostname.includes('.')
    ? yes(url.href.replace(/\/$/, ''))
    : no(
        'Écrivez une adresse complète, par exemple https://exemple.fr.',
        'Write a complete address, for example https://example.org.',
      );
}

export interface KnownCommune {
  readonly code: string;
  readonly departement: string | null;
}

/** Communes as a file names them: by code, and by the folded name that several may share. */
export interface KnownCommunes {
  readonly codes: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, readonly KnownCommune[]>;
}

export function readCommuneCode(text: string, communes: KnownCommunes): Read<string> {
  const code = text.trim().toUpperCase().padStart(5, '0');
  return communes.codes.has(code)
    ? yes(code)
    : no(
        'Ce code n’est pas celui d’une commune. C’est le code Insee, de cinq caractères, et non le code postal.',
        'This is not the code of a commune. It is the Insee code, of five characters, not the postcode.',
      );
}

/** Postcodes begin with the département's number: 20 for both halves of Corsica, three digits overseas. */
const inPostcode = (departement: string | null, postcode: string): boolean =>
  departement !== null &&
  (departement.startsWith('2A') || departement.startsWith('2B')
    ? postcode.startsWith('20')
    : postcode.startsWith(departement));

/** « Paris 15 », « LYON CEDEX 03 », « Grenoble Cedex » are Paris, Lyon, Grenoble. */
const withoutDistribution = (name: string): string =>
  foldName(name)
    .replace(/ cedex( \d+)?$/, '')
    .replace(/ \d{1,2}(e|eme|er)?( arrondissement)?$/, '');

export function readCommuneName(text: string, postcode: string, communes: KnownCommunes): Read<string> {
  const named = communes.byName.get(foldName(text)) ?? communes.byName.get(withoutDistribution(text)) ?? [];
  const code = postcode.replace(SPACES, '').padStart(postcode.trim() === '' ? 0 : 5, '0');
  const matching = code === '' ? named : named.filter((commune) => inPostcode(commune.departement, code));
  if (matching.length === 1) return yes(matching[0]!.code);
  if (named.length === 0) {
    return no(
      'Cette commune n’est pas connue. Vérifiez son nom, ou donnez son code Insee dans une colonne «\u202fCode commune\u202f».',
      'This commune is unknown. Check its name, or give its Insee code in a column “Commune code”.',
    );
  }
  return matching.length === 0
    ? no(
        'Aucune commune de ce nom n’a ce code postal. Vérifiez l’un et l’autre, ou donnez le code Insee de la commune.',
        'No commune of that name has this postcode. Check both, or give the commune’s Insee code.',
      )
    : no(
        'Plusieurs communes portent ce nom. Ajoutez le code postal, ou donnez le code Insee dans une colonne «\u202fCode commune\u202f».',
        'Several communes bear that name. Add the postcode, or give the Insee code in a column “Commune code”.',
      );
}
