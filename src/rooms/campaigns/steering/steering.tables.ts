import type { Day } from '#kit/period.ts';

export interface ClosingTable {
  return_id: string;
  reason: string;
  by_id: string;
  by_name: string;
  at: Date;
}

export interface NoticeTable {
  year: number;
  cluster_id: string;
  kind: string;
  at: Date;
}

export interface DelayTable {
  id: string;
  year: number;
  cluster_id: string;
  until_on: Day;
  reason: string;
  by_id: string;
  by_name: string;
  at: Date;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'campaigns.closing': ClosingTable;
    'campaigns.notice': NoticeTable;
    'campaigns.delay': DelayTable;
  }
}
