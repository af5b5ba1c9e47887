import type { VNode } from 'preact';
import { Link, TextField } from '#kit/web/ui/index.ts';
import { t } from './registry.sentences.ts';

/** The code of a commune, with the page that finds it by name. */
export function CommuneField({ label }: { label: string }): VNode {
  const words = t().organisation.form;
  return (
    <>
      <TextField name="commune" label={label} hint={words.communeHint} required={false} width="short" maxlength={5} />
      <p>
        <Link href="/communes">{words.communeSearch}</Link>
      </p>
    </>
  );
}
