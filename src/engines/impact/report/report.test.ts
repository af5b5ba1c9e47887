import { afterAll, describe, expect, it } from 'vitest';
import type { Block } from '../../documents/document.ts';
import { stopPdf, toPdf } from '../../documents/pdf.ts';
import { additionality, additionalityByLevel } from '../additionality/additionality.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import type { LongPanel } from '../panel.ts';
import { uniformAt } from '../random.ts';
import { boundedResult } from './bounded-result.ts';
import type { Language } from './html.ts';
import { type ReportParts, reportHtml } from './report.ts';
import { reportDocument } from './report-document.ts';
import { linearScale } from './scale.ts';
import { secretRows } from './secret-rows.ts';

const FIRMS = 60;
const YEARS = [2010, 2011, 2012, 2013];

/** Forty firms never treated, ten from 2011, eight from 2012, two from 2013; treatment brings 10. */
function panel(): LongPanel {
  const cohort = (firm: number): number => (firm < 40 ? 0 : firm < 50 ? 2011 : firm < 58 ? 2012 : 2013);
  const rows = Array.from({ length: FIRMS * YEARS.length }, (_, row) => ({
    firm: Math.floor(row / YEARS.length),
    year: YEARS[row % YEARS.length]!,
  }));
  const column = (value: (firm: number, year: number) => number): Float64Array =>
    Float64Array.from(rows, ({ firm, year }) => value(firm, year));
  return {
    layout: 'long',
    unit: column((firm) => firm),
    period: column((_, year) => year),
    firstTreated: column(cohort),
    outcomes: {
      jobs: column((firm, year) => uniformAt(5, firm, year, 0) + (cohort(firm) > 0 && year >= cohort(firm) ? 10 : 0)),
    },
  };
}

async function parts(question: string | null = null): Promise<ReportParts> {
  const result = await estimateGroupTime(panel(), { outcomes: ['jobs'], controls: 'never' });
  return {
    question,
    result,
    bounded: boundedResult(result, { simultaneous: true }),
    balance: null,
    matching: null,
    additionality: null,
    sensitivity: null,
    warnings: [],
    command: 'grappe impact estimate firms.csv --where "a < b"',
  };
}

const sectionOf = (page: string, title: string): string => page.split('<h2>').find((part) => part.startsWith(title))!;

