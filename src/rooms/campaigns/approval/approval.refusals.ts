import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  RETURN_STATE: { status: 409, fr: '{reason}', en: '{reason}' },
  NOT_WAITING: {
    status: 409,
    fr: 'Cette déclaration n’attend pas de réponse\u202f: elle est «\u202f{state}\u202f».',
    en: 'This return waits for no answer: it is “{state}”.',
  },
  NOT_YOUR_TURN: {
    status: 409,
    fr: 'C’est à {who} de répondre\u202f: vous pourrez le faire à votre tour.',
    en: 'It is for {who} to answer: you will be able to in your turn.',
  },
  FIGURE_UNKNOWN: {
    status: 422,
    fr: 'Cette déclaration n’a pas ce chiffre.',
    en: 'This return has no such figure.',
  },
  REASON_REQUIRED: {
    status: 422,
    fr: 'Dites ce que vous demandez, ou ce qui est à reprendre\u202f: le pôle le lira à côté du chiffre.',
    en: 'Say what you ask, or what is to be mended: the cluster will read it beside the figure.',
  },
  NOTHING_TO_ACCEPT: {
    status: 409,
    fr: 'Il ne reste rien d’inchangé à accepter.',
    en: 'Nothing unchanged is left to accept.',
  },
  QUESTION_UNKNOWN: {
    status: 409,
    fr: 'Cette question n’existe pas, ou elle porte sur un dépôt précédent.',
    en: 'This question does not exist, or is about an earlier submission.',
  },
  ANSWERED_ALREADY: {
    status: 409,
    fr: 'Cette question a déjà sa réponse, donnée par {who}.',
    en: 'This question has its answer already, given by {who}.',
  },
  NOT_YOUR_PARTY: {
    status: 409,
    fr: 'Vous ne parlez pour aucune des autres autorités de ce contrat\u202f: l’avis est celui d’une partie.',
    en: 'You speak for none of the other authorities of this contract: an opinion is that of a party.',
  },
  OPINION_WITHOUT_WORDS: {
    status: 422,
    fr: 'Un avis réservé ou défavorable se motive en quelques mots.',
    en: 'A reserved or unfavourable opinion is explained in a few words.',
  },
  NO_SILENCE_DUE: {
    status: 409,
    fr: 'Aucun silence n’est à constater\u202f: le délai court encore, une réponse est donnée, ou la règle veut que la déclaration attende.',
    en: 'There is no silence to record: the period is still running, an answer was given, or the rule has the return wait.',
  },
} as const satisfies Record<string, Refusal>;

export const approvalRefusing = refusalsFrom(refusals);
