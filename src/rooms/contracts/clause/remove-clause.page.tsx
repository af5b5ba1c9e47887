import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { DescriptionList, Form, HiddenField, TextareaField } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { t } from '../roadmap/roadmap.sentences.ts';
import { passageAddress, stepOfKind } from './clause-address.ts';
import type { ClauseHistory } from './clause-history.query.ts';

/** Asks once more before a passage leaves the text. */
export function removeClausePage({ data, values, errors }: Filled<ClauseHistory>): Page {
  const words = t().remove;
  const { contract, clause } = data;
  const step = stepOfKind(clause.kind);
  const title = words.title(clause.title);
  return {
    title,
    lead: words.lead,
    crumbs: contractCrumbs(contract, step, title),
    side: contractSide(contract, step),
    synthetic: contract.synthetic,
    body: (
      <Form
        action={contractAddress(contract.id, 'overview', `/passages/${encodeURIComponent(clause.id)}/retrait`)}
        values={values}
        errors={errors}
        submit={{ label: words.submit, kind: 'danger' }}
        cancel={{ href: passageAddress(contract.id, clause.kind, clause.id) }}
        consequence={words.consequence}
      >
        <DescriptionList items={[{ term: clause.kindName, description: clause.title }]} />
        <HiddenField name="revision" value={String(clause.revision ?? '')} />
        <TextareaField name="reason" label={words.reason} rows={2} required={false} />
      </Form>
    ),
  };
}
