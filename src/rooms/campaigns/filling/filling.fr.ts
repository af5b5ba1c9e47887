import { formatNumber, plural } from '#kit/say.ts';

interface Submitted {
  readonly cluster: string;
  readonly year: number;
  readonly receipt: string;
  readonly digest: string;
  readonly address: string;
  readonly approver: string;
  readonly at: string;
  readonly due: string;
}

const quarter = (minutes: number) => `${formatNumber(minutes)} min par trimestre`;

export const fr = {
  returns: 'Déclarations',
  title: (year: number) => `Déclaration ${year}`,
  lead: 'Ce que Grappe sait compter est déjà compté. Confirmez, complétez, expliquez les écarts, puis déposez.',
  waits: { cluster: 'le pôle', state: 'l’État', region: 'la région', nobody: 'personne' },
  views: { label: 'Vues de la déclaration', grid: 'Grille', paste: 'Coller', workbook: 'Tableur' },
  empty: {
    title: 'Cette déclaration n’est pas commencée',
    what: (year: number) =>
      `Elle reprend les indicateurs de votre contrat pour ${year}. Ce que les faits permettent de compter sera prérempli\u202f; le reste se saisit, se colle ou s’importe d’un tableur.`,
    why: (due: string) => `À déposer au plus tard le ${due}.`,
    reading: 'Personne dans le pôle ne l’a encore ouverte.',
    open: (year: number) => `Ouvrir la déclaration ${year}`,
  },
  opened: (prefilled: number, asked: number) =>
    `Déclaration ouverte\u202f: ${prefilled} chiffres préremplis sur ${asked}.`,
  lighter:
    'Déclaration allégée\u202f: ce pôle tient ses campagnes et ses objectifs. Les chiffres comptés d’après les faits ne demandent ni motif ni confirmation\u202f; il reste à dire ce que les faits ne disent pas.',
  openedAlready: 'Cette déclaration était déjà ouverte.',
  standing: {
    label: 'Où en est la déclaration',
    filled: (filled: number, all: number) => `Chiffres renseignés\u202f: ${filled} sur ${all}`,
    effort: (minutes: number, ceiling: number) =>
      `${formatNumber(minutes)} min passées sur ${formatNumber(ceiling)} par an au plus`,
    effortRule: (ceiling: number) =>
      `Temps mesuré par ce formulaire, page visible et saisie en cours. Le plafond de la campagne est de ${quarter(ceiling)}.`,
    recount: 'Recompter depuis les faits',
    recountHint: 'Prend les nouvelles valeurs comptées\u202f; ce que vous avez saisi ne change pas.',
  },
  recounted: (moved: number, beside: number) =>
    [
      moved === 0
        ? 'Aucune valeur n’a bougé.'
        : plural(moved, { one: '# valeur a bougé.', other: '# valeurs ont bougé.' }),
      beside > 0
        ? plural(beside, {
            one: 'Le compte de # chiffre que vous avez saisi a changé\u202f: comparez.',
            other: 'Le compte de # chiffres que vous avez saisis a changé\u202f: comparez.',
          })
        : '',
    ]
      .filter(Boolean)
      .join(' '),
  againTitle: (count: number) => plural(count, { one: '# chiffre à reprendre', other: '# chiffres à reprendre' }),
  againLead: 'L’autorité a renvoyé la déclaration. Corrigez ou expliquez, puis déposez à nouveau.',
  grid: {
    caption: (cluster: string, year: number) => `Chiffres ${year} de ${cluster}`,
    figure: 'Indicateur',
    target: 'Cible',
    gap: 'Écart',
    questions: 'Questions de la campagne',
    help: 'Flèches et Entrée pour passer d’une case à l’autre, Ctrl + Entrée pour le détail, ? pour l’aide. «\u202fs.o.\u202f»\u202f: sans objet\u202f; «\u202fn.c. 15/03/2017\u202f»\u202f: pas encore connu, avec le jour.',
    field: (label: string, year: number) => `${label}, ${year}`,
    numerator: (label: string, what: string) => `${label}, numérateur\u202f: ${what}`,
    denominator: (label: string, what: string) => `${label}, dénominateur\u202f: ${what}`,
    over: 'sur',
    again: 'Saisi plus haut, sous un autre objectif',
    everyWindow:
      'Tous guichets, colabellisés compris\u202f: le chiffre au-dessus ne compte que le FUI et ne suffit pas à juger (R36).',
    prefilled: (value: string) => `Compté dans Grappe\u202f: ${value}`,
    noTarget: 'sans cible',
    reached: 'cible atteinte',
    short: 'cible manquée',
    detail: 'Détail',
    detailOf: (label: string) => `Détail de ${label}`,
    reason: 'Motif de l’écart',
    noReason: 'Choisir un motif',
    reasonText: 'Précision',
    reasonOf: (label: string) => `Motif de l’écart de ${label}`,
    reasonTextOf: (label: string) => `Précision sur l’écart de ${label}`,
    asked: { questioned: 'Question', returned: 'À reprendre' },
    askedBy: (by: string, reason: string) => `${by}\u202f: ${reason}`,
    changedBy: (by: string, at: string) => `${by}, ${at}`,
    error: 'Erreur',
    warning: 'Avertissement',
    save: 'Enregistrer les chiffres',
    saved: 'Chiffres enregistrés.',
    consequence: 'Rien n’est transmis tant que vous n’avez pas déposé.',
    choose: 'Choisir',
    notApplicable: 'sans objet',
    notKnown: 'pas encore connu',
    answer: 'Réponse',
  },
  origins: {
    counted: 'compté',
    imported: 'importé',
    carried: 'reporté de l’an dernier',
    typed: 'saisi',
    pasted: 'collé',
    file: 'tableur',
    empty: 'à remplir',
  },
  originRules: {
    counted: 'Compté dans Grappe à partir de faits datés. Le détail en donne la liste.',
    imported: 'Statistique officielle ou valeur déjà connue d’une autre source.',
    carried: 'Valeur de l’an dernier\u202f: c’est un stock, il change peu. Vérifiez-la.',
    typed: 'Saisi par une personne du pôle.',
    pasted: 'Collé depuis un tableur.',
    file: 'Repris du tableur de la déclaration.',
    empty: 'Personne ne le sait encore\u202f: à vous de le dire.',
  },
  saving: {
    saving: 'Enregistrement…',
    saved: '{what}\u202f: enregistré à {time}.',
    refused: '{what}\u202f: pas enregistré. {why}',
    unreachable: 'Pas enregistré\u202f: le serveur ne répond pas. Nouvel essai dans quelques secondes.',
    undo: 'Annuler',
    undone: '{what}\u202f: valeur précédente rétablie.',
    close: 'Fermer le détail',
    loading: 'Chargement du détail…',
  },
  keyboard: {
    title: 'Au clavier',
    open: 'Aide du clavier',
    keys: [
      ['Flèches', 'case voisine'],
      ['Entrée, Maj + Entrée', 'case du dessous, du dessus'],
      ['F2', 'corriger dans la case sans la quitter'],
      ['Échap', 'revenir à la valeur enregistrée, fermer le détail'],
      ['Ctrl + Entrée', 'ouvrir le détail du chiffre'],
      ['Ctrl + V', 'coller un bloc de tableur, avec aperçu'],
      ['?', 'afficher cette aide'],
    ],
  },
  bar: {
    errors: (count: number) => plural(count, { one: '# erreur bloque', other: '# erreurs bloquent' }),
    warnings: (count: number) =>
      plural(count, {
        one: '# avertissement demande une confirmation',
        other: '# avertissements demandent une confirmation',
      }),
    ready: 'Tout est prêt.',
    first: 'Aller à la première erreur',
    submit: (year: number) => `Déposer la déclaration ${year}`,
    to: 'Reçue par l’État, puis la région. Chacun répond dans un délai écrit sur le récépissé.',
  },
  narrative: {
    title: 'Ce que disent ces chiffres',
    label: 'Commentaire d’ensemble',
    hint: 'Faits marquants, écarts, suites prévues. Il accompagne les chiffres et se lit avec eux.',
    save: 'Enregistrer le commentaire',
    saved: 'Commentaire enregistré.',
    none: 'Aucun commentaire d’ensemble.',
  },
  submissions: {
    title: 'Dépôts',
    receipt: 'Récépissé',
    at: 'Déposée le',
    by: 'Par',
    approver: 'Engage le pôle',
  },
  cell: {
    lead: (cluster: string, year: number) => `${cluster}, déclaration ${year}`,
    now: 'Valeur',
    nothing: 'Rien n’est encore dit.',
    take: (value: string) => `Reprendre la valeur comptée (${value})`,
    edit: 'Modifier',
    kind: 'Que pouvez-vous dire de ce chiffre\u202f?',
    kinds: {
      known: 'Une valeur',
      'not-applicable': 'Sans objet',
      'not-known': 'Pas encore connu',
      none: 'Rien pour l’instant',
    },
    kindHints: {
      known: 'Zéro est une valeur.',
      'not-applicable': 'La question ne se pose pas pour ce pôle cette année.',
      'not-known': 'Il le sera plus tard\u202f: dites à partir de quand.',
    },
    value: 'Valeur',
    numerator: 'Numérateur',
    denominator: 'Dénominateur',
    computed: 'Le pourcentage est calculé.',
    notBefore: 'Connu au plus tôt le',
    reason: 'Motif de l’écart',
    reasonHint: (threshold: number) =>
      `Demandé quand l’écart à la cible, ou à la valeur comptée, dépasse ${formatNumber(threshold)}\u202f%.`,
    reasonText: 'Précision',
    comment: 'Commentaire',
    commentHint: 'Lu par l’État et la région, à côté du chiffre.',
    save: 'Enregistrer',
    saved: (label: string) => `${label}\u202f: enregistré.`,
    facts: 'Faits comptés',
    factsLead: (count: number) => plural(count, { one: '# fait compte ici.', other: '# faits comptent ici.' }),
    allFacts: 'Voir tous les faits',
    noFacts: 'Aucun fait ne compte ici cette année.',
    notCounted: 'Ce chiffre ne se compte pas à partir de faits\u202f: il est déclaré ou importé.',
    missing: (count: number) =>
      plural(count, {
        one: '# fait devrait compter et son chiffre manque.',
        other: '# faits devraient compter et leur chiffre manque.',
      }),
    fact: 'Fait',
    on: 'Date',
    counts: 'Compte pour',
    sources: 'Sources de l’année',
    source: 'Source',
    producer: 'Producteur',
    vintage: 'Édition',
    noSource: 'Aucune source ne le connaît pour cette année.',
    sourceNames: { counted: 'compté', official: 'officiel', declared: 'déclaré', estimated: 'estimé' },
    periods: 'Années précédentes',
    year: 'Année',
    target: 'Cible',
    limits: 'Définition et limites',
    definition: 'Définition',
    doesNotSay: 'Ce qu’il ne dit pas',
    unit: 'Unité',
    measured: 'Se lit',
    cumulations: {
      'per-year': 'ce qui s’est passé dans l’année',
      cumulated: 'cumul depuis le début du contrat',
      latest: 'au 31 décembre',
    },
    terms: 'Ratio de',
    of: 'sur',
    origin: 'Origine de la définition',
    background: 'Connaissance générale, à vérifier avant de le citer.',
    basis: 'Base',
    reader: 'Lu par',
    minutes: 'Temps prévu',
    history: 'Historique',
    noHistory: 'Personne n’y a touché depuis l’ouverture.',
    restore: 'Rétablir',
    restoreAt: (at: string) => `Rétablir ce qui précédait le ${at}`,
    back: 'Retour à la grille',
    what: { value: 'Valeur', reason: 'Motif', comment: 'Commentaire' },
  },
  paste: {
    title: 'Coller depuis un tableur',
    lead: 'Un nom ou un code par ligne et sa valeur. Rien ne change avant votre accord.',
    block: 'Cellules copiées',
    blockHint:
      'Une ligne par chiffre\u202f: nom ou code, puis la valeur\u202f; pour un ratio, ses deux termes. «\u202f1 234,5\u202f», «\u202fs.o.\u202f» et «\u202fn.c. 15/03/2017\u202f» sont compris. Une cellule vide ne change rien, «\u202f-\u202f» efface.',
    from: 'Sans noms, commencer à',
    fromHint: 'Des valeurs seules remplissent la grille vers le bas à partir de ce chiffre.',
    preview: 'Voir ce qui changera',
    discard: 'Des cases ne sont pas encore enregistrées. Coller quand même\u202f?',
  },
  preview: {
    title: 'Ce qui va changer',
    caption: 'Changements, ligne par ligne',
    line: 'Ligne',
    figure: 'Chiffre',
    column: 'Colonne',
    what: 'Quoi',
    before: 'Avant',
    after: 'Après',
    nothing: 'rien',
    faults: (count: number) =>
      plural(count, {
        one: '# ligne est à corriger\u202f: rien ne sera appliqué.',
        other: '# lignes sont à corriger\u202f: rien ne sera appliqué.',
      }),
    faultCaption: 'À corriger',
    fault: 'Pourquoi',
    same: (count: number) => plural(count, { one: '# ligne ne change rien.', other: '# lignes ne changent rien.' }),
    none: 'Rien ne changerait\u202f: la déclaration dit déjà cela.',
    apply: (count: number) => plural(count, { one: 'Appliquer # changement', other: 'Appliquer # changements' }),
    applied: 'Changements appliqués.',
    again: 'Revenir au bloc',
    another: 'Choisir un autre fichier',
    consequence: 'Tout est appliqué, ou rien.',
  },
  workbook: {
    title: 'Remplir dans un tableur',
    lead: 'Téléchargez le classeur, remplissez-le dans Excel ou LibreOffice, puis rapportez-le ici.',
    download: 'Télécharger le tableur',
    downloadHint:
      'Il contient les valeurs connues, les cibles et les motifs. Ce qui n’est pas à remplir est verrouillé.',
    upload: 'Rapporter le tableur rempli',
    file: 'Classeur rempli',
    fileHint: 'Rien ne change avant votre accord.',
    preview: 'Voir ce qui changera',
    sheet: 'Déclaration',
    instructions: 'Mode d’emploi',
    instructionsTitle: (cluster: string, year: number) => `Déclaration ${year} de ${cluster}`,
    steps: [
      '1. Remplissez les cases claires de la feuille «\u202fDéclaration\u202f». Les cases grises ne se remplissent pas.',
      '2. Un ratio se donne avec son numérateur et son dénominateur\u202f; le pourcentage est calculé par Grappe. Les montants sont en euros.',
      '3. Zéro est une valeur. Si la question ne se pose pas, choisissez «\u202fsans objet\u202f» dans la colonne État. Si le chiffre n’est pas encore connu, choisissez «\u202fpas encore connu\u202f» et donnez le jour.',
      '4. Un écart important à la cible ou à la valeur comptée demande un motif, dans la liste.',
      '5. N’ajoutez pas de ligne et ne supprimez pas de colonne. Les colonnes A et B, masquées, servent à retrouver chaque chiffre.',
      '6. Enregistrez au format XLSX et rapportez le fichier dans Grappe\u202f: vous verrez ce qui change avant d’appliquer.',
    ],
    revision: 'révision',
    figure: 'Indicateur',
    unit: 'Unité',
    target: (year: number) => `Cible ${year}`,
    wrongTitle: 'Valeur non comprise',
    wrongNumber:
      'Écrivez un nombre positif. Pour «\u202fsans objet\u202f» ou «\u202fpas encore connu\u202f», utilisez la colonne État.',
    wrongChoice: 'Choisissez dans la liste.',
    wrongDay: 'Écrivez une date.',
  },
  submit: {
    title: (year: number) => `Déposer la déclaration ${year}`,
    lead: 'Une déclaration déposée est figée jusqu’à la réponse. Vous recevez un récépissé.',
    approver: 'Nom de la personne qui engage le pôle',
    approverHint: 'Elle répond de ces chiffres devant les financeurs.',
    approverFunction: 'Sa fonction',
    warnings: (count: number) =>
      plural(count, { one: '# avertissement à confirmer', other: '# avertissements à confirmer' }),
    warningsLead: 'Cochez ce que vous maintenez. Un chiffre déjà commenté n’a pas besoin d’être coché.',
    commented: (comment: string) => `Commenté\u202f: ${comment}`,
    mend: 'Corriger ou commenter',
    submit: (year: number) => `Déposer la déclaration ${year}`,
    to: (days: number) => `Reçue par l’État, qui a ${formatNumber(days)} jours pour répondre.`,
    blocked: (count: number) =>
      plural(count, {
        one: '# erreur est à corriger avant de déposer.',
        other: '# erreurs sont à corriger avant de déposer.',
      }),
    back: 'Retour à la grille',
    done: (receipt: string) => `Déclaration déposée. Récépissé ${receipt}.`,
  },
  receipt: {
    title: (receipt: string) => `Récépissé ${receipt}`,
    lead: (cluster: string, year: number) => `Déclaration ${year} de ${cluster}`,
    what: (figures: number) => `${formatNumber(figures)} chiffres déposés`,
    by: 'Déposée par',
    approver: 'Engage le pôle',
    next: 'Ce qui suit',
    nextState: (due: string, accepts: boolean) =>
      accepts
        ? `L’État répond au plus tard le ${due}. Sans réponse, la déclaration est réputée acceptée et passe à la région.`
        : `L’État répond au plus tard le ${due}. Sans réponse, la déclaration attend.`,
    nextRegion: (days: number) => `La région a ensuite ${formatNumber(days)} jours.`,
    nextNow: (state: string) => `Aujourd’hui\u202f: ${state}.`,
    returned: 'Une valeur renvoyée revient au pôle avec son motif\u202f; le reste est gardé.',
    intact: 'L’empreinte recalculée sur ce qui est conservé est la même.',
    broken:
      'L’empreinte recalculée diffère\u202f: ce qui est conservé n’est plus ce qui fut déposé. Prévenez l’administrateur.',
    toReturn: 'Ouvrir la déclaration',
    download: 'Télécharger le récépissé (PDF)',
    told: 'Prévenus',
    nobody: 'personne',
    digest: 'Empreinte (SHA-256)',
    digestRule:
      'L’empreinte est calculée sur tout ce qui fut déposé, en JSON canonique (RFC 8785). Grappe la recalcule chaque fois que le récépissé est ouvert.',
    figure: 'Chiffre',
    value: 'Déposé',
    comment: 'Motif et commentaire',
    synthetic: 'Données de démonstration, inventées',
  },
  tasks: {
    open: (year: number) => `Ouvrir la déclaration ${year}`,
    finish: (year: number, errors: number) =>
      errors > 0
        ? plural(errors, {
            one: `Finir la déclaration ${year}\u202f: # erreur`,
            other: `Finir la déclaration ${year}\u202f: # erreurs`,
          })
        : `Déposer la déclaration ${year}`,
    mend: (year: number, count: number) =>
      plural(count, {
        one: `Reprendre # chiffre de la déclaration ${year}`,
        other: `Reprendre # chiffres de la déclaration ${year}`,
      }),
    late: (year: number, count: number) =>
      plural(count, {
        one: `# pôle doit encore sa déclaration ${year}`,
        other: `# pôles doivent encore leur déclaration ${year}`,
      }),
  },
  mails: {
    receiptSubject: ({ year, cluster, receipt }: Submitted) =>
      `Récépissé ${receipt}\u202f: déclaration ${year} de ${cluster}`,
    receipt: ({ year, cluster, receipt, digest, at, approver, due, address }: Submitted) =>
      [
        `La déclaration ${year} de ${cluster} a été déposée le ${at}. ${approver} engage le pôle.`,
        `Numéro\u202f: ${receipt}\nEmpreinte SHA-256\u202f: ${digest}`,
        `L’État répond au plus tard le ${due}.`,
        address,
      ].join('\n\n'),
    submittedSubject: ({ year, cluster, due }: Submitted) =>
      `Déclaration ${year} de ${cluster} à examiner avant le ${due}`,
    submitted: ({ year, cluster, receipt, approver, due, address }: Submitted) =>
      [
        `${cluster} a déposé sa déclaration ${year} (récépissé ${receipt}). ${approver} engage le pôle.`,
        `Votre réponse est attendue au plus tard le ${due}.`,
        address,
      ].join('\n\n'),
  },
};
