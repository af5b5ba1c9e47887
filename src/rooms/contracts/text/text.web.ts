import { notFound } from '#kit/action.ts';
import { attachedIn } from '#kit/attached-file.ts';
import { handedResponse } from '#kit/web/handed-response.ts';
import { act, form, page, perform, type Route, raw, type Values, type Visit } from '#kit/web/route.ts';
import { nationwide, reaches } from '#rooms/registry';
import { moveClause } from '../clause/move-clause.action.ts';
import { removeClause } from '../clause/remove-clause.action.ts';
import { RULE_KEEPERS } from '../contracts.roles.ts';
import { ANNEX_KINDS, type AnnexKind } from './annexes.ts';
import { articlePage, newArticlePage } from './article-form.page.tsx';
import { newTemplatePage, TEMPLATES_ADDRESS, templateListPage, templatePage } from './article-template.page.tsx';
import { getArticleTemplate, listArticleTemplates } from './article-template.query.ts';
import { comparePage } from './compare.page.tsx';
import { compareVersions } from './compare-versions.query.ts';
import { exportText, getAnnex } from './export-text.query.ts';
import { joinAnnex, withdrawAnnex } from './join-annex.action.ts';
import { resetArticle } from './reset-article.action.ts';
import { saveArticle } from './save-article.action.ts';
import { endArticleTemplate, saveArticleTemplate } from './save-article-template.action.ts';
import { textPage } from './text.page.tsx';
import { getArticle, getText } from './text.query.ts';
import { inBoth } from './text.sentences.ts';
import { articleAddress, textAddress } from './text-frame.tsx';
import { annexListPage, joinAnnexPage, versionListPage } from './text-lists.page.tsx';

const asked = ({ search }: Visit, name: string): string | undefined => search.get(name) || undefined;
const textInput = (visit: Visit) => ({ contract: visit.params.contract!, version: asked(visit, 'version') });

const text = page({
  path: '/contrats/:contract/texte',
  of: getText,
  input: textInput,
  view: ({ data }) => textPage({ text: data }),
});

const versions = page({
  path: '/contrats/:contract/texte/versions',
  of: getText,
  input: textInput,
  view: ({ data }) => versionListPage({ text: data }),
});

const compare = page({
  path: '/contrats/:contract/texte/comparer',
  of: compareVersions,
  input: (visit) => ({
    contract: visit.params.contract!,
    before: asked(visit, 'avant'),
    after: asked(visit, 'apres'),
  }),
  view: ({ data }) => comparePage({ comparison: data }),
});

const file = (format: 'pdf' | 'docx') =>
  raw({
    path: `/contrats/:contract/texte.${format}`,
    of: exportText,
    method: 'GET',
    handle: async (visit) => handedResponse(await perform(exportText, { ...textInput(visit), format }, visit.call)),
  });

const annexes = page({
  path: '/contrats/:contract/texte/annexes',
  of: getText,
  input: textInput,
  view: ({ data }) => annexListPage({ text: data }),
});

const annexKind = ({ params }: Visit): AnnexKind => {
  const kind = ANNEX_KINDS.find((one) => one === params.kind);
  if (!kind) throw notFound();
  return kind;
};

const join = form({
  path: '/contrats/:contract/texte/annexes/:kind',
  of: joinAnnex,
  load: async (visit) => ({
    kind: annexKind(visit),
    text: await perform(getText, { contract: visit.params.contract! }, visit.call),
  }),
  body: async (body, { params }) => ({ ...params, file: await attachedIn(body.file) }),
  view: joinAnnexPage,
  done: ({ contract }) => ({
    to: textAddress(contract, 'annexes'),
    say: inBoth((words) => words.annexes.done),
  }),
});

const withdraw = act({
  path: '/contrats/:contract/texte/annexes/:kind/retrait',
  of: withdrawAnnex,
  done: ({ contract }) => ({
    to: textAddress(contract, 'annexes'),
    say: inBoth((words) => words.annexes.withdrawn),
  }),
});

