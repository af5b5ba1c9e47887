import { readNumber } from '#kit/web/read-form.ts';
import { form, page, perform, type Route, type Values } from '#kit/web/route.ts';
import { AMENDMENT_SUBJECTS } from '../contract.ts';
import type { ContractRules } from './contract-rules.ts';
import { RULES_ADDRESS, rulesFormPage, rulesPage } from './rules.page.tsx';
import { getRules } from './rules.query.ts';
import { RULE_GROUPS, type RuleName } from './rules-basis.ts';
import { inBoth } from './settings.sentences.ts';
import { updateRules } from './update-rules.action.ts';

const rules = page({
  path: RULES_ADDRESS,
  of: getRules,
  input: () => ({}),
  view: ({ data }) => rulesPage({ detail: data }),
});

const NAMES: readonly RuleName[] = RULE_GROUPS.flatMap(({ rules: names }) => [...names]);
const PATH = 'rules.publicSharePath.';
const WORDS: readonly RuleName[] = ['startsOn', 'endsOn', 'signatureDueOn', 'silence', 'publicShareSource'];

/** The rules as the fields of the form hold them: `rules.answerDays`, `rules.publicSharePath.2013`. */
function ruleFields(present: ContractRules): Values {
  const { publicSharePath, amendmentSignatories, ...plain } = present;
  const prefixed = (prefix: string, values: object): Values =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
  return {
    ...prefixed('rules.', plain),
    ...prefixed(PATH, publicSharePath),
    ...prefixed('rules.amendmentSignatories.', amendmentSignatories),
  };
}

/** What was typed, as the action takes it; what is no number stays text, so that the schema says so. */
function typedRules(body: Values): Record<string, unknown> {
  const typed = (name: string): unknown => body[`rules.${name}`];
  const number = (value: unknown): unknown =>
    typeof value === 'string' && value.trim() !== '' ? readNumber(value) : undefined;
  const path = Object.entries(body)
    .filter(([name]) => name.startsWith(PATH))
    .map(([name, value]) => [name.slice(PATH.length), number(value) ?? null]);
  const parts = typed('publicParts');
  return {
    ...Object.fromEntries(NAMES.map((name) => [name, WORDS.includes(name) ? typed(name) : number(typed(name))])),
    publicSharePath: Object.fromEntries(path),
    publicParts: Array.isArray(parts) ? parts : parts ? [parts] : [],
    amendmentSignatories: Object.fromEntries(
      AMENDMENT_SUBJECTS.map((subject) => [subject, typed(`amendmentSignatories.${subject}`) || undefined]),
    ),
  };
}

const change = form({
  path: `${RULES_ADDRESS}/modifier`,
  of: updateRules,
  load: (visit) => perform(getRules, {}, visit.call),
  values: (detail): Values => ruleFields(detail.rules),
  body: (body) => ({ revision: body.revision, reason: body.reason, rules: typedRules(body) }),
  view: (filled) => rulesFormPage(filled),
  done: () => ({ to: RULES_ADDRESS, say: inBoth((words) => words.done) }),
});

export const rulesRoutes: Route[] = [rules, change];
