import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  CAMPAIGN_STATE: { status: 409, fr: '{reason}', en: '{reason}' },
  CAMPAIGN_EXISTS: {
    status: 409,
    fr: 'La campagne {year} est déjà préparée\u202f: modifiez ses réglages.',
    en: 'The {year} campaign is already prepared: change its settings.',
  },
  YEAR_NOT_STARTED: {
    status: 422,
    fr: 'L’année {year} n’a pas commencé\u202f: préparez sa campagne quand elle sera en cours.',
    en: 'The year {year} has not begun: prepare its campaign once it has.',
  },
  OPENS_BEFORE_YEAR_END: {
    status: 422,
    fr: 'La campagne porte sur toute l’année {year}\u202f: elle ouvre au plus tôt le lendemain de son dernier jour.',
    en: 'The campaign covers the whole year {year}: it opens on the day after its last at the earliest.',
  },
  DUE_BEFORE_OPENING: {
    status: 422,
    fr: 'La date limite vient avant l’ouverture\u202f: choisissez un jour postérieur au {day}.',
    en: 'The deadline comes before the opening: choose a day after {day}.',
  },
  REASON_REQUIRED: {
    status: 422,
    fr: 'La campagne est ouverte\u202f: dites pourquoi ses règles changent, les pôles le liront.',
    en: 'The campaign is open: say why its rules change, the clusters will read it.',
  },
  SETTINGS_CLOSED: {
    status: 409,
    fr: 'L’année est validée\u202f: ses règles ne changent plus.',
    en: 'The year is validated: its rules change no more.',
  },
  SETTINGS_CHANGED: {
    status: 409,
    fr: 'La campagne a changé depuis que vous l’avez ouverte. Votre saisie est conservée ci-dessous\u202f: comparez, puis enregistrez à nouveau.',
    en: 'The campaign changed since you opened it. What you typed is kept below: compare, then save again.',
  },
  NOTHING_CHANGED: { status: 409, fr: 'Rien n’a changé.', en: 'Nothing has changed.' },
  NOT_OWED: {
    status: 409,
    fr: 'Ce pôle ne doit pas de déclaration pour {year}.',
    en: 'This cluster owes no return for {year}.',
  },
  NOT_COLLECTED: {
    status: 409,
    fr: 'La campagne {year} n’est pas ouverte, ou l’année est déjà figée\u202f: il n’y a pas de délai à accorder.',
    en: 'The {year} campaign is not open, or the year is frozen already: there is no delay to give.',
  },
  NOT_WAITED_FOR: {
    status: 409,
    fr: 'Cette déclaration n’est pas chez le pôle\u202f: elle est déposée, validée ou close.',
    en: 'This return is not with the cluster: it is submitted, validated or closed.',
  },
  DELAY_TOO_SHORT: {
    status: 422,
    fr: 'Ce jour ne donne pas de délai\u202f: choisissez au plus tôt le {day}.',
    en: 'This day gives no more time: choose {day} at the earliest.',
  },
  NOT_PUBLISHED: {
    status: 409,
    fr: 'Les résultats {year} ne sont pas publiés\u202f: ils le seront quand l’année sera validée.',
    en: 'The {year} results are not published: they will be once the year is validated.',
  },
  NOT_FROZEN: {
    status: 409,
    fr: 'L’année n’est pas figée\u202f: renvoyez la déclaration au pôle plutôt que d’enregistrer une exception.',
    en: 'The year is not frozen: send the return back to the cluster rather than record an exception.',
  },
  FIGURE_UNKNOWN: {
    status: 422,
    fr: 'Cette déclaration n’a pas ce chiffre.',
    en: 'This return has no such figure.',
  },
  DECIDED_IN_FUTURE: {
    status: 422,
    fr: 'Ce jour est à venir\u202f: indiquez celui de la décision.',
    en: 'This day is yet to come: give that of the decision.',
  },
  FIGURE_FAULT: { status: 422, fr: '{reason}', en: '{reason}' },
  ABOVE_CEILING: {
    status: 409,
    fr: 'Avec cette question, un pôle passerait {minutes} minutes par trimestre à déclarer, pour un plafond de {ceiling}. Retirez une question, ou cochez la case qui dit que vous passez outre.',
    en: 'With this question a cluster would spend {minutes} minutes a quarter on its return, for a ceiling of {ceiling}. Withdraw a question, or tick the box that says you go beyond it.',
  },
  UNKNOWN_INDICATOR: {
    status: 422,
    fr: 'Cet indicateur n’est pas au catalogue commun.',
    en: 'This indicator is not in the common catalogue.',
  },
  ASKED_ALREADY: {
    status: 409,
    fr: 'Cet indicateur est déjà demandé\u202f: prolongez la question, ou retirez-la d’abord.',
    en: 'This indicator is already asked: extend the question, or withdraw it first.',
  },
  ENDS_BEFORE_START: {
    status: 422,
    fr: 'La dernière année vient avant la première\u202f: une question dit jusqu’à quand elle est posée.',
    en: 'The last year comes before the first: a question says until when it is asked.',
  },
  QUESTION_UNKNOWN: { status: 409, fr: 'Cette question n’existe pas.', en: 'This question does not exist.' },
  QUESTION_WITHDRAWN: {
    status: 409,
    fr: 'Cette question est déjà retirée\u202f: {reason}',
    en: 'This question is already withdrawn: {reason}',
  },
  QUESTIONS_FROZEN: {
    status: 409,
    fr: 'La campagne {year} ne collecte plus\u202f: ce qu’elle demandait ne change plus.',
    en: 'The {year} campaign collects no more: what it asked changes no more.',
  },
} as const satisfies Record<string, Refusal>;

export const steeringRefusing = refusalsFrom(refusals);
