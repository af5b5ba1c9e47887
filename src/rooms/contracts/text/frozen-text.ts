import { createHash } from 'node:crypto';
import type { Clause } from '../clause/clause.ts';
import type { PartyTable } from '../contract.ts';

/** A member as listed on the day of signature (R24). */
export interface FrozenMember {
  readonly name: string;
  readonly siren: string | null;
  readonly college: string;
  readonly from: string;
}

/** A document joined to the text: its name and the SHA-256 of its bytes. */
export interface FrozenAnnex {
  readonly kind: 'label-letter' | 'statutes' | 'labelling-arrangements';
  readonly file: string;
  readonly name: string;
  readonly sha256: string;
}

/** A whole text as it was sent for signature: what is signed is this, and the PDF made of it. */
export interface FrozenText {
  readonly contract: {
    readonly id: string;
    readonly startsOn: string;
    readonly endsOn: string;
    readonly phase: string;
  };
  readonly edition: { readonly number: number; readonly subjects: readonly string[]; readonly reason: string | null };
  readonly cluster: {
    readonly id: string;
    readonly name: string;
    readonly sector: string;
    readonly association: {
      readonly name: string;
      readonly siren: string | null;
      readonly president: string | null;
    } | null;
  };
  readonly parties: readonly Omit<PartyTable, 'edition_id'>[];
  /** Without who changed them and when: only what is written. */
  readonly clauses: readonly Pick<Clause, 'id' | 'kind' | 'parent' | 'position' | 'content'>[];
  readonly members: readonly FrozenMember[];
  readonly annexes: readonly FrozenAnnex[];
  /** Counted from the registry for the diagnosis, in the words of the text (label, value). */
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  /** Of what the clauses mention by a code only (regional priorities, filières, NAF, CPV): its name on that day. */
  readonly names: Readonly<Record<string, string>>;
  readonly synthetic: boolean;
  /** Day on which it was frozen. */
  readonly on: string;
}

/** JSON with the keys of every object in order: the same data always gives the same characters, after the store reordered them or not. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one)).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`)
      .join(',')}}`;
  return JSON.stringify(value ?? null);
}

/** SHA-256 of the canonical JSON, in hexadecimal. */
export const digestOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
