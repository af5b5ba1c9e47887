import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  PARTY_UNKNOWN: {
    status: 409,
    fr: 'Cette partie n’est pas au contrat. Revenez au tableau des signatures.',
    en: 'This party is not to the contract. Go back to the signature board.',
  },
  PARTY_KEPT: {
    status: 409,
    fr: 'L’État et chaque région concernée, ainsi que l’association, sont toujours parties au contrat. Seule une autre collectivité peut être retirée.',
    en: 'The State and each region concerned, and the association, are always parties to the contract. Only another authority can be removed.',
  },
  PARTY_COMMITS: {
    status: 409,
    fr: 'Cette collectivité a des engagements financiers dans le texte. Retirez-les d’abord, sur la page «\u202fFinancement\u202f».',
    en: 'This authority has financial commitments in the text. First remove them, on the page “Financing”.',
  },
  PARTY_NAMED_TWICE: {
    status: 422,
    fr: 'Une partie porte déjà ce nom. Écrivez-le en entier pour distinguer les deux.',
    en: 'A party already has this name. Write it in full to tell the two apart.',
  },
  METROPOLE_UNKNOWN: {
    status: 422,
    fr: 'Aucune métropole ne porte ce numéro SIREN. Laissez le champ vide pour une autre collectivité.',
    en: 'No métropole has this SIREN number. Leave the field empty for another authority.',
  },
  REASON_WANTED: {
    status: 422,
    fr: 'Le texte est déjà envoyé à la signature\u202f: dites pourquoi ceci change, les autres parties le liront.',
    en: 'The text has already been sent for signature: say why this changes, the other parties will read it.',
  },
  NO_VOTE_HERE: {
    status: 409,
    fr: 'Cette partie signe sans vote d’une assemblée\u202f: rien à enregistrer ici.',
    en: 'This party signs without the vote of an assembly: nothing to record here.',
  },
  NOT_YOUR_VOTE: {
    status: 409,
    fr: 'Vous pouvez enregistrer le vote de votre propre assemblée, pas celui d’une autre collectivité.',
    en: 'You may record the vote of your own assembly, not that of another authority.',
  },
  VOTE_IN_FUTURE: {
    status: 422,
    fr: 'La délibération porte un jour qui n’est pas encore venu. Indiquez-le comme date prévue de l’assemblée.',
    en: 'The deliberation bears a day that has not come yet. Give it as the planned day of the assembly.',
  },
  VOTE_REFUSAL_REASON: {
    status: 422,
    fr: 'L’assemblée n’a pas approuvé\u202f: dites pourquoi, en reprenant ses termes.',
    en: 'The assembly did not approve: say why, in its own words.',
  },
  ALREADY_SIGNED: {
    status: 409,
    fr: 'Cette partie a déjà signé ce texte, le {on}. Rien de plus n’a été enregistré.',
    en: 'This party has already signed this text, on {on}. Nothing more was recorded.',
  },
  NOT_BEING_SIGNED: {
    status: 409,
    fr: 'Aucun texte de ce contrat n’est en signature en ce moment. Revenez au tableau des signatures.',
    en: 'No text of this contract is being signed at the moment. Go back to the signature board.',
  },
  TEXT_CHANGED: {
    status: 409,
    fr: 'Le texte a changé depuis que vous l’avez ouvert, ou depuis l’envoi de ce lien\u202f: rien n’est signé. Relisez le texte d’aujourd’hui, ou demandez un nouveau lien au pôle.',
    en: 'The text has changed since you opened it, or since this link was sent: nothing is signed. Read today’s text, or ask the cluster for a new link.',
  },
  NOT_YOUR_PARTY: {
    status: 409,
    fr: 'Votre fonction ne vous permet pas de signer pour cette partie. Signe pour elle\u202f: {who}.',
    en: 'Your function does not allow you to sign for this party. Who signs for it: {who}.',
  },
  READ_FIRST: {
    status: 422,
    fr: 'Ouvrez le texte, lisez-le, puis cochez la case qui le dit.',
    en: 'Open the text, read it, then tick the box that says so.',
  },
  CODE_WANTED: {
    status: 422,
    fr: 'Écrivez le code de votre application d’authentification\u202f: une signature demande un second facteur.',
    en: 'Write the code of your authenticator application: a signature asks for a second factor.',
  },
  NO_DELIBERATION: {
    status: 409,
    fr: '{party}\u202f: aucune délibération qui approuve le contrat n’est encore enregistrée. Personne ne peut signer pour cette partie avant.',
    en: '{party}: no deliberation that approves the contract has been recorded yet. Nobody can sign for this party before.',
  },
  NO_SIGNATORY: {
    status: 409,
    fr: 'Indiquez d’abord qui signe pour cette partie (nom, qualité).',
    en: 'First say who signs for this party (name, title).',
  },
  NO_ADDRESS: {
    status: 409,
    fr: 'Aucune adresse électronique n’est enregistrée pour le signataire\u202f: ajoutez-la, ou enregistrez sa signature sur papier.',
    en: 'No e-mail address is recorded for the signatory: add it, or record their signature on paper.',
  },
  NOT_THE_SIGNATORY: {
    status: 422,
    fr: 'Ce lien est personnel\u202f: il est au nom de {name}, et ne vaut pas pour une autre personne. Si vous signez à sa place, demandez au pôle d’enregistrer votre délégation\u202f: un lien à votre nom vous parviendra.',
    en: 'This link is personal: it is in the name of {name}, and is not good for anybody else. If you sign instead, ask the cluster to record your delegation: a link in your name will reach you.',
  },
  SIGNED_OUTSIDE: {
    status: 422,
    fr: 'Une signature sur papier porte un jour entre l’envoi du texte ({from}) et aujourd’hui.',
    en: 'A signature on paper bears a day between the sending of the text ({from}) and today.',
  },
  CONFIRM_FALLS: {
    status: 409,
    fr: 'Cette modification fait tomber {count}\u202f: {names}. Pour l’appliquer, cochez la case qui le dit.',
    en: 'This change clears {count}: {names}. To apply it, tick the box that says so.',
  },
  NOTHING_CHANGES: {
    status: 422,
    fr: 'Ce passage est le même qu’avant\u202f: rien à modifier.',
    en: 'This passage is the same as before: nothing to change.',
  },
  STRUCTURE_FIXED: {
    status: 409,
    fr: 'Pendant la signature, une modification ne change pas à quelle partie ni à quelle année un engagement se rapporte. Retirez d’abord le texte de la signature.',
    en: 'While the text is being signed, a change does not move a commitment to another party or year. First withdraw the text from signature.',
  },
  CONTENT_WRONG: { status: 422, fr: '{reason}', en: '{reason}' },
  TEXT_UNPRINTABLE: {
    status: 409,
    fr: 'Le texte contient des caractères qui ne peuvent pas être imprimés\u202f: {characters}. Remplacez-les, puis recommencez.',
    en: 'The text holds characters that cannot be printed: {characters}. Replace them, then try again.',
  },
  REMINDED_TODAY: {
    status: 429,
    fr: 'Cette partie a déjà été relancée aujourd’hui. Une relance par jour suffit.',
    en: 'This party has already been reminded today. One reminder a day is enough.',
  },
  NOTHING_TO_REMIND: {
    status: 409,
    fr: 'Rien n’est attendu de cette partie en ce moment\u202f: la relancer n’aiderait pas.',
    en: 'Nothing is expected of this party at the moment: reminding it would not help.',
  },
  PIECE_UNKNOWN: {
    status: 410,
    fr: 'Cette pièce n’est pas au dossier de signature de ce contrat. Revenez au tableau des signatures.',
    en: 'This document is not in the signature file of this contract. Go back to the signature board.',
  },
  SEALED_ALREADY: { status: 409, fr: 'Ce texte est déjà scellé.', en: 'This text is sealed already.' },
  NOT_SIGNED_YET: {
    status: 409,
    fr: 'Ce texte n’est pas encore signé par toutes les parties\u202f: il sera scellé à la dernière signature.',
    en: 'This text is not signed by all the parties yet: it will be sealed at the last signature.',
  },
  START_OUTSIDE: {
    status: 422,
    fr: 'Le suivi provisoire commence pendant la période du contrat, entre le {from} et le {to}.',
    en: 'Provisional monitoring starts within the period of the contract, between {from} and {to}.',
  },
  CONTRACT_CLOSED: {
    status: 409,
    fr: 'Ce contrat est déjà signé ou terminé\u202f: un départ provisoire n’a plus de sens.',
    en: 'This contract is signed or ended already: a provisional start has no meaning any more.',
  },
} as const satisfies Record<string, Refusal>;

export type SignatureRefusal = keyof typeof refusals;

/** The refusals of this slice that one action may give. */
export const signatureRefusing = refusalsFrom(refusals);
