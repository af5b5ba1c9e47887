/** The documents joined to a text (R24), in their order. The list of members is counted; roadmap, targets and financing plan are the text itself. */
export const ANNEX_KINDS = ['label-letter', 'statutes', 'labelling-arrangements'] as const;
export type AnnexKind = (typeof ANNEX_KINDS)[number];

const SIGNATURES: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46],
  'image/png': [0x89, 0x50, 0x4e, 0x47],
  'image/jpeg': [0xff, 0xd8, 0xff],
};

/** What a document is by its first bytes, whatever its name says; null when it is neither a PDF nor a scan. */
export const annexMediaType = (bytes: Uint8Array): string | null =>
  Object.entries(SIGNATURES).find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0] ?? null;
