import type { Page } from '#kit/web/page.ts';
import { Section } from '#kit/web/ui/index.ts';
import { OrganisationFinder, type SearchResults } from '#rooms/registry';
import { projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import type { ConsortiumView } from './consortium.query.ts';
import { t } from './project.sentences.ts';

/** The first step of adding a partner: find the organisation on record. */
export function findPartnerPage(props: {
  readonly project: ConsortiumView['project'];
  readonly q: string;
  readonly results: SearchResults | null;
}): Page {
  const words = t().addPartner;
  const { project, q, results } = props;
  const action = projectAddress(project.id, 'consortium', '/ajouter');
  return {
    title: words.title,
    lead: words.lead,
    crumbs: projectCrumbs(project, 'consortium', words.title),
    side: projectSide(project, 'consortium'),
    synthetic: results?.organisations.some((hit) => hit.synthetic) ?? project.synthetic,
    body: (
      <Section title={words.findTitle}>
        <OrganisationFinder
          action={action}
          label={words.find}
          q={q}
          results={results}
          chosenHref={(organisation) => `${action}?organisation=${encodeURIComponent(organisation)}`}
          createHref={`/organisations/nouvelle?pour=${encodeURIComponent(action)}`}
        />
      </Section>
    ),
  };
}
