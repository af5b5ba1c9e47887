import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  PARTNER_UNKNOWN: {
    status: 422,
    fr: 'Ce partenaire n’est pas, ou n’est plus, dans le consortium. Choisissez-en un de la liste.',
    en: 'This partner is not, or no longer, in the consortium. Choose one of the list.',
  },
  DAY_TO_COME: {
    status: 422,
    fr: 'Ce jour n’est pas encore venu\u202f: un fait s’enregistre une fois qu’il a eu lieu.',
    en: 'This day has not come yet: a fact is recorded once it took place.',
  },
  MILESTONE_UNKNOWN: {
    status: 404,
    fr: 'Ce jalon ou ce livrable n’existe pas sur ce projet.',
    en: 'This milestone or deliverable does not exist on this project.',
  },
  MILESTONE_SETTLED: {
    status: 409,
    fr: 'Il est déjà remis ou abandonné. Ajoutez-en un autre si le travail reprend.',
    en: 'It is already handed in or dropped. Add another if the work starts again.',
  },
  CHANGE_UNKNOWN: {
    status: 404,
    fr: 'Cette demande n’existe pas sur ce projet.',
    en: 'This request does not exist on this project.',
  },
  CHANGE_DECIDED: {
    status: 409,
    fr: 'Cette demande a reçu sa suite le {day}. Faites-en une autre si le besoin a changé.',
    en: 'This request received its outcome on {day}. Make another if the need has changed.',
  },
  CHANGE_EMPTY: {
    status: 422,
    fr: 'Dites ce qui remplacerait la situation d’aujourd’hui.',
    en: 'Say what would replace the present situation.',
  },
  NO_LONGER_DELAY: {
    status: 422,
    fr: 'La R&D doit aujourd’hui finir le {day}\u202f: un délai la porte plus loin.',
    en: 'The R&D is now to end on {day}: a delay takes it further.',
  },
  NO_END_TO_MOVE: {
    status: 409,
    fr: 'La date de fin de la R&D n’est pas connue\u202f: écrivez-la d’abord sur le fil du projet.',
    en: 'The last day of the R&D is not known: first write it on the project thread.',
  },
  REASON_WANTED: {
    status: 422,
    fr: 'Dites pourquoi\u202f: le porteur du projet doit pouvoir comprendre la décision.',
    en: 'Say why: the project’s lead must be able to understand the decision.',
  },
  REFERENCE_UNREADABLE: { status: 422, fr: '{reason}', en: '{reason}' },
  LINE_UNKNOWN: {
    status: 409,
    fr: 'Cette ligne n’existe pas sur ce projet, ou elle a déjà été retirée ou remplacée.',
    en: 'This line does not exist on this project, or was already withdrawn or replaced.',
  },
  COMMUNE_UNKNOWN: {
    status: 422,
    fr: 'Aucune commune ne porte ce code. Écrivez le code de l’Insee à cinq signes, par exemple 38185 pour Grenoble.',
    en: 'No commune has this code. Write Insee’s code of five signs, for example 38185 for Grenoble.',
  },
  PRODUCTION_BEFORE_DECISION: {
    status: 422,
    fr: 'La production commencerait avant la décision d’investir. Vérifiez les deux dates.',
    en: 'Production would start before the decision to invest. Check both days.',
  },
  FILE_NOT_GRANTED: {
    status: 422,
    fr: 'Ce dossier de financement n’est pas de ce projet, ou n’a pas été retenu.',
    en: 'This funding file is not of this project, or was not selected.',
  },
  YEAR_TO_COME: {
    status: 422,
    fr: 'L’année {year} n’est pas commencée\u202f: rien n’a encore pu y être vendu.',
    en: 'The year {year} has not begun: nothing can have been sold in it yet.',
  },
  NOTHING_SAID: {
    status: 422,
    fr: 'Écrivez au moins un chiffre\u202f; zéro est une réponse.',
    en: 'Write at least one figure; zero is an answer.',
  },
  EXPORT_WITHOUT_SALES: {
    status: 422,
    fr: 'Une part d’export va avec des ventes\u202f: écrivez le chiffre d’affaires, ou laissez-la vide.',
    en: 'A share of export goes with sales: write the revenue, or leave it empty.',
  },
  NOT_FOLLOWED: {
    status: 409,
    fr: 'La R&D de ce projet n’est pas achevée, ou sa date de fin manque\u202f: le suivi des résultats commence après.',
    en: 'The R&D of this project is not completed, or its last day is missing: the follow-up of results starts afterwards.',
  },
  NOTHING_TO_PLAN: {
    status: 409,
    fr: 'Tous les suivis de ce projet sont déjà prévus.',
    en: 'All the follow-ups of this project are already planned.',
  },
  FOLLOW_UP_UNKNOWN: {
    status: 404,
    fr: 'Ce suivi n’existe pas sur ce projet.',
    en: 'This follow-up does not exist on this project.',
  },
  FOLLOW_UP_EARLY: {
    status: 409,
    fr: 'Ce suivi tombe le {day}\u202f: la question porte sur une année qui n’est pas encore close.',
    en: 'This follow-up falls on {day}: the question is about a year that is not over yet.',
  },
  FOLLOW_UP_CLOSED: {
    status: 409,
    fr: 'Une réponse a été enregistrée le {day}\u202f: il n’y a plus rien à demander. Pour la corriger, passez par la page des résultats du projet.',
    en: 'An answer was recorded on {day}: nothing more is to be asked. To correct it, use the project’s page of results.',
  },
  FOLLOW_UP_CANCELLED: {
    status: 409,
    fr: 'Ce suivi a été annulé\u202f: {reason}',
    en: 'This follow-up was cancelled: {reason}',
  },
  NOT_SENT_YET: {
    status: 409,
    fr: 'La question n’est pas encore partie\u202f: envoyez-la d’abord.',
    en: 'The question has not left yet: send it first.',
  },
  REMINDED_TODAY: {
    status: 409,
    fr: 'Un message est déjà parti aujourd’hui à ce partenaire.',
    en: 'A message has already left to this partner today.',
  },
  NO_ADDRESS: {
    status: 422,
    fr: 'Personne ne représente ce partenaire ici\u202f: écrivez l’adresse à laquelle lui envoyer les questions.',
    en: 'Nobody represents this partner here: write the address to which the questions are sent.',
  },
  NOTHING_TO_SEND: {
    status: 409,
    fr: 'Aucun suivi échu n’a d’adresse connue. Ouvrez les lignes «\u202fnon commencé\u202f» et écrivez leurs adresses.',
    en: 'No due follow-up has a known address. Open the lines “not started” and write their addresses.',
  },
  ATTRIBUTION_UNKNOWN: {
    status: 404,
    fr: 'Ce partage n’existe pas sur ce projet.',
    en: 'This sharing does not exist on this project.',
  },
  ATTRIBUTION_STATE: { status: 409, fr: '{reason}', en: '{reason}' },
  ATTRIBUTION_MOVED: {
    status: 409,
    fr: 'Ce partage a changé depuis que vous l’avez ouvert. Relisez les parts ci-dessous, puis recommencez.',
    en: 'This sharing has changed since you opened it. Read the parts below again, then start over.',
  },
  SHARES_NOT_WHOLE: {
    status: 422,
    fr: 'Les parts {kind} font {total}\u202f%\u202f: elles doivent faire 100\u202f%.',
    en: 'The parts {kind} add up to {total}%: they must add up to 100%.',
  },
  PARTY_TWICE: {
    status: 422,
    fr: '{party} est nommé deux fois. Gardez une seule ligne.',
    en: '{party} is named twice. Keep one line only.',
  },
  PARTY_UNKNOWN: {
    status: 422,
    fr: '{party} n’est pas une partie possible de ce partage. Vérifiez le nom du pôle, du projet ou du financeur.',
    en: '{party} cannot be a party to this sharing. Check the name of the cluster, project or funder.',
  },
  LAST_PARTY: {
    status: 409,
    fr: 'C’est la seule partie de sa sorte\u202f: sans elle, le résultat ne serait à personne.',
    en: 'It is the only party of its kind: without it, the result would be nobody’s.',
  },
  NOT_YOUR_SHARE: {
    status: 409,
    fr: 'Vous ne pouvez parler que pour la partie que vous représentez.',
    en: 'You may only speak for the party that you represent.',
  },
} as const satisfies Record<string, Refusal>;

export type RefusalCode = keyof typeof refusals;

/** The refusals of this slice that one action may give. */
export const refusing = refusalsFrom(refusals);
