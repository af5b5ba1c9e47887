import type { ActionContext, Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';
import { bodyFaults } from './article-body.rules.ts';

const refusals = {
  UNKNOWN_MARK: {
    status: 422,
    fr: 'La marque «\u202f{mark}\u202f» n’existe pas. Choisissez-en une dans la liste à côté du texte, ou retirez ses accolades.',
    en: 'The mark “{mark}” does not exist. Choose one from the list beside the text, or remove its braces.',
  },
  MARK_NOT_ALONE: {
    status: 422,
    fr: 'La marque «\u202f{mark}\u202f» devient un tableau ou une liste\u202f: mettez-la seule sur sa ligne.',
    en: 'The mark “{mark}” becomes a table or a list: put it alone on its line.',
  },
  NO_MODEL: {
    status: 409,
    fr: 'Cet article ne vient d’aucun modèle en vigueur\u202f: il n’y a rien à quoi revenir.',
    en: 'This article comes from no model in force: there is nothing to go back to.',
  },
  SAME_AS_MODEL: {
    status: 409,
    fr: 'Cet article est déjà celui du modèle.',
    en: 'This article already is that of the model.',
  },
  ANNEX_FORMAT: {
    status: 422,
    fr: 'Une annexe est un PDF ou une image numérisée (PNG, JPEG). «\u202f{name}\u202f» n’en est pas\u202f: enregistrez le document en PDF.',
    en: 'An annex is a PDF or a scanned image (PNG, JPEG). “{name}” is neither: save the document as a PDF.',
  },
  NO_ANNEX: {
    status: 409,
    fr: 'Cette annexe n’est pas jointe à ce texte. Tant que le texte est en rédaction, elle se joint depuis la page des annexes.',
    en: 'This annex is not joined to this text. While the text is being written, it is joined from the page of the annexes.',
  },
  NO_VERSION: {
    status: 404,
    fr: 'Ce contrat n’a pas de version «\u202f{version}\u202f». La page du texte donne la liste de celles qui existent.',
    en: 'This contract has no version “{version}”. The page of the text lists those that exist.',
  },
  TEXT_UNPRINTABLE: {
    status: 422,
    fr: 'Le texte contient des caractères que le document ne peut pas imprimer\u202f: {characters}. Remplacez-les dans le texte.',
    en: 'The text holds characters that the document cannot print: {characters}. Replace them in the text.',
  },
  TEMPLATE_GONE: {
    status: 404,
    fr: 'Cette version du modèle n’existe pas.',
    en: 'This version of the model does not exist.',
  },
  TEMPLATE_CHANGED: {
    status: 409,
    fr: 'Ce modèle a changé depuis que vous l’avez ouvert. Votre saisie est conservée\u202f: comparez, puis enregistrez à nouveau.',
    en: 'This model has changed since you opened it. What you typed is kept: compare, then save again.',
  },
  TEMPLATE_CLOSED: {
    status: 409,
    fr: 'Cette version du modèle a pris fin le {day}. Modifiez la version en vigueur.',
    en: 'This version of the model ended on {day}. Change the version in force.',
  },
  TEMPLATE_STARTS_BEFORE: {
    status: 422,
    fr: 'La nouvelle version commencerait avant celle qu’elle remplace ({day}). Choisissez ce jour ou un jour suivant.',
    en: 'The new version would start before the one that it replaces ({day}). Choose that day or a later one.',
  },
  KEY_TAKEN: {
    status: 409,
    fr: 'Un modèle s’appelle déjà «\u202f{key}\u202f». Modifiez-le, ou choisissez un autre nom court.',
    en: 'A model is already called “{key}”. Change it, or choose another short name.',
  },
  KEY_NEEDED: {
    status: 422,
    fr: 'Donnez au nouveau modèle un nom court, en minuscules sans accents, par exemple «\u202fpropriete-intellectuelle\u202f».',
    en: 'Give the new model a short name, in lower case without accents, for example “intellectual-property”.',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals of this slice that one action may give. */
export const textRefusing = refusalsFrom(refusals);

/** What every action that writes an article may give. */
export const ARTICLE_REFUSALS = textRefusing('UNKNOWN_MARK', 'MARK_NOT_ALONE');

/** Refuses an article that could not be laid out, with every mark to correct; for whatever action writes or proposes one. */
export function checkArticle(
  ctx: Pick<ActionContext<'UNKNOWN_MARK' | 'MARK_NOT_ALONE'>, 'refuse'>,
  body: string,
  field = 'body',
): void {
  const [fault] = bodyFaults(body);
  if (fault) ctx.refuse(fault.code, { field, with: { mark: `{{${fault.mark}}}` } });
}
