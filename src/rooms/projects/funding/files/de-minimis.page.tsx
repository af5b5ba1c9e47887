import { formatCents, formatDay, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Alert,
  ButtonLink,
  DataTable,
  DateField,
  DescriptionList,
  EmptyState,
  FieldRow,
  Form,
  MoneyField,
  Section,
  TextField,
} from '#kit/web/ui/index.ts';
import { projectAddress } from '../../project-address.ts';
import { projectCrumbs, projectSide } from '../../project-navigation.ts';
import type { DeMinimisView } from './de-minimis.query.ts';
import { Money } from './file.marks.tsx';
import { t } from './files.sentences.ts';

const address = (project: string, partner?: string): string =>
  projectAddress(project, 'funding', partner ? `/de-minimis/${encodeURIComponent(partner)}` : '/de-minimis');

/** Running total of each firm of a project (R97). */
export function deMinimisPage({ view }: { view: DeMinimisView }): Page {
  const words = t().deMinimis;
  const { project } = view;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: projectCrumbs(project, 'funding', words.title),
    side: projectSide(project, 'funding'),
    synthetic: project.synthetic,
    body:
      view.firms.length === 0 ? (
        <EmptyState title={words.noneTitle} what={words.noneWhat} why={words.noneWhy} />
      ) : (
        view.firms.map((firm) => (
          <Section
            key={firm.partner}
            title={firm.name}
            lead={words.undertaking(firm.undertaking)}
            action={
              <ButtonLink href={address(project.id, firm.partner)} kind="secondary" small>
                {words.record}
                <span class="fr-sr-only"> ({firm.name})</span>
              </ButtonLink>
            }
          >
            <Alert
              kind={firm.line.verdict === 'met' ? 'success' : firm.line.verdict === 'not-met' ? 'error' : 'warning'}
            >
              {`${say(firm.line)} (${firm.line.rule}, ${firm.line.source})`}
            </Alert>
            <DescriptionList
              items={[
                { term: words.before, description: <Money cents={firm.beforeCents} /> },
                { term: words.left, description: <Money cents={firm.leftCents} /> },
                { term: words.from, description: firm.countedFrom ? formatDay(firm.countedFrom) : null },
              ]}
            />
            <DataTable
              caption={words.caption(firm.name)}
              captionHidden
              columns={[
                { key: 'organisation', label: words.organisation, header: true, render: (aid) => aid.organisation },
                { key: 'grantor', label: words.grantor, render: (aid) => aid.grantor },
                { key: 'on', label: words.grantedOn, render: (aid) => formatDay(aid.grantedOn) },
                { key: 'amount', label: words.amount, align: 'end', render: (aid) => formatCents(aid.amountCents) },
              ]}
              rows={firm.aids}
              rowKey={(aid) => aid.id}
              empty={words.nothing}
            />
          </Section>
        ))
      ),
  };
}

/** One small aid of one firm. */
export function recordDeMinimisPage({ data: view, values, errors }: Filled<DeMinimisView>): Page {
  const words = t().forms.deMinimis;
  const { project, firms } = view;
  const [firm] = firms;
  return {
    title: words.title,
    lead: words.lead(firm!.name),
    crumbs: projectCrumbs(project, 'funding', words.title),
    side: projectSide(project, 'funding'),
    synthetic: project.synthetic,
    body: (
      <Form
        action={address(project.id, firm!.partner)}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        cancel={{ href: address(project.id) }}
      >
        <FieldRow>
          <MoneyField name="amountCents" label={words.amount} hint={words.amountHint} />
          <DateField name="grantedOn" label={words.grantedOn} max={view.on} />
        </FieldRow>
        <TextField name="grantor" label={words.grantor} />
      </Form>
    ),
  };
}
