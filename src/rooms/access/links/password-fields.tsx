import type { VNode } from 'preact';
import { TextField } from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';

/** The two fields of a new password. */
export function PasswordFields(): VNode {
  const words = t().passwords;
  return (
    <>
      <TextField name="password" type="password" label={words.new} hint={words.hint} autocomplete="new-password" />
      <TextField name="again" type="password" label={words.again} autocomplete="new-password" />
    </>
  );
}
