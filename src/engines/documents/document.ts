/**
 * A document to hand out, as plain data: what is said and in which order, never how it looks. `toPdf` and `toDocx` set the same tree, so the
 * two say the same thing. Everything that a reader sees arrives already in words: amounts, shares and numbers are formatted by whoever knows
 * their unit and language.
 */
export interface DocumentLayout {
  readonly title: string;
  readonly subtitle?: string;
  /** The language of the text; it also chooses the fixed words (« Page 1 sur 5 », « Sommaire ») and the hyphenation. */
  readonly language: 'fr' | 'en';
  /** What a correspondent would quote: a contract's number and version. Shown on the first page and at the foot of each. */
  readonly reference: string;
  /** `YYYY-MM-DD`. Shown in words, and the only date written in the file: the same data gives the same bytes on any day. */
  readonly date: string;
  /** Who publishes it: the programme's name. Stands above the title and is the file's author. */
  readonly issuer?: string;
  /** Why this copy binds nobody (« Projet, sans valeur contractuelle »): a mark across each page and a line at the head of each. Absent when in force. */
  readonly draftMark?: string;
  /** The sentence that says the data is invented: on the first page and at the foot of each. */
  readonly synthetic?: string;
  /** A table of contents. When it is not said, a document with eight headings of levels 1 and 2 or more has one. */
  readonly contents?: boolean;
  readonly blocks: readonly Block[];
}

export type Block = WrittenBlock | Figure;

/** A block that is words alone. */
export type WrittenBlock = Heading | Paragraph | List | Table | Definitions | Signatures | PageBreak;

export interface Heading {
  readonly kind: 'heading';
  /** 1 follows the document's title. Levels are not skipped downwards (1, then 3): `toPdf` and `toDocx` refuse it, because a screen reader would be lost. */
  readonly level: 1 | 2 | 3 | 4;
  readonly text: string;
  /** Letters, digits and hyphens, unique in the document: the target of `link: '#id'`, of the table of contents and of bookmarks. */
  readonly id: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: RichText;
  /** `lead` opens a part, a little larger; `note` is smaller and quieter: a source, a reservation. */
  readonly manner?: 'lead' | 'note';
}

export interface List {
  readonly kind: 'list';
  readonly numbered?: boolean;
  readonly items: readonly RichText[];
}

export interface Table {
  readonly kind: 'table';
  /** What the table shows; it stands above it and is its name for a screen reader. */
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (Row | RowGroup)[];
  /** Totals: set apart under the last row. */
  readonly footer?: readonly RichText[];
  /** Source, date, meaning of the signs; under the table. */
  readonly note?: string;
}

export interface Column {
  readonly header: string;
  /** `end` for figures: they are tabular, so units fall under units. `start` when not said. */
  readonly align?: 'start' | 'center' | 'end';
  /** Share of the table's width, relative to the other columns; 1 when not said. */
  readonly width?: number;
}

/** As many cells as there are columns. */
export interface Row {
  readonly kind: 'row';
  readonly cells: readonly RichText[];
}

/** A line across the table that names the rows under it: an objective above its indicators. */
export interface RowGroup {
  readonly kind: 'group';
  readonly text: RichText;
}

/** A drawing across the text, kept whole on its page. What it shows also stands in words or in a table: not everybody sees it. */
export interface Figure {
  readonly kind: 'figure';
  /**
   * One `<svg>` element with a `viewBox`, drawn by Grappe itself: nothing in it comes from outside. It names no typeface: in a PDF its texts
   * are set in those of the document, in one style, without the accents that have no letter of their own (M̄).
   */
  readonly svg: string;
  /** What it shows, for whoever does not see it. */
  readonly alt: string;
  /** Under the drawing; its number comes before. */
  readonly caption: string;
}

/** Labels with their values: the identity of a party, the data of an objective. */
export interface Definitions {
  readonly kind: 'definitions';
  readonly items: readonly { readonly label: string; readonly value: RichText }[];
}

/** One frame for each signatory, kept whole on its page. */
export interface Signatures {
  readonly kind: 'signatures';
  readonly frames: readonly SignatureFrame[];
}

export interface SignatureFrame {
  /** « Pour la Région Rhône-Alpes » */
  readonly party: string;
  /** Name of the person who signs; absent when not known yet. */
  readonly name?: string;
  /** « Préfet de la région Rhône-Alpes » */
  readonly title?: string;
  /** What has happened, in words: « Signé le 24 juin 2013 à 16 h 05 », « En attente de la délibération ». */
  readonly state: string;
  /** Room is left for a signature by hand while nobody has signed. */
  readonly signed: boolean;
  /** Smaller lines under the state: deliberation, delegation, digest. */
  readonly details?: readonly string[];
}

/** A new page. From here on pages are upright or lying (for wide tables) as said; unchanged when not said. */
export interface PageBreak {
  readonly kind: 'pageBreak';
  readonly orientation?: 'portrait' | 'landscape';
}

/** Text with emphasis. A line feed starts a new line. */
export type RichText = string | readonly Run[];

export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** `#id` of a heading of this document, or an `https:` or `mailto:` address. */
  readonly link?: string;
}
