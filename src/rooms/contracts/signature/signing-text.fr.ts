/** The change of a passage while the text is being signed. */
export const fr = {
  amend: {
    title: 'Modifier un passage pendant la signature',
    lead: 'Choisissez le passage. Vous verrez quelles signatures la modification ferait tomber avant de la confirmer.',
    editTitle: (what: string) => `Modifier\u202f: ${what}`,
    editLead:
      'Seules les signatures dont le texte change tombent. Un engagement ne touche que la partie qui le prend, l’État coordonnateur et le pôle\u202f; tout le reste touche toutes les parties.',
    onlyWords:
      'Les mots et les chiffres de ce passage se modifient ici. Pour changer autre chose (nature, rattachements), retirez d’abord le texte de la signature.',
    reason: 'Motif',
    reasonHint: 'Les parties dont la signature tombe le recevront.',
    confirm: 'Je confirme\u202f: ces signatures tombent, et ces parties devront signer à nouveau.',
    submit: 'Appliquer la modification',
    consequence: 'Le PDF est refait, les liens envoyés ne valent plus, les parties touchées sont prévenues.',
    done: (cleared: number) =>
      cleared === 0
        ? 'Passage modifié\u202f: aucune signature n’est tombée.'
        : 'Passage modifié\u202f: les parties dont la signature est tombée sont prévenues.',
    signatures: { one: '# signature', other: '# signatures' },
    gap: (sentence: { fr: string; en: string }) => `Le texte ne serait plus complet. ${sentence.fr}`,
    kinds: 'Passages du texte',
    choose: 'Modifier',
    chooseOf: (what: string) => `Modifier\u202f: ${what}`,
    caption: 'Passages du texte en signature',
    passage: 'Passage',
    kind: 'Nature',
  },
};
