import type { VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  FieldRow,
  FieldSet,
  FilterBar,
  Form,
  NumberField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import type { AttributionDraft, AttributionView } from './attribution.query.ts';
import { t } from './attribution.sentences.ts';
import { t as shared } from './delivery.sentences.ts';
import { PARTY_KINDS } from './delivery.ts';

type NamedShare = AttributionDraft['shares'][number];

/** Name of the field of one party’s part, in per cent. */
export const shareField = (kind: string, party: string): string => `share.${kind}.${party}`;
export const MORE_CLUSTER = 'more.cluster';
export const MORE_SHARE = 'more.share';

/** One group of fields for each kind of party. */
function ShareFields({ shares }: { shares: readonly NamedShare[] }): VNode {
  const words = t();
  return (
    <>
      {PARTY_KINDS.filter((kind) => shares.some((one) => one.kind === kind)).map((kind) => (
        <FieldSet key={kind} legend={words.kinds[kind]}>
          {shares
            .filter((one) => one.kind === kind)
            .map((one) => (
              <NumberField
                key={one.party}
                name={shareField(one.kind, one.party)}
                label={one.name}
                unit={words.form.percent}
                decimals
                required={false}
              />
            ))}
        </FieldSet>
      ))}
      <FieldRow>
        <TextField name={MORE_CLUSTER} label={words.form.addCluster} required={false} />
        <NumberField
          name={MORE_SHARE}
          label={words.form.addClusterShare}
          unit={words.form.percent}
          decimals
          required={false}
        />
      </FieldRow>
    </>
  );
}

/** The shares to propose; another project that claims the result is added first, and the parts are made anew. */
export function proposeAttributionPage({ data, values, errors, visit }: Filled<AttributionDraft>): Page {
  const { form, proposeOf, kinds } = t();
  const { project } = data;
  const keep = { objet: data.subject, ligne: data.subjectId };
  return {
    title: proposeOf(data.what),
    lead: form.lead,
    crumbs: projectCrumbs(project, 'results', form.title),
    side: projectSide(project, 'results'),
    synthetic: project.synthetic,
    body: (
      <>
        <FilterBar action={projectAddress(project.id, 'results', '/partages/nouveau')} keep={keep}>
          <TextField
            name="projets"
            label={form.otherProject}
            hint={form.otherProjectHint}
            value={visit.search.get('projets') ?? ''}
          />
        </FilterBar>
        <Form
          id="parts"
          action={visit.here}
          values={values}
          errors={errors.map((one) =>
            one.field === 'shares' ? { ...one, field: firstField(data.shares, kinds.cluster) } : one,
          )}
          submit={{ label: form.submit }}
          cancel={{ href: projectAddress(project.id, 'results', '#partages'), label: shared().cancel }}
          consequence={form.consequence}
        >
          <ShareFields shares={data.shares} />
        </Form>
      </>
    ),
  };
}

const firstField = (shares: readonly NamedShare[], fallback: string): string => {
  const [first] = shares;
  return first ? shareField(first.kind, first.party) : fallback;
};

/** The State’s shares and reasons on a disputed sharing. */
export function settleAttributionPage({ data, values, errors, visit }: Filled<AttributionView>): Page {
  const { form } = t();
  const { project } = data;
  return {
    title: form.settleTitle,
    lead: data.dispute ?? undefined,
    crumbs: projectCrumbs(project, 'results', form.settleTitle),
    side: projectSide(project, 'results'),
    synthetic: project.synthetic,
    body: (
      <Form
        action={visit.here}
        values={values}
        errors={errors.map((one) => (one.field === 'shares' ? { ...one, field: firstField(data.shares, '') } : one))}
        submit={{ label: form.settleSubmit }}
        cancel={{ href: projectAddress(project.id, 'results', `/partages/${data.id}`), label: shared().cancel }}
        consequence={form.settleConsequence}
      >
        <ShareFields shares={data.shares} />
        <TextareaField name="reason" label={form.reason} hint={form.reasonHint} rows={4} />
      </Form>
    ),
  };
}

/** Dispute, take the dispute back, or renounce: on behalf of whom, and why. */
export function partyActPage(
  { data, values, errors, visit }: Filled<AttributionView>,
  words: { title: string; lead: string; danger: boolean },
): Page {
  const { form, kinds } = t();
  const { project } = data;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: projectCrumbs(project, 'results', words.title),
    side: projectSide(project, 'results'),
    synthetic: project.synthetic,
    body: (
      <Form
        action={visit.here}
        values={values}
        errors={errors}
        submit={{ label: words.title, kind: words.danger ? 'danger' : 'primary' }}
        cancel={{ href: projectAddress(project.id, 'results', `/partages/${data.id}`), label: shared().cancel }}
      >
        <SelectField
          name="party"
          label={form.party}
          choices={data.shares
            .filter((one) => one.own)
            .map((one) => ({ value: `${one.kind} ${one.party}`, label: `${one.name} (${kinds[one.kind]})` }))}
        />
        <TextareaField name="reason" label={form.reason} hint={form.reasonHint} rows={4} />
      </Form>
    ),
  };
}
