import type { Refusal } from '#kit/context.ts';

const refusals = {
  CONTRACT_EXISTS: {
    status: 409,
    fr: 'Ce pôle a déjà un contrat pour cette phase ({contract}). Un pôle n’en a qu’un à la fois\u202f: modifiez-le par avenant, ou mettez-y fin d’abord.',
    en: 'This cluster already has a contract for this phase ({contract}). A cluster has one at a time: amend it, or end it first.',
  },
  NO_REGION_RECORDED: {
    status: 409,
    fr: 'Aucune région n’est enregistrée pour ce pôle\u202f: les signataires ne peuvent pas être établis. Enregistrez d’abord ses régions.',
    en: 'No region is recorded for this cluster: its signatories cannot be told. First record its regions.',
  },
  SYNTHETIC_RESERVED: {
    status: 422,
    fr: 'Seule la démonstration crée des données inventées. Laissez cette case vide.',
    en: 'Only the demonstration creates invented data. Leave this box empty.',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals of this slice that one action may give. */
export function lifeRefusing<const Code extends keyof typeof refusals>(
  ...codes: readonly Code[]
): Record<Code, Refusal> {
  return Object.fromEntries(codes.map((code) => [code, refusals[code] as Refusal])) as Record<Code, Refusal>;
}
