import type { VNode } from 'preact';
import type { Values } from '#kit/web/route.ts';
import { Alert, Diff, HiddenField } from '#kit/web/ui/index.ts';
import { t } from './roadmap.sentences.ts';
import { changed } from './roadmap-frame.tsx';

/** A passage that a form changes; null for a new one, or when it has gone since. */
export interface PresentPassage {
  readonly revision: number;
  readonly changedAt: Date;
  readonly changedBy: string;
}

interface ConflictProps {
  readonly present: PresentPassage | null;
  /** What was typed. */
  readonly values: Values;
  /** The fields of the present text, as the form writes them, and their labels. */
  readonly fields: readonly { readonly name: string; readonly label: string; readonly value: string }[];
  /** How a typed value is read in words, for choices. */
  readonly inWords?: (name: string, typed: string) => string;
}

const typedText = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? '')).trim();

/** The present text beside what was typed, when somebody changed it since the form was opened. */
export function Conflict({ present, values, fields, inWords }: ConflictProps): VNode | null {
  if (!present || values.revision === undefined || Number(values.revision) === present.revision) return null;
  const words = t().conflict;
  const entries = fields
    .map(({ name, label, value }) => {
      const typed = typedText(values[name]);
      return { label, before: value || null, after: (inWords ? inWords(name, typed) : typed) || null };
    })
    .filter(({ before, after }) => before !== after);
  return (
    <Alert kind="warning" title={words.title} live>
      <p>{words.lead}</p>
      <p>{changed(present)}</p>
      <Diff caption={words.caption} entries={entries} />
    </Alert>
  );
}

/** Which text goes with what is typed: the one shown beside it, so that saving again is a choice and not an accident. */
export const ReadRevision = ({ present }: { present: PresentPassage | null }): VNode | null =>
  present ? <HiddenField name="revision" value={String(present.revision)} /> : null;

export const gone = (isNew: boolean, present: PresentPassage | null): boolean => !isNew && present === null;

export const Gone = (): VNode => <Alert kind="warning">{t().conflict.gone}</Alert>;
