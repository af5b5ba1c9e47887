import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  UNKNOWN_CALL: {
    status: 422,
    fr: 'Cet appel n’est pas connu ({call}). Choisissez-en un dans le calendrier des appels.',
    en: 'This call is not known ({call}). Choose one in the calendar of calls.',
  },
  CALL_CLOSED: {
    status: 409,
    fr: 'L’appel «\u202f{call}\u202f» est clos depuis le {day}\u202f: le label s’obtient avant la clôture (R69). Choisissez un autre appel.',
    en: 'The call “{call}” closed on {day}: a label is obtained before the closing (R69). Choose another call.',
  },
  UNKNOWN_CLUSTER: {
    status: 422,
    fr: 'Ce pôle n’existe pas ({cluster}).',
    en: 'There is no such cluster ({cluster}).',
  },
  LEAD_TWICE: {
    status: 422,
    fr: 'Le pôle chef de file est unique et vient en premier (R62)\u202f: ne le comptez pas aussi parmi les co-labels.',
    en: 'There is one lead cluster, listed first (R62): do not count it among the co-labels too.',
  },
  CLUSTER_TWICE: {
    status: 422,
    fr: '{cluster} est demandé deux fois. Gardez-le une fois.',
    en: '{cluster} is asked twice. Keep it once.',
  },
  SUBMISSION_ALIVE: {
    status: 409,
    fr: 'Le projet est déjà soumis à cet appel (R61). Attendez les décisions, ou retirez cette soumission avant d’en ouvrir une autre.',
    en: 'The project is already submitted to this call (R61). Wait for the decisions, or withdraw that submission before opening another.',
  },
  ALREADY_LABELLED: {
    status: 409,
    fr: '{cluster} a déjà labellisé ce projet pour cet appel (R61). Si le projet change de forme, retirez d’abord cette soumission.',
    en: '{cluster} has already labelled this project for this call (R61). If the project changes its form, first withdraw that submission.',
  },
  PROJECT_OVER: {
    status: 409,
    fr: 'Ce projet est abandonné\u202f: il ne se soumet plus.',
    en: 'This project is abandoned: it is no longer submitted.',
  },
  INCUBATION_AHEAD: {
    status: 422,
    fr: 'L’incubation a commencé au plus tard le {day}, jour de la demande.',
    en: 'The incubation started on {day} at the latest, the day of the request.',
  },
  INCUBATION_BY_TEAM: {
    status: 422,
    fr: 'Seul le pôle dit qu’un projet est en incubation depuis plus longtemps. Laissez ce jour vide, ou demandez-le à son équipe.',
    en: 'Only the cluster says that a project has been incubated for longer. Leave this day empty, or ask its team.',
  },
  CONSORTIUM_MISSING: {
    status: 409,
    fr: 'Le consortium n’a pas de chef de file\u202f: nommez-le avant de soumettre le projet.',
    en: 'The consortium has no lead partner: name one before submitting the project.',
  },
  SUBMISSION_STATE: {
    status: 409,
    fr: 'Cette soumission est {state}\u202f: cet acte n’est plus possible.',
    en: 'This submission is {state}: this act is no longer possible.',
  },
  PRESENTATION_MISSING: {
    status: 422,
    fr: 'Présentez le projet au pôle\u202f: quelques phrases suffisent.',
    en: 'Present the project to the cluster: a few sentences are enough.',
  },
  EXPERT_CHANGED: {
    status: 409,
    fr: 'La fiche de cet expert a changé depuis que vous l’avez ouverte. Votre saisie est conservée\u202f: comparez, puis enregistrez à nouveau.',
    en: 'This expert’s card has changed since you opened it. What you typed is kept: compare, then save again.',
  },
  EXPERT_TWICE: {
    status: 409,
    fr: 'Un autre expert actif de ce pôle a déjà ce compte ({email}).',
    en: 'Another active expert of this cluster already has this account ({email}).',
  },
  UNKNOWN_ORGANISATION: {
    status: 422,
    fr: 'Aucune organisation du registre ne répond à «\u202f{organisation}\u202f». Donnez son SIREN, ou enregistrez-la d’abord.',
    en: 'No organisation of the registry answers to “{organisation}”. Give its SIREN, or record it first.',
  },
  SIGNED_AHEAD: {
    status: 422,
    fr: 'L’engagement de confidentialité ne se signe pas d’avance\u202f: donnez un jour jusqu’au {day}.',
    en: 'Confidentiality is not signed ahead: give a day until {day}.',
  },
  ALREADY_SIGNED: {
    status: 409,
    fr: 'Cet engagement est signé depuis le {day}.',
    en: 'This commitment was signed on {day}.',
  },
  EXPERT_GONE: {
    status: 409,
    fr: '{expert} n’est plus expert de ce pôle. Choisissez quelqu’un d’autre.',
    en: '{expert} is no longer an expert of this cluster. Choose somebody else.',
  },
  NOT_SIGNED: {
    status: 409,
    fr: '{expert} n’a pas signé son engagement de confidentialité (R65)\u202f: enregistrez d’abord cette signature.',
    en: '{expert} has not signed the confidentiality commitment (R65): first record that signature.',
  },
  PARTNER_INTEREST: {
    status: 409,
    fr: 'L’organisation de {expert} est ou fut partenaire du projet\u202f: {expert} ne l’instruit pas et ne vote pas (R65). En séance, notez que la personne a quitté la salle.',
    en: 'The organisation of {expert} is or was a partner of the project: {expert} neither reviews it nor votes (R65). In a meeting, record that the person left the room.',
  },
  DECLARED_INTEREST: {
    status: 409,
    fr: '{expert} a déclaré un intérêt dans ce projet\u202f: la personne ne l’instruit pas et ne vote pas (R65). En séance, notez qu’elle a quitté la salle.',
    en: '{expert} declared an interest in this project: the person neither reviews it nor votes (R65). In a meeting, record that they left the room.',
  },
  OTHER_CLUSTER: {
    status: 422,
    fr: 'Cette personne n’est pas experte de ce pôle.',
    en: 'This person is not an expert of this cluster.',
  },
  ALREADY_ASSIGNED: {
    status: 409,
    fr: '{expert} a déjà ce dossier.',
    en: '{expert} already has this file.',
  },
  DUE_BEFORE: {
    status: 422,
    fr: 'Le jour attendu doit suivre aujourd’hui.',
    en: 'The day expected must follow today.',
  },
  FILE_DECIDED: {
    status: 409,
    fr: 'Le pôle a déjà décidé sur ce dossier\u202f: il ne change plus (R61).',
    en: 'The cluster has already decided on this file: it changes no more (R61).',
  },
  FILE_NOT_IN_REVIEW: {
    status: 409,
    fr: 'Ce dossier n’est pas en instruction\u202f: la soumission est {state}.',
    en: 'This file is not under review: the submission is {state}.',
  },
  INTEREST_STANDS: {
    status: 409,
    fr: 'Un intérêt déclaré ne se retire pas sur ce dossier (R65). Confiez la relecture à un autre expert.',
    en: 'An interest that was declared is not withdrawn on this file (R65). Give the review to another expert.',
  },
  INTEREST_UNSAID: {
    status: 409,
    fr: 'Dites d’abord si vous avez un intérêt dans ce projet (R65).',
    en: 'First say whether you have an interest in this project (R65).',
  },
  INTEREST_NOTE_MISSING: {
    status: 422,
    fr: 'Dites en quelques mots quel est cet intérêt.',
    en: 'Say in a few words what this interest is.',
  },
  MARKS_WRONG: {
    status: 422,
    fr: 'Des notes manquent ou sortent de l’échelle. Corrigez-les ci-dessous.',
    en: 'Some marks are missing or out of range. Correct them below.',
  },
  GRID_CHANGED: {
    status: 409,
    fr: 'La grille du pôle a changé depuis que vous l’avez ouverte. Votre saisie est conservée\u202f: relisez, puis enregistrez à nouveau.',
    en: 'The cluster’s grid has changed since you opened it. What you typed is kept: read again, then save again.',
  },
  GRID_EMPTY: {
    status: 422,
    fr: 'Une grille a au moins un critère.',
    en: 'A grid has at least one criterion.',
  },
  CRITERION_TWICE: {
    status: 422,
    fr: 'Le critère «\u202f{name}\u202f» figure deux fois. Gardez-le une fois.',
    en: 'The criterion “{name}” is there twice. Keep it once.',
  },
  RULES_CHANGED: {
    status: 409,
    fr: 'Les règles du pôle ont changé depuis que vous les avez ouvertes. Votre saisie est conservée\u202f: relisez, puis enregistrez à nouveau.',
    en: 'The cluster’s rules have changed since you opened them. What you typed is kept: read again, then save again.',
  },
  UNKNOWN_WINDOW: {
    status: 422,
    fr: 'Ce guichet n’est pas connu ({window}).',
    en: 'This window is not known ({window}).',
  },
  MEETING_CLOSED: {
    status: 409,
    fr: 'Cette séance est close\u202f: son procès-verbal ne change plus.',
    en: 'This meeting is closed: its minutes change no more.',
  },
  MEETING_AHEAD: {
    status: 409,
    fr: 'La séance a lieu le {day}\u202f: ce qui s’y passe s’enregistre à partir de ce jour.',
    en: 'The meeting is held on {day}: what happens there is recorded from that day.',
  },
  RECEIVED_AFTER: {
    status: 409,
    fr: 'Le pôle a reçu un dossier de cette séance après le {day}\u202f: elle ne peut pas en décider. Portez-le à une séance suivante.',
    en: 'The cluster received a file of this meeting after {day}: the meeting cannot decide on it. Put it on the agenda of a later one.',
  },
  NOT_WAITING: {
    status: 422,
    fr: 'Un dossier de cet ordre du jour n’attend pas de décision de ce pôle. Retirez-le.',
    en: 'A file on this agenda does not wait for a decision of this cluster. Remove it.',
  },
  ON_ANOTHER_AGENDA: {
    status: 409,
    fr: 'Un dossier est déjà à l’ordre du jour de la séance du {day}. Retirez-le de l’une ou de l’autre.',
    en: 'A file is already on the agenda of the meeting of {day}. Remove it from one or the other.',
  },
  AGENDA_VOTED: {
    status: 409,
    fr: 'Un dossier retiré a déjà été voté à cette séance\u202f: il reste à l’ordre du jour.',
    en: 'A file that was removed has already been voted on at this meeting: it stays on the agenda.',
  },
  ATTENDANCE_VOTED: {
    status: 409,
    fr: '{expert} a voté à cette séance et y était donc. Corrigez d’abord le vote.',
    en: '{expert} voted at this meeting and was therefore there. First correct the vote.',
  },
  NOT_ON_AGENDA: {
    status: 409,
    fr: 'Ce dossier n’est pas à l’ordre du jour de cette séance.',
    en: 'This file is not on the agenda of this meeting.',
  },
  NOT_PRESENT: {
    status: 422,
    fr: '{expert} n’est pas noté présent à cette séance. Complétez d’abord la feuille de présence.',
    en: '{expert} is not recorded as present at this meeting. First complete the attendance.',
  },
  NOBODY_PRESENT: {
    status: 409,
    fr: 'Notez d’abord qui était présent.',
    en: 'First record who was present.',
  },
  ALREADY_DECIDED: {
    status: 409,
    fr: 'Le pôle a déjà décidé sur ce dossier. Une autre décision demande une nouvelle soumission (R61).',
    en: 'The cluster has already decided on this file. Another decision needs another submission (R61).',
  },
  NOT_IN_REVIEW: {
    status: 409,
    fr: 'Ce dossier n’est pas en instruction\u202f: rien ne s’y décide.',
    en: 'This file is not under review: nothing is decided on it.',
  },
  CLUSTER_NOT_LABELLED: {
    status: 409,
    fr: 'Le pôle ne détenait pas le label de pôle de compétitivité le {day}\u202f: il ne peut pas labelliser (R60).',
    en: 'The cluster did not hold the competitiveness cluster label on {day}: it cannot label (R60).',
  },
  LEAD_NEEDS_MEETING: {
    status: 422,
    fr: 'Le pôle chef de file décide en séance. La procédure écrite est pour les co-labels.',
    en: 'The lead cluster decides in a meeting. The written procedure is for co-labels.',
  },
  LEAD_FIRST: {
    status: 409,
    fr: 'La procédure écrite suit le label du pôle chef de file, qui ne l’a pas donné. Décidez en séance, ou attendez.',
    en: 'The written procedure follows the label of the lead cluster, which has not given it. Decide in a meeting, or wait.',
  },
  RESERVATIONS_MISSING: {
    status: 422,
    fr: 'Écrivez les réserves\u202f: le projet doit savoir comment les lever.',
    en: 'Write the reservations: the project must know how to lift them.',
  },
  OFF_STRATEGY_REFUSES: {
    status: 422,
    fr: 'Un projet hors de la stratégie du pôle est refusé et orienté (R109). Choisissez «\u202frefusé\u202f», ou ne cochez pas cette case.',
    en: 'A project off the cluster’s strategy is refused and directed elsewhere (R109). Choose “refused”, or do not tick this box.',
  },
  BETTER_CLUSTER_MISSING: {
    status: 422,
    fr: 'Un refus hors stratégie nomme un pôle mieux placé (R109). Choisissez-en un.',
    en: 'A refusal as off-strategy names a better cluster (R109). Choose one.',
  },
  BETTER_CLUSTER_ITSELF: {
    status: 422,
    fr: 'Le pôle mieux placé est un autre que celui qui refuse (R109).',
    en: 'The better cluster is another than the one that refuses (R109).',
  },
  TOO_EARLY: {
    status: 409,
    fr: 'L’incubation court jusqu’au {day} (R64). Décidez à partir de ce jour, ou écrivez pourquoi le pôle décide plus tôt.',
    en: 'The incubation runs until {day} (R64). Decide from that day, or write why the cluster decides earlier.',
  },
  REVIEWS_MISSING: {
    status: 409,
    fr: 'Relectures faites\u202f: {done} sur les {needed} que le pôle demande avant de labelliser. Attendez-les, ou donnez une lettre de soutien.',
    en: 'Reviews done: {done} of the {needed} that the cluster asks for before it labels. Wait for them, or give a support letter.',
  },
  NO_QUORUM: {
    status: 409,
    fr: 'Le quorum n’est pas atteint\u202f: {cast} votes, il en faut {quorum}. Ceux qui ont quitté la salle ne comptent pas.',
    en: 'There is no quorum: {cast} votes, {quorum} are needed. Those who left the room do not count.',
  },
  VOTE_AGAINST: {
    status: 409,
    fr: 'Le vote n’est pas favorable ({votes}). Refusez, donnez une lettre de soutien, ou faites revoter.',
    en: 'The vote is not in favour ({votes}). Refuse, give a support letter, or vote again.',
  },
  VOTE_FOR: {
    status: 409,
    fr: 'Le vote est favorable ({votes})\u202f: le projet n’est pas refusé. Labellisez, ou faites revoter.',
    en: 'The vote is in favour ({votes}): the project is not refused. Label it, or vote again.',
  },
  VOTES_INTERESTED: {
    status: 409,
    fr: '{experts} a voté et se trouve avoir un intérêt dans le projet (R65). Corrigez les votes avant de décider.',
    en: '{experts} voted and turns out to have an interest in the project (R65). Correct the votes before deciding.',
  },
  NO_LETTER: {
    status: 409,
    fr: 'Ce pôle n’a pas encore décidé\u202f: il n’y a pas de lettre.',
    en: 'This cluster has not decided yet: there is no letter.',
  },
  UNPRINTABLE: {
    status: 422,
    fr: 'Ces caractères ne peuvent pas être imprimés en PDF\u202f: {characters}. Retirez-les, ou prenez le DOCX.',
    en: 'These characters cannot be printed as PDF: {characters}. Remove them, or take the DOCX.',
  },
} as const satisfies Record<string, Refusal>;

export type LabellingRefusal = keyof typeof refusals;

/** The refusals of this slice that one action may give. */
export const labellingRefusing = refusalsFrom(refusals);
