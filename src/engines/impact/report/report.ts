import type { Additionality, AdditionalityByLevel } from '../additionality/additionality.ts';
import type { BalanceRow } from '../matching/balance.ts';
import type { GroupSizes } from '../matching/group-sizes.ts';
import type { MatchOptions } from '../matching/options.ts';
import type { GroupTimeResult } from '../result.ts';
import type { Breakdown } from '../sensitivity/breakdown.ts';
import type { RobustResult } from '../sensitivity/rambachan-roth.ts';
import type { SpecificationCurve } from '../sensitivity/specification-curve.ts';
import type { Sentence, Warning } from '../sentence.ts';
import { additionalitySection } from './additionality-section.ts';
import { balanceSection } from './balance-section.ts';
import type { BoundedResult } from './bounded-result.ts';
import { dataTable, html, type Language, Markup, NOTHING, numberWriter } from './html.ts';
import type { Answer, ReportBlock, ReportContent } from './section.ts';
import { answer, effectSections, flowSection, limitsSection, methodSection, reproduceSection } from './sections.ts';
import { sensitivitySections } from './sensitivity-sections.ts';
import { STYLE } from './style.ts';

/** Overall, and by level where it was asked. */
export interface AdditionalityShown extends Additionality {
  readonly by?: (AdditionalityByLevel & { readonly factor: string }) | null;
}

export interface ReportParts {
  /** The question asked, in the words of who asks it. */
  readonly question: string | null;
  readonly result: GroupTimeResult;
  readonly bounded: BoundedResult;
  /** Treated against never treated on covariates before treatment; `after` where units were matched. */
  readonly balance: {
    readonly period: number;
    readonly before: readonly BalanceRow[];
    readonly after: readonly BalanceRow[] | null;
    /** Units before and after matching, when they were matched. */
    readonly sizes: { readonly treated: GroupSizes; readonly control: GroupSizes } | null;
  } | null;
  /** How units were matched before their effects were estimated; null when they were not. */
  readonly matching: {
    readonly on: readonly string[];
    readonly method: MatchOptions['method'];
    readonly period: number;
  } | null;
  readonly additionality: AdditionalityShown | null;
  readonly sensitivity: {
    readonly magnitudes: RobustResult<string> | null;
    readonly breakdown: Breakdown | null;
    readonly curve: SpecificationCurve | null;
    /** Why the first two are missing. */
    readonly failure: Sentence | null;
  } | null;
  readonly warnings: readonly Warning[];
  /** The exact command, and what it read. */
  readonly command: string;
}

/** Nothing in it that statistical secrecy forbids, whatever it becomes. */
export function reportContent(parts: ReportParts, language: Language): ReportContent {
  const setting = { parts, language, numbers: numberWriter(language) };
  const { outcome } = parts.bounded.json;
  const kind = { fr: 'Évaluation d’impact', en: 'Impact evaluation' }[language];
  return {
    title: parts.question ?? { fr: `Quel effet sur ${outcome}\u202f?`, en: `What effect on ${outcome}?` }[language],
    lead: `${kind} · ${parts.result.estimand[language]}`,
    answer: answer(setting),
    sections: [
      methodSection(setting),
      flowSection(setting),
      ...balanceSection(setting),
      ...effectSections(setting),
      ...additionalitySection(setting),
      ...sensitivitySections(setting),
      limitsSection(setting),
      reproduceSection(setting),
    ],
  };
}

/** A report for the public as one HTML page: no script, nothing from outside, a table beside each plot. */
export function reportHtml(parts: ReportParts, language: Language): string {
  const { title, lead, answer, sections } = reportContent(parts, language);
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${new Markup(STYLE)}</style></head>
<body><main><h1>${title}</h1><p class="kicker">${lead}</p>
${answerHtml(answer)}${sections.map((section) => html`<h2>${section.title}</h2>${section.blocks.map(blockHtml)}`)}
</main></body></html>
`.text;
}

const answerHtml = ({ figure, sentences }: Answer): Markup =>
  html`<div class="answer">${figure === null ? NOTHING : html`<strong>${figure}</strong>`}${sentences.map((one) => html`<p>${one}</p>`)}</div>`;

function blockHtml(block: ReportBlock): Markup {
  switch (block.kind) {
    case 'text':
      return html`<p>${block.text}</p>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
    case 'table': {
      const written = dataTable(block.caption, block.header, block.rows);
      return block.endsInWords ? html`<div class="flow">${written}</div>` : written;
    }
    case 'plot':
      return html`<figure>${block.drawing ?? NOTHING}${block.legend === null ? NOTHING : html`<figcaption>${block.legend}</figcaption>`}</figure>`;
    case 'command':
      return html`<pre>${block.text}</pre>`;
    case 'facts':
      return html`<dl>${block.items.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
  }
}
