import type { Operation } from '#kit/action.ts';
import { getReturnCell } from './cell.query.ts';
import { exportWorkbook } from './export-workbook.query.ts';
import { openReturn } from './open-return.action.ts';
import { previewFigures, previewWorkbook } from './preview-figures.query.ts';
import { exportReceipt, getReceipt } from './receipt.query.ts';
import { recordEffort } from './record-effort.action.ts';
import { refreshReturn } from './refresh-return.action.ts';
import { getReturn } from './return.query.ts';
import { saveCells } from './save-cells.action.ts';
import { saveNarrative } from './save-narrative.action.ts';
import { submitReturn } from './submit-return.action.ts';

/** What this slice adds to the room. */
export const fillingOperations: readonly Operation[] = [
  getReturn,
  getReturnCell,
  openReturn,
  refreshReturn,
  saveCells,
  saveNarrative,
  previewFigures,
  exportWorkbook,
  previewWorkbook,
  submitReturn,
  getReceipt,
  exportReceipt,
  recordEffort,
];
