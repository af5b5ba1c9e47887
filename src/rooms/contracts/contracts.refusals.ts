import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

/**
 * The refusals shared by the slices of this room. A slice with its own keeps them in its folder (`signature/signature.refusals.ts`) and
 * spreads both: `refusals: { ...refusing('CLAUSE_GONE'), ...signatureRefusing('NO_MANDATE') }`.
 */
const refusals = {
  NO_TEXT_UNDER_WAY: {
    status: 409,
    fr: 'Aucun texte n’est en rédaction\u202f: le texte signé ne change plus. Ouvrez un avenant pour le modifier.',
    en: 'No text is being written: the signed text changes no more. Open an amendment to change it.',
  },
  TEXT_BEING_SIGNED: {
    status: 409,
    fr: 'Le texte est en signature. Modifiez-le depuis le tableau des signatures, avec un motif\u202f: seules les signatures que la modification touche tomberont.',
    en: 'The text is being signed. Change it from the signature board, with a reason: only the signatures that the change touches will fall.',
  },
  CLAUSE_CHANGED: {
    status: 409,
    fr: '{who} a modifié ce passage le {at}, après que vous l’avez ouvert. Votre saisie est conservée ci-dessous\u202f: comparez avec le texte actuel, puis enregistrez à nouveau.',
    en: '{who} changed this passage on {at}, after you opened it. What you typed is kept below: compare it with the present text, then save again.',
  },
  CLAUSE_GONE: {
    status: 409,
    fr: 'Ce passage a été retiré du texte depuis que vous l’avez ouvert. Votre saisie est conservée ci-dessous\u202f: enregistrez-la comme un nouveau passage si elle doit rester.',
    en: 'This passage has been removed from the text since you opened it. What you typed is kept below: save it as a new passage if it should stay.',
  },
  CLAUSE_HAS_CHILDREN: {
    status: 409,
    fr: 'Des passages dépendent de celui-ci (sous-objectifs ou indicateurs). Retirez-les ou déplacez-les d’abord.',
    en: 'Other passages depend on this one (sub-objectives or indicators). Remove or move them first.',
  },
  NOT_IN_AMENDMENT: {
    status: 409,
    fr: 'L’avenant en cours n’a pas cet objet\u202f: il ne peut pas changer ce passage. Abandonnez-le et ouvrez-en un dont l’objet le permet, ou laissez ce passage tel quel.',
    en: 'The amendment under way is not about this: it cannot change this passage. Abandon it and open one whose subjects allow it, or leave this passage as it is.',
  },
  CONTRACT_STATE: { status: 409, fr: '{reason}', en: '{reason}' },
} as const satisfies Record<string, Refusal>;

export type RefusalCode = keyof typeof refusals;

/** The refusals that one action may give. */
export const refusing = refusalsFrom(refusals);
