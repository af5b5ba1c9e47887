import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  PROJECT_ABANDONED: {
    status: 409,
    fr: 'Ce projet est abandonné\u202f: il ne demande plus de financement.',
    en: 'This project is abandoned: it asks for no more funding.',
  },
  CALL_UNKNOWN: {
    status: 422,
    fr: 'L’appel «\u202f{call}\u202f» n’est pas au calendrier. Choisissez un appel du calendrier, ou faites-y ajouter celui-ci.',
    en: 'The call “{call}” is not in the calendar. Choose a call of the calendar, or have this one added.',
  },
  FUNDER_NOT_HERE: {
    status: 422,
    fr: 'Ce financeur ne reçoit pas de dossier pour cet appel. Financeurs possibles\u202f: {funders}.',
    en: 'This funder receives no file for this call. Possible funders: {funders}.',
  },
  REGION_MISSING: {
    status: 422,
    fr: 'Indiquez la région à laquelle le dossier est adressé.',
    en: 'State the region that the file is addressed to.',
  },
  REGION_NOT_ASKED: {
    status: 422,
    fr: 'La région ne se remplit que pour un dossier adressé à une région.',
    en: 'The region is only filled in for a file addressed to a region.',
  },
  REGION_UNKNOWN: {
    status: 422,
    fr: 'Aucune région de 2013 ne porte le code {region}.',
    en: 'No region of 2013 has the code {region}.',
  },
  FILE_ALIVE: {
    status: 409,
    fr: 'Un dossier de ce projet est déjà en cours devant ce financeur pour cet appel. Poursuivez-le, ou retirez-le d’abord.',
    en: 'A file of this project is already under way before this funder for this call. Carry it on, or withdraw it first.',
  },
  FILE_STATE: { status: 409, fr: '{reason}', en: '{reason}' },
  NOT_YOUR_FILE: {
    status: 409,
    fr: 'Ce dossier est adressé à un autre financeur ({funder})\u202f: seuls ses agents en décident.',
    en: 'This file is addressed to another funder ({funder}): only its officers decide on it.',
  },
  PARTNER_UNKNOWN: {
    status: 422,
    fr: 'Un montant vise un partenaire qui n’est pas dans le consortium ou dans le dossier. Ajoutez-le d’abord, ou retirez ce montant.',
    en: 'An amount is for a partner that is not in the consortium or in the file. First add it, or remove this amount.',
  },
  PARTNER_TWICE: {
    status: 422,
    fr: '{name} figure deux fois\u202f: écrivez un seul montant par partenaire.',
    en: '{name} is there twice: write one amount for each partner.',
  },
  ASKED_ABOVE_COSTS: {
    status: 422,
    fr: '{name} demande {asked}, plus que ses coûts ({base}). Vérifiez l’unité\u202f: les montants s’écrivent en euros.',
    en: '{name} asks for {asked}, more than its costs ({base}). Check the unit: amounts are written in euros.',
  },
  LOAN_MISSING: {
    status: 422,
    fr: 'Cet appel accorde un prêt\u202f: indiquez l’emprunteur et le montant du prêt.',
    en: 'This call grants a loan: state the borrower and the amount of the loan.',
  },
  LOAN_NOT_HERE: {
    status: 422,
    fr: 'Cet appel accorde une aide, non un prêt\u202f: laissez les champs du prêt vides.',
    en: 'This call grants aid, not a loan: leave the fields of the loan empty.',
  },
  ABOVE_ASKED: {
    status: 422,
    fr: '{name} a demandé {asked}\u202f: {granted} ne peuvent pas lui être accordés.',
    en: '{name} asked for {asked}: {granted} cannot be granted to it.',
  },
  ABOVE_CEILING: {
    status: 422,
    fr: '{name}\u202f: {granted} dépassent {ceiling}, le plus que permet {cap}. Réduisez ce montant.',
    en: '{name}: {granted} is above {ceiling}, the most that {cap} allows. Reduce this amount.',
  },
  NOTHING_GRANTED: {
    status: 422,
    fr: 'Retenir un dossier, c’est accorder un montant à un partenaire au moins. Pour ne rien accorder, refusez le dossier.',
    en: 'To select a file is to grant an amount to one partner at least. To grant nothing, refuse the file.',
  },
  UNMET_UNEXPLAINED: {
    status: 422,
    fr: 'Une règle au moins n’est pas respectée ({rules}). Écrivez le motif de la décision avant de retenir le dossier.',
    en: 'One rule at least is not met ({rules}). Write the reason of the decision before selecting the file.',
  },
  DEROGATION_TOO_EARLY: {
    status: 422,
    fr: 'Le nouveau terme doit suivre le terme en cours ({day}) et ne pas être déjà passé.',
    en: 'The new term must follow the present one ({day}) and not have passed already.',
  },
  DAY_IMPOSSIBLE: {
    status: 422,
    fr: 'Cette date doit être comprise entre le {from} et le {to}.',
    en: 'This date must stand between {from} and {to}.',
  },
  NO_GRANT: {
    status: 409,
    fr: '{name} n’a rien d’accordé dans ce dossier\u202f: aucun versement ne peut lui être fait.',
    en: '{name} was granted nothing in this file: no payment can be made to it.',
  },
  NO_AGREEMENT: {
    status: 409,
    fr: 'Un versement suit la convention\u202f: enregistrez d’abord la convention signée.',
    en: 'A payment follows the agreement: first record the signed agreement.',
  },
  EVIDENCE_MISSING: {
    status: 422,
    fr: 'Sauf une avance, un versement se demande sur preuve des travaux\u202f: décrivez-la.',
    en: 'Except for an advance, a payment is asked for on evidence of the work: describe it.',
  },
  ABOVE_GRANT: {
    status: 422,
    fr: '{name} s’est vu accorder {granted}, dont {committed} déjà demandés ou versés\u202f: il reste {left} à demander.',
    en: '{name} was granted {granted}, of which {committed} is already requested or paid: {left} is left to ask for.',
  },
  BALANCE_PAID: {
    status: 409,
    fr: 'Le solde de {name} est déjà demandé ou versé\u202f: rien d’autre ne peut être demandé.',
    en: 'The balance of {name} is already requested or paid: nothing else can be asked for.',
  },
  PAYMENT_UNKNOWN: {
    status: 404,
    fr: 'Cette demande de versement n’existe pas dans ce dossier.',
    en: 'This payment request does not exist in this file.',
  },
  PAYMENT_SETTLED: {
    status: 409,
    fr: 'Cette demande de versement a déjà reçu sa réponse.',
    en: 'This payment request has already been answered.',
  },
  REASON_WANTED: { status: 422, fr: 'Écrivez le motif du refus.', en: 'Write the reason for the refusal.' },
  NOT_A_FIRM: {
    status: 422,
    fr: '{name} n’est pas une entreprise\u202f: les aides de minimis ne se comptent que pour des entreprises.',
    en: '{name} is not a firm: de minimis aid is counted for firms only.',
  },
  DAY_TO_COME: {
    status: 422,
    fr: 'Cette date est à venir\u202f: enregistrez l’aide une fois accordée.',
    en: 'This day has not come yet: record the aid once it is granted.',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals that one act on a file may give. */
export const refusing = refusalsFrom(refusals);
