import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

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
  AMENDMENT_UNDER_WAY: {
    status: 409,
    fr: 'Un texte est déjà en cours ({text}). Menez-le à son terme ou abandonnez-le avant d’ouvrir un avenant.',
    en: 'A text is already under way ({text}). Bring it to its end or abandon it before opening an amendment.',
  },
  NOTHING_IN_FORCE: {
    status: 409,
    fr: 'Aucun texte signé n’est en vigueur\u202f: un avenant modifie un contrat signé. Tant que le contrat n’est pas signé, modifiez son texte.',
    en: 'No signed text is in force: an amendment changes a signed contract. While the contract is not signed, change its text.',
  },
  NO_AMENDMENT: {
    status: 409,
    fr: 'Aucun avenant n’est en cours sur ce contrat.',
    en: 'No amendment of this contract is under way.',
  },
  NOT_ABOUT_DATES: {
    status: 409,
    fr: 'Cet avenant n’a pas pour objet les dates du contrat. Abandonnez-le et ouvrez-en un dont c’est l’objet.',
    en: 'This amendment is not about the dates of the contract. Abandon it and open one that is.',
  },
  TERM_TOO_EARLY: {
    status: 422,
    fr: 'Le nouveau terme doit suivre le début du contrat ({start}) et ne pas être déjà passé.',
    en: 'The new term must follow the start of the contract ({start}) and not have passed already.',
  },
  TERM_OVERLAPS: {
    status: 409,
    fr: 'Un autre contrat du pôle court jusqu’à cette date\u202f: deux contrats ne se recouvrent pas.',
    en: 'Another contract of the cluster runs until that day: two contracts do not overlap.',
  },
  ORIGINAL_MOVED: {
    status: 409,
    fr: 'Le texte en vigueur a changé depuis l’ouverture de cet avenant\u202f: abandonnez-le et rouvrez-le sur le texte d’aujourd’hui.',
    en: 'The text in force has changed since this amendment was opened: abandon it and open it again on today’s text.',
  },
  DECISION_OPEN: {
    status: 409,
    fr: 'Une décision de même nature attend encore sa suite. Confirmez-la ou retirez-la d’abord.',
    en: 'A decision of the same kind is still waiting for its outcome. Confirm or withdraw it first.',
  },
  NOT_IN_FORCE: {
    status: 409,
    fr: 'Le contrat n’est pas en vigueur\u202f: une baisse de soutien porte sur un contrat signé.',
    en: 'The contract is not in force: a cut in support is about a signed contract.',
  },
  PERCENT_MISSING: {
    status: 422,
    fr: 'Écrivez la part du soutien qui est retirée, en pour cent.',
    en: 'Write the share of the support that is withdrawn, in per cent.',
  },
  PERCENT_NOT_ASKED: {
    status: 422,
    fr: 'Une résiliation met fin à tout le soutien\u202f: laissez cette part vide.',
    en: 'A termination ends the whole support: leave this share empty.',
  },
  EFFECTIVE_TOO_EARLY: {
    status: 422,
    fr: 'Le pôle peut répondre jusqu’au {day}\u202f: la décision ne prend effet qu’après ce jour.',
    en: 'The cluster may reply until {day}: the decision takes effect only after that day.',
  },
  PROJECTS_UNSAID: {
    status: 422,
    fr: 'Le critère «\u202f{criterion}\u202f» parle de projets\u202f: cochez qu’il en compte, et dites lesquels.',
    en: 'The criterion “{criterion}” speaks of projects: tick that it counts some, and say which.',
  },
  CO_LABELLED_MISSING: {
    status: 422,
    fr: 'Un critère qui compte des projets compte aussi ceux que le pôle a labellisés avec un autre (R36). Corrigez «\u202f{criterion}\u202f».',
    en: 'A criterion that counts projects also counts those labelled with another cluster (R36). Correct “{criterion}”.',
  },
  WINDOWS_MISSING: {
    status: 422,
    fr: 'Un critère qui compte des projets compte aussi ceux d’autres guichets que le FUI (R36). Complétez «\u202f{criterion}\u202f».',
    en: 'A criterion that counts projects also counts those of other windows than the FUI (R36). Complete “{criterion}”.',
  },
  DEFINITION_MISSING: {
    status: 422,
    fr: 'Dites comment «\u202f{criterion}\u202f» compte les projets\u202f: le pôle doit pouvoir refaire le calcul.',
    en: 'Say how “{criterion}” counts the projects: the cluster must be able to count again.',
  },
  DECISION_STATE: { status: 409, fr: '{reason}', en: '{reason}' },
  REPLY_TOO_LATE: {
    status: 409,
    fr: 'Le délai de réponse est passé depuis le {day}. Écrivez au service de l’État, qui peut encore retirer la décision.',
    en: 'The delay to reply ended on {day}. Write to the State service, which may still withdraw the decision.',
  },
  DECISION_UNKNOWN: {
    status: 404,
    fr: 'Cette décision n’existe pas sur ce contrat.',
    en: 'This decision does not exist on this contract.',
  },
  NO_AXES: {
    status: 409,
    fr: 'Aucun axe d’amélioration n’est enregistré pour ce contrat.',
    en: 'No improvement axis is recorded for this contract.',
  },
  ALREADY_EXAMINED: {
    status: 409,
    fr: 'Les axes d’amélioration ont été examinés le {day}.',
    en: 'The improvement axes were examined on {day}.',
  },
  EXAMINED_AHEAD: {
    status: 422,
    fr: 'Un examen s’enregistre une fois qu’il a eu lieu, après la signature du contrat.',
    en: 'An examination is recorded once it took place, after the signature of the contract.',
  },
  SYNTHETIC_RESERVED: {
    status: 422,
    fr: 'Seule la démonstration crée des données inventées. Laissez cette case vide.',
    en: 'Only the demonstration creates invented data. Leave this box empty.',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals of this slice that one action may give. */
export const lifeRefusing = refusalsFrom(refusals);
