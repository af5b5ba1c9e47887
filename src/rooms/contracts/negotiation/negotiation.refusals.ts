import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  SESSION_IN_FUTURE: {
    status: 422,
    fr: 'Cette séance est à venir. Enregistrez-la comme prévue\u202f; vous la constaterez le jour où elle aura eu lieu.',
    en: 'This session is yet to come. Record it as planned; you will record it as held once it has taken place.',
  },
  DAY_IN_FUTURE: {
    status: 422,
    fr: 'Ce jour est à venir\u202f: indiquez le jour où cela a eu lieu, au plus tard le {day}.',
    en: 'This day is yet to come: give the day on which it happened, {day} at the latest.',
  },
  DAY_TOO_EARLY: {
    status: 422,
    fr: 'Ce jour précède {what} ({day})\u202f: corrigez la date.',
    en: 'This day comes before {what} ({day}): correct the date.',
  },
  PLANNED_IN_PAST: {
    status: 422,
    fr: 'Une séance prévue est à venir. Si elle a eu lieu, présentez le projet avec la date de la séance.',
    en: 'A planned session is yet to come. If it was held, present the project with the day of the session.',
  },
  PRESENTED_ALREADY: {
    status: 409,
    fr: 'Le projet a déjà été présenté, ou dispensé de présentation. Reprenez la discussion pour le présenter à nouveau.',
    en: 'The project was already presented, or its presentation waived. Resume the discussion to present it again.',
  },
  NO_SESSION_RECORDED: {
    status: 409,
    fr: 'Aucune séance n’est enregistrée\u202f: présentez d’abord le projet.',
    en: 'No session is recorded: first present the project.',
  },
  OPINION_ALREADY_RECORDED: {
    status: 409,
    fr: 'L’avis sur cette présentation est déjà enregistré, il ne change plus. Pour un nouvel avis, reprenez la discussion et présentez à nouveau le projet.',
    en: 'The opinion on this presentation is already recorded and changes no more. For another, resume the discussion and present the project again.',
  },
  CONDITION_DONE: {
    status: 409,
    fr: 'Cette condition est déjà levée ({who}).',
    en: 'This condition is already met ({who}).',
  },
  CONDITION_OPEN: {
    status: 409,
    fr: 'Cette condition n’est pas encore levée\u202f: rien à rouvrir.',
    en: 'This condition is not met yet: there is nothing to reopen.',
  },
  NOT_YOUR_PARTY: {
    status: 409,
    fr: 'Votre fonction ne représente pas cette partie ({party})\u202f: seuls ses agents répondent en son nom.',
    en: 'Your function does not represent this party ({party}): only its own officers answer in its name.',
  },
  NO_DRAFT_RECEIVED: {
    status: 409,
    fr: 'Cette partie n’a pas encore reçu de projet\u202f: sa réponse n’a pas d’objet.',
    en: 'This party has not received a draft yet: there is nothing to answer.',
  },
  ANSWERED_ALREADY: {
    status: 409,
    fr: 'Cette partie a déjà répondu au projet du {day}. Elle répondra de nouveau au prochain projet qui lui sera envoyé.',
    en: 'This party has already answered the draft of {day}. It will answer again when the next draft is sent to it.',
  },
  ANSWER_NEEDS_TEXT: {
    status: 422,
    fr: 'Dites ce que vous demandez ou pourquoi vous refusez\u202f: l’équipe du pôle écrira à partir de vos mots.',
    en: 'Say what you ask for or why you refuse: the cluster’s team will write from your words.',
  },
  NOBODY_TO_SEND_TO: {
    status: 409,
    fr: 'Toutes les parties ont donné leur accord. Cochez « demander un nouvel accord » pour leur envoyer le projet modifié.',
    en: 'Every party has agreed. Tick “ask for a new agreement” to send them the changed draft.',
  },
  NO_SILENCE_DUE: {
    status: 409,
    fr: 'Aucun délai de réponse n’est dépassé sans suite\u202f: rien à appliquer.',
    en: 'No period to answer has passed without its consequence: there is nothing to apply.',
  },
  PASSAGE_UNKNOWN: {
    status: 422,
    fr: 'Ce passage n’est pas dans le texte\u202f: il a peut-être été retiré. Choisissez un passage, ou commentez l’ensemble du texte.',
    en: 'This passage is not in the text: it may have been removed. Choose a passage, or comment on the whole text.',
  },
  VISIBILITY_NOT_YOURS: {
    status: 422,
    fr: 'Vous ne lisez pas les commentaires de ce cercle\u202f: choisissez-en un dont vous faites partie.',
    en: 'You do not read the comments of that circle: choose one to which you belong.',
  },
  NOT_YOUR_COMMENT: {
    status: 409,
    fr: 'Seule la personne qui l’a écrit retire un commentaire.',
    en: 'Only the person who wrote a comment withdraws it.',
  },
  COMMENT_WITHDRAWN: {
    status: 409,
    fr: 'Ce commentaire a été retiré\u202f: il garde sa place et ne change plus.',
    en: 'This comment was withdrawn: it keeps its place and changes no more.',
  },
  NOTHING_PROPOSED: {
    status: 422,
    fr: 'Votre proposition ne change rien au texte actuel.',
    en: 'Your proposal changes nothing of the present text.',
  },
  PARENT_GONE: {
    status: 409,
    fr: 'L’objectif auquel se rattache ce passage n’est plus dans le texte.',
    en: 'The objective to which this passage belongs is no longer in the text.',
  },
  PROPOSAL_DECIDED: {
    status: 409,
    fr: 'Cette proposition a déjà été traitée ({state}).',
    en: 'This proposal was already dealt with ({state}).',
  },
  PROPOSAL_OF_OTHER_TEXT: {
    status: 409,
    fr: 'Cette proposition portait sur un texte qui n’est plus en rédaction. Reprenez-la dans l’avenant, par une nouvelle proposition.',
    en: 'This proposal was about a text that is no longer being written. Make it again in the amendment, as a new proposal.',
  },
  PROPOSAL_DOES_NOT_FIT: {
    status: 409,
    fr: 'Réunis, le texte actuel et la proposition ne tiennent pas ensemble\u202f: {what} Modifiez vous-même le passage, puis refusez la proposition avec un mot.',
    en: 'Put together, the present text and the proposal do not hold: {what} Change the passage yourself, then refuse the proposal with a word.',
  },
  NOT_YOUR_PROPOSAL: {
    status: 409,
    fr: 'Seule la personne qui l’a faite retire une proposition\u202f; l’équipe du pôle peut la refuser avec un mot.',
    en: 'Only the person who made a proposal withdraws it; the cluster’s team can refuse it with a word.',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals of this slice that one action may give. */
export const negotiationRefusing = refusalsFrom(refusals);
