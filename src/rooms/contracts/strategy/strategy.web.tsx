import type * as z from 'zod';
import { notFound, type Operation, refusalOf } from '#kit/action.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import { type Filled, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { typedAmounts, typedEuros } from '#kit/web/typed-money.ts';
import { areaContent, DIAGNOSIS_SECTIONS, goalContent, marketContent } from '../clause/clause.ts';
import { contractAddress } from '../contract-address.ts';
import { contentFields, typedCodes, typedContent, typedEnvelope } from './clause-form.ts';
import { codeListPage } from './code-list.page.tsx';
import { listCodes } from './code-list.query.ts';
import { saveArea, saveDiagnosis, saveGoal, saveMarket } from './save-strategy.actions.ts';
import { strategyPage } from './strategy.page.tsx';
import { getStrategy } from './strategy.query.ts';
import { inBoth } from './strategy.sentences.ts';
import type { StrategyDetail } from './strategy.ts';
import {
  areaPage,
  diagnosisPage,
  goalPage,
  marketPage,
  type Passage,
  type PassageCase,
  type Section,
} from './strategy-forms.page.tsx';

const overview = page({
  path: '/contrats/:contract/strategie',
  of: getStrategy,
  input: ({ params }) => ({ contract: params.contract! }),
  view: ({ data }) => strategyPage({ data }),
});

interface Kind {
  /** In addresses, and the anchor on the page. */
  readonly segment: string;
  /** Name of the passage's id in addresses. */
  readonly key: 'area' | 'goal' | 'market';
  readonly of: Operation;
  readonly list: (strategy: StrategyDetail) => readonly Passage[];
  readonly content: (body: Values) => Record<string, unknown>;
  /** The fields of a passage as the form writes them. */
  readonly fields?: (content: Passage['content']) => Values;
  readonly view: (filled: Filled<PassageCase>) => Page;
}

const reader =
  (schema: z.ZodType) =>
  (body: Values): Record<string, unknown> =>
    typedContent(schema, body);

const KINDS: readonly Kind[] = [
  {
    segment: 'domaines',
    key: 'area',
    of: saveArea,
    list: (strategy) => strategy.areas,
    content: reader(areaContent),
    view: areaPage,
  },
  {
    segment: 'buts',
    key: 'goal',
    of: saveGoal,
    list: (strategy) => strategy.goals,
    content: reader(goalContent),
    view: goalPage,
  },
  {
    segment: 'marches',
    key: 'market',
    of: saveMarket,
    list: (strategy) => strategy.markets,
    content: (body) => ({
      ...typedContent(marketContent, body),
      sizeCents: typedAmounts({ 'content.sizeCents': body['content.sizeCents'] })['content.sizeCents'],
      naf: typedCodes(body['content.naf']),
      cpv: typedCodes(body['content.cpv']),
    }),
    fields: (content) => ({
      ...contentFields(content),
      'content.sizeCents': typedEuros(content.sizeCents as number | null),
      'content.sizeYear': content.sizeYear === null ? '' : String(content.sizeYear),
      'content.naf': (content.naf as string[]).join(', '),
      'content.cpv': (content.cpv as string[]).join(', '),
    }),
    view: marketPage,
  },
];

const strategyOf = (visit: Visit): Promise<StrategyDetail> =>
  perform(getStrategy, { contract: visit.params.contract! }, visit.call);

const saved =
  (anchor: string) =>
  (_: unknown, { params }: Visit) => ({
    to: contractAddress(params.contract!, 'strategy', `#${anchor}`),
    say: inBoth((words) => words.strategy.saved),
  });

/** A form on a closed text is not shown: the page that follows says why. What was typed before it closed is. */
export function asLongAsOpen(operation: Operation, text: StrategyDetail['text'], errors: readonly FieldError[]): void {
  if (errors.length > 0 || text.state === 'open') return;
  throw refusalOf(operation, text.state === 'signing' ? 'TEXT_BEING_SIGNED' : 'NO_TEXT_UNDER_WAY');
}

/** The forms of one kind of passage: a new one, and one as it stands. */
function formsOf(kind: Kind): Route[] {
  const base = `/contrats/:contract/strategie/${kind.segment}`;
  const fieldsOf = kind.fields ?? contentFields;
  const here = (visit: Visit): string => new URL(visit.here, 'http://own.invalid').pathname;
  const caseOf = async (visit: Visit): Promise<PassageCase> => {
    const strategy = await strategyOf(visit);
    const passage = kind.list(strategy).find(({ id }) => id === visit.params[kind.key]) ?? null;
    const fields = passage ? fieldsOf(passage.content) : {};
    return { strategy, passage, fields, action: here(visit), isNew: visit.params[kind.key] === undefined };
  };
  const shown = (filled: Filled<PassageCase>, view: () => Page): Page => {
    asLongAsOpen(kind.of, filled.data.strategy.text, filled.errors);
    // Gone before the form was opened; when it goes while someone types, the form stays with what was typed.
    if (!filled.data.isNew && !filled.data.passage && filled.errors.length === 0) throw notFound();
    return view();
  };
  const one = (path: string) =>
    form({
      path,
      of: kind.of,
      load: caseOf,
      values: ({ fields }) => fields,
      body: (body, { params }) => ({
        ...typedEnvelope(body),
        contract: params.contract,
        clause: params[kind.key],
        content: kind.content(body),
      }),
      view: (filled: Filled<PassageCase>) => shown(filled, () => kind.view(filled)),
      done: saved(kind.segment),
    });
  return [one(`${base}/nouveau`), one(`${base}/:${kind.key}`)];
}

const isSection = (given: string | undefined): given is Section =>
  (DIAGNOSIS_SECTIONS as readonly string[]).includes(given ?? '');

const sectionOf = ({ params }: Visit): Section => {
  if (!isSection(params.section)) throw notFound();
  return params.section;
};

/** A section is written and changed at the same address: it exists once. */
const diagnosis = form({
  path: '/contrats/:contract/strategie/diagnostic/:section',
  of: saveDiagnosis,
  load: async (visit): Promise<PassageCase> => {
    const section = sectionOf(visit);
    const strategy = await strategyOf(visit);
    const written = strategy.diagnosis.find((one) => one.section === section)!;
    const passage = written.clause ? { ...written.clause, content: { text: written.text ?? '' } } : null;
    const fields = passage ? contentFields(passage.content) : {};
    return { strategy, passage, fields, action: visit.here, isNew: passage === null };
  },
  values: ({ fields }) => fields,
  body: (body, visit) => {
    const { contract } = visit.params;
    return {
      ...typedEnvelope(body),
      contract,
      content: { section: sectionOf(visit), text: String(body['content.text'] ?? '') },
    };
  },
  view: (filled: Filled<PassageCase>) => {
    asLongAsOpen(saveDiagnosis, filled.data.strategy.text, filled.errors);
    return diagnosisPage(filled, sectionOf(filled.visit));
  },
  done: saved('diagnostic'),
});

const codes = page({
  path: '/contrats/codes',
  of: listCodes,
  input: ({ search }) => ({ q: (search.get('q') ?? '').trim().slice(0, 100) }),
  view: ({ data }) => codeListPage({ list: data }),
});

export const strategyRoutes: Route[] = [codes, overview, ...KINDS.flatMap(formsOf), diagnosis];
