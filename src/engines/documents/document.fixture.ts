import type { Block, DocumentLayout, Row, RowGroup } from './document.ts';

/** A short document with one block of each kind. */
export function shortDocument(changes: Partial<DocumentLayout> = {}): DocumentLayout {
  return {
    title: 'Contrat de performance du pôle Minalogic',
    subtitle: 'Phase III, 2013–2018',
    language: 'fr',
    reference: 'Contrat CP-2013-017, version 4',
    date: '2013-07-01',
    issuer: 'Programme des pôles de compétitivité',
    blocks: everyBlock,
    ...changes,
  };
}

const everyBlock: readonly Block[] = [
  { kind: 'heading', level: 1, text: 'Parties', id: 'parties' },
  { kind: 'paragraph', manner: 'lead', text: 'Entre les soussignés :' },
  {
    kind: 'definitions',
    items: [
      { label: 'Pôle', value: 'Minalogic Partenaires' },
      { label: 'Présidence', value: [{ text: 'Hélène Łukasiewicz', bold: true }, { text: '\nélue le 12 mai 2012' }] },
    ],
  },
  { kind: 'heading', level: 2, text: 'Engagements', id: 'engagements' },
  {
    kind: 'paragraph',
    text: [
      { text: 'Les cibles figurent au ' },
      { text: 'tableau', link: '#cibles' },
      { text: '. Seuil : ≥ 250 emplois → suivi.' },
    ],
  },
  {
    kind: 'list',
    items: ['tenir la liste des membres', [{ text: 'déclarer ', italic: true }, { text: 'chaque année' }]],
  },
  { kind: 'list', numbered: true, items: ['écrire', 'signer'] },
  { kind: 'heading', level: 1, text: 'Cibles', id: 'cibles' },
  {
    kind: 'table',
    caption: 'Cibles par année',
    columns: [
      { header: 'Indicateur', width: 3 },
      { header: '2013', align: 'end' },
      { header: '2014', align: 'end' },
    ],
    rows: [
      { kind: 'group', text: 'Emploi' },
      { kind: 'row', cells: ['Emplois créés', '120', '150'] },
    ],
    footer: ['Total', '120', '150'],
    note: 'Source : pôle.',
  },
  {
    kind: 'figure',
    svg: '<svg viewBox="0 0 720 160" font-size="12"><line x1="40" x2="700" y1="80" y2="80" stroke="#231a28"/><circle cx="90" cy="60" r="4.5" fill="#0a5f73"/><text x="40" y="150">Écart toléré, œuvre, Łódź ≥ β = −1,5</text></svg>',
    alt: 'Emplois créés, de 120 à 150.',
    caption: 'Les cibles en dessin',
  },
  {
    kind: 'signatures',
    frames: [
      {
        party: 'Pour l’État',
        name: 'Le préfet',
        state: 'Signé le 24 juin 2013',
        signed: true,
        details: ['Empreinte 9f86'],
      },
      { party: 'Pour la Région', state: 'À signer', signed: false },
    ],
  },
  { kind: 'paragraph', manner: 'note', text: [{ text: 'Le programme', link: 'https://www.example.org/' }] },
];

const YEARS = [2013, 2014, 2015, 2016, 2017, 2018];
const OBJECTIVES = 60;

/** A contract of 60 objectives with six years of targets: forty pages, a part of them lying. */
export function longDocument(): DocumentLayout {
  const blocks: Block[] = [...everyBlock, { kind: 'pageBreak', orientation: 'landscape' }];
  blocks.push({ kind: 'heading', level: 1, text: 'Annexe : objectifs', id: 'annexe' });
  const columns = [
    { header: 'Indicateur', width: 3 },
    { header: 'Unité' },
    ...YEARS.map((year) => ({ header: String(year), align: 'end' as const })),
  ];
  const indicators = (objective: number): Row[] =>
    ['Emplois créés', 'Chiffre d’affaires à l’exportation'].map((label) => ({
      kind: 'row',
      cells: [label, 'M€', ...YEARS.map((_, index) => `${objective * (index + 1)},5`)],
    }));
  const rows: (Row | RowGroup)[] = [];
  for (let objective = 1; objective <= OBJECTIVES; objective++) {
    rows.push({ kind: 'group', text: `Objectif ${objective}` }, ...indicators(objective));
  }
  blocks.push({ kind: 'table', caption: 'Tous les objectifs', columns, rows });
  blocks.push({ kind: 'pageBreak', orientation: 'portrait' });
  for (let objective = 1; objective <= OBJECTIVES; objective++) {
    blocks.push({ kind: 'heading', level: 2, text: `Objectif ${objective}`, id: `objectif-${objective}` });
    blocks.push({
      kind: 'paragraph',
      text: 'Le marché visé progresse de 8 % par an et le pôle en réunit les acteurs. '.repeat(12),
    });
    blocks.push({ kind: 'table', caption: `Cibles de l’objectif ${objective}`, columns, rows: indicators(objective) });
  }
  return shortDocument({ draftMark: 'Projet, sans valeur contractuelle', synthetic: 'Données inventées.', blocks });
}