const annexFile = raw({
  path: '/contrats/:contract/texte/annexes/:kind/fichier',
  of: getAnnex,
  method: 'GET',
  handle: async (visit) =>
    handedResponse(await perform(getAnnex, { ...textInput(visit), kind: annexKind(visit) }, visit.call)),
});

const newArticle = form({
  path: '/contrats/:contract/texte/articles/nouveau',
  of: saveArticle,
  load: async (visit) => {
    const { contract, writable } = await perform(getText, { contract: visit.params.contract! }, visit.call);
    if (!writable) throw notFound();
    return contract;
  },
  view: newArticlePage,
  done: ({ contract }) => ({ to: textAddress(contract), say: inBoth((words) => words.article.added) }),
});

const article = form({
  path: '/contrats/:contract/texte/articles/:article',
  of: saveArticle,
  load: (visit) =>
    perform(getArticle, { contract: visit.params.contract!, article: visit.params.article! }, visit.call),
  values: ({ article: { title, body } }): Values => ({ title, body }),
  body: (body, { params }) => ({ ...body, contract: params.contract, clause: params.article }),
  view: articlePage,
  done: ({ contract, clause }) => ({
    to: `${textAddress(contract)}#texte-${clause.replace(/[^A-Za-z0-9-]/g, '-')}`,
    say: inBoth((words) => words.article.done),
  }),
});

const onClause = (body: Values, { params }: Visit) => ({ ...body, contract: params.contract, clause: params.article });

const reset = act({
  path: '/contrats/:contract/texte/articles/:article/modele',
  of: resetArticle,
  done: ({ contract, clause }) => ({
    to: articleAddress(contract, clause),
    say: inBoth((words) => words.article.resetDone),
  }),
});

const move = act({
  path: '/contrats/:contract/texte/articles/:article/place',
  of: moveClause,
  body: onClause,
  done: ({ contract, clause }) => ({
    to: articleAddress(contract, clause),
    say: inBoth((words) => words.article.moved),
  }),
});

const remove = act({
  path: '/contrats/:contract/texte/articles/:article/retrait',
  of: removeClause,
  body: onClause,
  done: ({ contract }) => ({ to: textAddress(contract), say: inBoth((words) => words.article.removed) }),
});

const isKeeper = async (visit: Visit) => reaches(visit.call.actor, RULE_KEEPERS, await nationwide());

const templates = page({
  path: TEMPLATES_ADDRESS,
  of: listArticleTemplates,
  input: () => ({}),
  also: isKeeper,
  view: ({ data, extra }) => templateListPage({ ...data, keeper: extra }),
});

const newTemplate = form({
  path: `${TEMPLATES_ADDRESS}/nouveau`,
  of: saveArticleTemplate,
  view: newTemplatePage,
  done: () => ({ to: TEMPLATES_ADDRESS, say: inBoth((words) => words.templates.done) }),
});

const template = form({
  path: `${TEMPLATES_ADDRESS}/:template`,
  of: saveArticleTemplate,
  load: async (visit) => ({
    template: await perform(getArticleTemplate, { template: visit.params.template! }, visit.call),
    keeper: await isKeeper(visit),
  }),
  values: ({ template: { title, body, validFrom, source } }): Values => ({ title, body, validFrom, source }),
  view: templatePage,
  done: () => ({ to: TEMPLATES_ADDRESS, say: inBoth((words) => words.templates.done) }),
});

const endTemplate = act({
  path: `${TEMPLATES_ADDRESS}/:template/fin`,
  of: endArticleTemplate,
  done: () => ({ to: TEMPLATES_ADDRESS, say: inBoth((words) => words.templates.ended) }),
});

export const textRoutes: readonly Route[] = [
  text,
  versions,
  compare,
  file('pdf'),
  file('docx'),
  annexes,
  join,
  withdraw,
  annexFile,
  newArticle,
  article,
  reset,
  move,
  remove,
  templates,
  newTemplate,
  template,
  endTemplate,
];
