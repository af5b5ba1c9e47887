import type { FrozenAnnex, FrozenText } from './frozen-text.ts';

export interface ArticleTemplateTable {
  id: string;
  key: string;
  title: string;
  body: string;
  position: number;
  valid_from: string;
  valid_to: string | null;
  source: string;
  revision: number;
}

export interface AnnexTable {
  edition_id: string;
  kind: FrozenAnnex['kind'];
  file_id: string;
  joined_at: Date;
  joined_by: string;
}

export interface SentDraftTable {
  id: string;
  edition_id: string;
  sent_at: Date;
  sent_by: string;
  frozen: FrozenText;
  digest: string;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'contracts.article_template': ArticleTemplateTable;
    'contracts.annex': AnnexTable;
    'contracts.sent_draft': SentDraftTable;
  }
}
