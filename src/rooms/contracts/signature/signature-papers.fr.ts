import { ofName } from '../text/document-words.ts';

/** « contrat », « avenant n° 1 » */
const text = (number: number) => (number === 0 ? 'contrat de performance' : `avenant n° ${number} au contrat`);
export const theText = (number: number) =>
  number === 0 ? 'le contrat de performance' : `l’avenant n° ${number} au contrat`;

/** What messages, the pages of evidence and the verification page say. */
export const fr = {
  verify: {
    title: 'Vérifier un contrat',
    lead: 'Déposez le PDF d’un contrat de performance\u202f: vous saurez si c’est le texte en vigueur, un ancien texte, ou autre chose.',
    file: 'Le PDF à vérifier',
    fileHint: 'Le fichier est lu, comparé, puis oublié\u202f: il n’est pas conservé.',
    submit: 'Vérifier ce fichier',
    limit: '20\u00a0Mo',
    nothing: 'Choisissez d’abord un fichier PDF.',
    tooLarge: 'Ce fichier dépasse 20\u00a0Mo\u202f: ce n’est pas un contrat de ce site.',
    result: 'Résultat',
    verdicts: {
      'in-force': 'C’est le texte en vigueur',
      former: 'C’est un ancien texte',
      'not-in-force': 'Ce texte n’engage personne',
      altered: 'Ce fichier a été modifié après son scellement',
      extended: 'Ce fichier a reçu des ajouts après son scellement',
      unknown: 'Ce fichier est inconnu ici',
    },
    inForce: (cluster: string, number: number, day: string) =>
      `Ce fichier est, octet pour octet, ${theText(number)} ${ofName(cluster)}, signé par toutes les parties le ${day} et en vigueur.`,
    unsealed:
      'C’est l’exemplaire sans le feuillet de preuve ni le cachet\u202f: demandez l’exemplaire scellé pour le conserver.',
    former: (cluster: string, number: number, day: string) =>
      `Ce fichier est ${theText(number)} ${ofName(cluster)}, signé le ${day}. Il n’est plus en vigueur.`,
    supersededOn: (day: string) => `Un texte plus récent l’a remplacé le ${day}.`,
    notInForce: (cluster: string, number: number) =>
      `Ce fichier est un état ${number === 0 ? 'du contrat' : `de l’avenant n° ${number}`} ${ofName(cluster)} qui n’a pas été signé par toutes les parties, ou qui a changé avant de l’être.`,
    altered:
      'Le cachet ne correspond plus au contenu. Ne vous fiez pas à ce fichier\u202f: demandez un exemplaire à l’une des parties.',
    extended: (cluster: string | null) =>
      `${cluster ? `Le début de ce fichier est un contrat scellé ${ofName(cluster)}, mais` : 'Les cachets sont bons, mais'} quelque chose a été ajouté ensuite. Ne vous fiez pas à ce qui a été ajouté.`,
    unknown:
      'Aucun texte de ce site n’a ce contenu. Le fichier vient d’ailleurs, ou il a été réenregistré par un logiciel\u202f: essayez avec le fichier d’origine.',
    unknownSealed: 'Il porte un cachet d’un autre certificat que ceux de ce site.',
    sealedOn: (instant: string) => `Scellé le ${instant}`,
    digest: 'Empreinte du fichier (SHA-256)',
    certificate: 'Certificat du cachet',
    see: 'Voir le contrat publié',
    another: 'Vérifier un autre fichier',
    how: 'Sans ce site',
    howText: 'Le cachet (PAdES) se vérifie aussi avec un lecteur de PDF, ou avec la commande pdfsig.',
  },
  mail: {
    hello: (name: string) => `Bonjour ${name},`,
    once: (until: string) =>
      `Ce lien est personnel et ne sert qu’une fois, jusqu’au ${until}. Ouvrir la page ne signe rien\u202f: un bouton le fait.`,
    digest: (digest: string) => `Empreinte du texte\u202f: ${digest}`,
    reason: (reason: string) => `Motif\u202f: ${reason}`,
    sign: {
      subject: (cluster: string, number: number) => `À signer\u202f: ${text(number)} ${ofName(cluster)}`,
      body: (cluster: string, number: number, party: string, on: string) =>
        `${theText(number).replace(/^l/, 'L')} ${ofName(cluster)}, figé le ${on}, attend votre signature (partie\u202f: ${party}). Le lien suivant montre le PDF exact et permet de le signer\u202f:`,
    },
    signReminder: {
      subject: (cluster: string, number: number) => `Rappel, à signer\u202f: ${text(number)} ${ofName(cluster)}`,
      body: (cluster: string, number: number, party: string, on: string) =>
        `${theText(number).replace(/^l/, 'L')} ${ofName(cluster)}, figé le ${on}, attend toujours votre signature (partie\u202f: ${party}). Ce nouveau lien montre le PDF exact et permet de le signer\u202f:`,
    },
    sent: {
      subject: (cluster: string, number: number) => `En signature\u202f: ${text(number)} ${ofName(cluster)}`,
      ready: (cluster: string, number: number, party: string) =>
        `${theText(number).replace(/^l/, 'L')} ${ofName(cluster)} est envoyé à la signature. Cette partie peut le signer dès maintenant (${party})\u202f:`,
      vote: (cluster: string, number: number, party: string) =>
        `${theText(number).replace(/^l/, 'L')} ${ofName(cluster)} est envoyé à la signature. Avant la signature (partie\u202f: ${party}), son assemblée doit l’approuver\u202f: indiquez la date du vote, puis la délibération\u202f:`,
    },
    withdrawn: {
      subject: (cluster: string, number: number) => `Retiré de la signature\u202f: ${text(number)} ${ofName(cluster)}`,
      body: (cluster: string, by: string) =>
        `${by} a retiré de la signature le texte ${ofName(cluster)}. Les signatures déjà données sont effacées\u202f; le texte revient en rédaction.`,
    },
    cleared: {
      subject: (cluster: string, number: number) => `À signer de nouveau\u202f: ${text(number)} ${ofName(cluster)}`,
      body: (cluster: string, party: string) =>
        `Un passage du texte ${ofName(cluster)} a changé, et concerne cette partie\u202f: ${party}. La signature donnée est effacée. Relisez le texte et signez-le de nouveau.`,
    },
    refused: {
      subject: (party: string, cluster: string) => `${party} refuse de signer le contrat ${ofName(cluster)}`,
      body: (party: string, cluster: string) => `${party} refuse de signer le texte ${ofName(cluster)}.`,
    },
    complete: {
      subject: (cluster: string, number: number) =>
        `Signé par toutes les parties\u202f: ${text(number)} ${ofName(cluster)}`,
      body: (cluster: string, number: number, parties: number) =>
        `${theText(number).replace(/^l/, 'L')} ${ofName(cluster)} est signé par ses ${parties} parties et en vigueur. Le fichier scellé est à cette adresse\u202f:`,
    },
    reminder: {
      subject: (cluster: string, number: number) => `Rappel\u202f: ${text(number)} ${ofName(cluster)}`,
      sign: (cluster: string, number: number, party: string) =>
        `${theText(number).replace(/^l/, 'L')} ${ofName(cluster)} attend une signature (${party})\u202f:`,
      vote: (cluster: string, number: number, party: string) =>
        `${theText(number).replace(/^l/, 'L')} ${ofName(cluster)} attend le vote d’une assemblée (${party})\u202f: indiquez sa date, ou la délibération\u202f:`,
    },
  },
  evidence: {
    title: 'Preuve des signatures',
    subtitle: (cluster: string, number: number) =>
      `${text(number)[0]!.toUpperCase()}${text(number).slice(1)} ${ofName(cluster)}`,
    reference: (contract: string, number: number) => `${contract}, version ${number}`,
    synthetic: 'Données fictives, pour la démonstration.',
    text: 'Le texte signé',
    contract: 'Contrat',
    frozenOn: 'Texte figé le',
    signedOn: 'Signé par toutes les parties le',
    textDigest: 'Empreinte du texte (SHA-256)',
    pdfDigest: 'Empreinte du PDF signé (SHA-256)',
    partDigest: 'Empreinte de la part qui touche la partie',
    signatures: 'Les signatures',
    signer: 'Signataire',
    delegation: 'Délégation',
    vote: 'Délibération',
    voteOf: (number: string, day: string) => `${number}, vote du ${day}`,
    when: 'Signé',
    onPaper: (day: string, recorded: string) => `le ${day} sur papier, enregistré le ${recorded}`,
    how: 'Manière',
    manner: {
      account: 'Compte personnel, avec un second facteur',
      link: 'Lien personnel à usage unique, envoyé au signataire',
      paper: 'Signature sur papier, avec son scan',
    },
    address: 'Adresse réseau',
    scanDigest: 'Empreinte du scan (SHA-256)',
    cleared: 'Signatures effacées',
    clearedLead: 'Données avant une modification du texte, elles ne valent plus.',
    clearedOne: (party: string, name: string, at: string, cleared: string, reason: string) =>
      `${party}\u202f: ${name}, ${at}. Effacée le ${cleared}. Motif\u202f: ${reason}`,
    verify: 'Comment vérifier',
    howToVerify:
      'Les premières pages de ce fichier sont, octet pour octet, le PDF que les parties ont lu et signé. Ce feuillet y a été joint, puis l’ensemble a été scellé. Pour savoir si ce texte est toujours en vigueur, déposez ce fichier à cette adresse\u202f:',
  },
};