describe('the report of an estimate', () => {
  it('says nothing of additionality on two treated firms, and all of it on three, without a number that is none', async () => {
    const effects = {
      att: [5, 0],
      covariance: [
        [1, 0],
        [0, 0],
      ],
    };
    const shown = async (treated: number) =>
      sectionOf(
        reportHtml({ ...(await parts()), additionality: additionality({ effects, treated }) }, 'en'),
        'Does aid',
      );
    expect(await shown(2)).toContain('fewer than 3 treated firms');
    expect(await shown(2)).not.toContain('<td>');
    expect(await shown(3)).toContain('The aid received did not move');
    expect(await shown(3)).not.toMatch(/NaN|Infinity/);
  });

  it('shows how alike groups of three were, and of two only how many; a difference that rounding leaves is zero', async () => {
    const size = (matched: number) => ({ all: 9, matched, effective: matched, unmatched: 9 - matched, discarded: 0 });
    const row = (standardisedDifference: number) => ({
      ...{ name: 'staff', meanTreated: 41.5, meanControl: 40.25, standardisedDifference },
      ...{ varianceRatio: 1, ecdfMean: 0, ecdfMax: 0, pairDistance: 0 },
    });
    const shown = async (matched: number) => {
      const sizes = { treated: size(matched), control: size(9) };
      const balance = { period: 2010, before: [row(0.25)], after: [row(-3.6e-17)], sizes };
      return sectionOf(reportHtml({ ...(await parts()), balance }, 'en'), 'Were treated');
    };
    expect(await shown(3)).toContain('<td>41.5</td><td>40.3</td><td>0.250</td><td>40.3</td><td>0.000</td>');
    const two = await shown(2);
    expect(two).toContain('2 treated units of 9 are matched');
    expect(two).toContain('fewer than 3 firms in a group');
    expect(two).not.toMatch(/41\.5|<svg/);
  });

  it('compares the classes on R&D, aid and own-financed R&D, alone and together, and adds up those published', async () => {
    const sizeClass = (level: string, treated: number, rd: number, aid: number) => {
      const covariance = [
        [900, 40],
        [40, 100],
      ];
      return { level, treated, effects: { att: [rd, aid], covariance } };
    };
    const by = {
      factor: 'size',
      ...additionalityByLevel([sizeClass('SME', 40, 120, 60), sizeClass('Large', 10, 300, 70)]),
    };
    const whole = additionality({ effects: sizeClass('all', 50, 156, 62).effects, treated: 50 });
    const page = reportHtml({ ...(await parts()), additionality: { ...whole, by } }, 'en');
    const section = sectionOf(page, 'Does aid');
    expect(section).toMatch(
      /across classes: total R&amp;D p\u00a0&lt;\u00a00\.001, public aid received p\u00a0=\u00a00\.480, own-financed R&amp;D p\u00a0&lt;\u00a00\.001, all three together p\u00a0&lt;\u00a00\.001\./,
    );
    expect(section).toContain('Total of the classes published');
    expect(section.replace(/[\u202f\u00a0,]/g, '')).toContain('<th scope="row">Total R&amp;D</th><td>7800');
  });

  it('withholds the cohort of two firms, and another that would give it away, but not the average over all', async () => {
    const page = reportHtml(await parts(), 'en');
    const cohorts = sectionOf(page, 'By cohort');
    expect(cohorts).toContain('<th scope="row">2013</th><td>secret</td><td>secret</td><td>secret</td>');
    expect(cohorts).toContain('<th scope="row">2012</th><td>secret</td>');
    expect(cohorts).toMatch(/<th scope="row">2011<\/th><td>\d/);
    expect(cohorts).toMatch(/<th scope="row">Overall<\/th><td>\d/);
    expect(sectionOf(page, 'Sample')).toContain('<th scope="row">2013</th><td>secret</td>');
  });

  it.each([['fr'], ['en']] as [Language][])(
    'stands alone, escapes what it is told, and shows the command (%s)',
    async (language) => {
      const page = reportHtml(await parts('Jobs <b>& more</b>?'), language);
      expect(page).toContain('<h1>Jobs &lt;b&gt;&amp; more&lt;/b&gt;?</h1>');
      expect(page).toContain('--where &quot;a &lt; b&quot;');
      expect(page).toContain(`<html lang="${language}">`);
      expect(page).not.toMatch(/<script|<link|<img|https?:|url\(|NaN|undefined|\[object/);
      expect(page.match(/<svg/g)).toHaveLength(3);
    },
  );
});

describe('the report in pages', () => {
  afterAll(stopPdf);
  const only = <Kind extends Block['kind']>(blocks: readonly Block[], kind: Kind) =>
    blocks.filter((block): block is Extract<Block, { kind: Kind }> => block.kind === kind);

  it.each([['fr'], ['en']] as [Language][])(
    'has the sections, tables, drawings and sentences of the page, in its order (%s)',
    async (language) => {
      const all = await parts('Jobs <b>& more</b>?');
      const page = reportHtml(all, language);
      const { title, blocks } = reportDocument(all, language, '2013-06-24');
      expect(title).toBe('Jobs <b>& more</b>?');
      const [, ...headings] = only(blocks, 'heading').map(({ text }) => text);
      expect(headings).toEqual([...page.matchAll(/<h2>([^<]*)/g)].map(([, heading]) => heading));
      const captions = [...page.matchAll(/<caption>([^<]*)/g)].map(([, caption]) => caption);
      expect(only(blocks, 'table').map(({ caption }) => caption)).toEqual(captions);
      expect(only(blocks, 'figure').map(({ svg }) => svg)).toEqual(page.match(/<svg.*?<\/svg>/g));
      const written = page.match(/<p>[^<]*/g)!.map((paragraph) => paragraph.slice('<p>'.length));
      expect(only(blocks, 'paragraph').map(({ text }) => text)).toEqual(expect.arrayContaining(written));
    },
  );

  it('withholds what the page withholds, in tables and drawings', async () => {
    const { blocks } = reportDocument(await parts(), 'en', '2013-06-24');
    const at = blocks.findIndex((block) => block.kind === 'heading' && block.text === 'By cohort');
    const [figure, table] = [only(blocks.slice(at), 'figure')[0]!, only(blocks.slice(at), 'table')[0]!];
    const rows = table.rows.flatMap((row) => (row.kind === 'row' ? [row.cells] : []));
    expect(rows.slice(1, 3)).toEqual([
      ['2012', 'secret', 'secret', 'secret'],
      ['2013', 'secret', 'secret', 'secret'],
    ]);
    expect(figure.svg.match(/<title>[^<]*/g)).toEqual([expect.stringMatching(/^<title>2011: \d/)]);
  });

  it('says its command an option to a line, and leaves whole what stands in quotes', async () => {
    const said = { ...(await parts()), command: "grappe impact estimate a.csv --title 'a --b' --bands" };
    const texts = only(reportDocument(said, 'en', '2013-06-24').blocks, 'paragraph').map(({ text }) => text);
    expect(texts).toContain("grappe impact estimate a.csv \\\n--title 'a --b' \\\n--bands");
  });

  it('is a PDF, the same bytes twice, with words for each drawing', async () => {
    const document = reportDocument(await parts(), 'fr', '2013-06-24');
    const bytes = Buffer.from(await toPdf(document));
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.compare(await toPdf(document))).toBe(0);
    expect(only(document.blocks, 'figure').map(({ alt }) => alt)[0]).toBe(
      'Graphique\u202f: Avant et après le traitement. Axe\u202f: Périodes depuis le traitement. Le tableau qui suit donne les mêmes chiffres.',
    );
  });
});

describe('statistical secrecy of rows', () => {
  it('stands on both sides of three firms', () => {
    const cohort = (g: number, units: number) => ({ g, units, share: 0.1 });
    expect([...secretRows([cohort(1, 3), cohort(2, 9)]).cohorts]).toEqual([]);
    expect([...secretRows([cohort(1, 2), cohort(2, 9), cohort(3, 5)]).cohorts].sort()).toEqual([1, 3]);
  });
});

describe('the marks of an axis', () => {
  it('are round, and hold every value', () => {
    const { marks, place } = linearScale([-0.137, 0.065], 0, 100);
    expect(marks.map((mark) => Number(mark.toPrecision(6)))).toEqual([-0.15, -0.1, -0.05, 0, 0.05, 0.1]);
    expect(place(marks[0]!)).toBe(0);
    expect(place(marks.at(-1)!)).toBeCloseTo(100, 9);
    expect(linearScale([0, 0], 0, 1).marks.length).toBeGreaterThan(1);
  });
});
