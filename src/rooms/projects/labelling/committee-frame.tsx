import type { ComponentChildren } from 'preact';
import type { Crumb, Page, SideNavigation } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { type ButtonKind, Form } from '#kit/web/ui/index.ts';
import { t } from './labelling.sentences.ts';
import type { NamedThing } from './labelling.ts';
import { requestsAddress, rulesAddress } from './labelling-address.ts';

/** What the pages of a cluster's labelling have around them. */

export type CommitteePlace = 'files' | 'meetings' | 'experts' | 'rules';

const addressOf = (cluster: string, place: CommitteePlace): string =>
  place === 'rules'
    ? rulesAddress(cluster)
    : requestsAddress(cluster, { files: '', meetings: '/seances', experts: '/experts' }[place]);

export const committeeSide = (cluster: NamedThing, current: CommitteePlace): SideNavigation => ({
  label: t().space.navigation(cluster.name),
  entries: [
    { label: t().space.workspace, href: `/poles/${cluster.id}/espace`, current: false },
    ...(['files', 'meetings', 'experts', 'rules'] as const).map((place) => ({
      label: t().space[place],
      href: addressOf(cluster.id, place),
      current: place === current,
    })),
  ],
});

/** Accueil › Pôles › Minalogic › Labellisation › Séances, and further down for each of `last`. */
export function committeeCrumbs(cluster: NamedThing, place: CommitteePlace, ...last: readonly Crumb[]): Crumb[] {
  const crumbs: Crumb[] = [
    { label: t().home, href: '/' },
    { label: t().clusters, href: '/poles' },
    { label: cluster.name, href: `/poles/${cluster.id}` },
    { label: t().space.title, href: requestsAddress(cluster.id) },
  ];
  if (place !== 'files') crumbs.push({ label: t().space[place], href: addressOf(cluster.id, place) });
  return [...crumbs, ...last];
}

export interface CommitteeForm {
  readonly cluster: NamedThing;
  readonly place: CommitteePlace;
  /** Between the place and the form, such as the file or the meeting. */
  readonly under?: Crumb;
  readonly title: string;
  readonly lead: ComponentChildren;
  readonly submit: string;
  readonly consequence: string;
  /** Where it is sent, and where to go back. */
  readonly action: string;
  readonly back: string;
  readonly kind?: ButtonKind;
  readonly wide?: boolean;
  readonly synthetic?: boolean;
  readonly before?: ComponentChildren;
  readonly fields: ComponentChildren;
}

export function committeeForm({ values, errors }: Filled<unknown>, spec: CommitteeForm): Page {
  const { cluster, place, under } = spec;
  return {
    title: spec.title,
    lead: spec.lead,
    crumbs: committeeCrumbs(cluster, place, ...(under ? [under] : []), { label: spec.title }),
    side: committeeSide(cluster, place),
    synthetic: spec.synthetic,
    body: (
      <>
        {spec.before}
        <Form
          action={spec.action}
          values={values}
          errors={errors}
          submit={{ label: spec.submit, kind: spec.kind }}
          cancel={{ href: spec.back }}
          consequence={spec.consequence}
          wide={spec.wide}
        >
          {spec.fields}
        </Form>
      </>
    ),
  };
}
