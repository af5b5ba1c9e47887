import type { Operation } from '#kit/action.ts';
import { getArticleTemplate, listArticleTemplates } from './article-template.query.ts';
import { compareVersions } from './compare-versions.query.ts';
import { exportText, getAnnex } from './export-text.query.ts';
import { joinAnnex, withdrawAnnex } from './join-annex.action.ts';
import { resetArticle } from './reset-article.action.ts';
import { saveArticle } from './save-article.action.ts';
import { endArticleTemplate, saveArticleTemplate } from './save-article-template.action.ts';
import { getArticle, getText } from './text.query.ts';

/** What this slice adds to the room. */
export const textOperations: readonly Operation[] = [
  getText,
  exportText,
  compareVersions,
  getArticle,
  saveArticle,
  resetArticle,
  joinAnnex,
  withdrawAnnex,
  getAnnex,
  listArticleTemplates,
  getArticleTemplate,
  saveArticleTemplate,
  endArticleTemplate,
];
