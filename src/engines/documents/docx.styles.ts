import { AlignmentType, type INumberingOptions, type IStylesOptions, LevelFormat, LineRuleType } from 'docx';

export const PLUM = '4A2C5E';
export const INK = '231A28';
export const INK_SOFT = '544958';
export const LINE = 'D9D0C8';
export const LINE_STRONG = '85797F';
export const PLUM_SOFT = 'F1EAF5';
export const SUNKEN = 'F6F2EC';
export const OCHRE = '734C00';
export const OCHRE_SOFT = 'FAF0D9';

/** Typefaces that a word processor has, or replaces by one of the same widths; the file embeds none, so that it stays editable anywhere. */
const HEADINGS = 'Georgia';
const TEXT = 'Calibri';

export const BULLETS = 'bullets';
export const NUMBERS = 'numbers';

export const STYLE = {
  subtitle: 'Subtitle',
  lead: 'Lead',
  note: 'Note',
  cell: 'TableText',
  notice: 'Notice',
  reference: 'Reference',
  contents: 'ContentsHeading',
} as const;

/** Sizes are in half-points, spaces in twentieths of a point. */
export function styles(language: 'fr' | 'en'): IStylesOptions {
  const heading = (size: number, before: number, more: { italics?: boolean; color?: string } = {}) => ({
    run: { font: HEADINGS, size, bold: true, color: PLUM, ...more },
    paragraph: { spacing: { before, after: 120 }, keepNext: true, keepLines: true },
  });
  return {
    default: {
      document: {
        run: { font: TEXT, size: 21, color: INK, language: { value: language === 'fr' ? 'fr-FR' : 'en-GB' } },
        paragraph: { spacing: { after: 140, line: 276 } },
      },
      title: {
        run: { font: HEADINGS, size: 52, bold: true, color: PLUM },
        paragraph: { spacing: { before: 240, after: 120, line: 240, lineRule: LineRuleType.AUTO } },
      },
      heading1: heading(34, 440),
      heading2: heading(27, 340),
      heading3: heading(23, 280),
      heading4: heading(21, 240, { italics: true, color: INK }),
      caption: {
        run: { size: 19, bold: true, color: INK },
        paragraph: { spacing: { before: 240, after: 100 }, keepNext: true },
      },
      hyperlink: { run: { color: PLUM, underline: {} } },
    },
    paragraphStyles: [
      own(STYLE.subtitle, 'Subtitle', { font: HEADINGS, size: 28, color: INK_SOFT }, 200),
      own(STYLE.reference, 'Reference', { size: 21, color: INK }, 240),
      own(STYLE.contents, 'Contents heading', { font: HEADINGS, size: 34, bold: true, color: PLUM }, 200),
      own(STYLE.lead, 'Lead', { size: 24, color: INK_SOFT }, 180),
      own(STYLE.note, 'Note', { size: 17, color: INK_SOFT }, 140),
      own(STYLE.cell, 'Table text', { size: 18 }, 0, 240),
      own(STYLE.notice, 'Notice', { size: 19, bold: true, color: OCHRE }, 120),
    ],
  };
}

function own(id: string, name: string, run: Record<string, unknown>, after: number, line = 276) {
  return { id, name, basedOn: 'Normal', quickFormat: true, run, paragraph: { spacing: { after, line } } };
}

export const numbering: INumberingOptions = {
  config: [level(BULLETS, LevelFormat.BULLET, '•'), level(NUMBERS, LevelFormat.DECIMAL, '%1.')],
};

function level(reference: string, format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) {
  return {
    reference,
    levels: [
      {
        level: 0,
        format,
        text,
        alignment: AlignmentType.LEFT,
        style: { paragraph: { indent: { left: 420, hanging: 300 }, spacing: { after: 80 } } },
      },
    ],
  };
}
