import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { CheckboxesField, DataTable, Form, Section } from '#kit/web/ui/index.ts';
import { AUDIENCES, BLOCKS } from '../project.ts';
import { projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import { t } from './project.sentences.ts';
import type { ReadersView } from './readers.query.ts';

/** Who may read each block of a project, and who did. */
export function readersPage({ data, values, errors }: Filled<ReadersView>): Page {
  const words = t().readers;
  const { project, openings } = data;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: projectCrumbs(project, 'readers'),
    side: projectSide(project, 'readers'),
    synthetic: project.synthetic,
    body: (
      <>
        <Form
          action={projectAddress(project.id, 'readers')}
          values={values}
          errors={errors}
          submit={{ label: words.submit }}
          consequence={words.consequence}
        >
          {BLOCKS.map((block) => (
            <CheckboxesField
              key={block}
              name={block}
              label={t().blocks[block]}
              inline
              required={false}
              choices={AUDIENCES.map((value) => ({ value, label: t().audiences[value] }))}
            />
          ))}
        </Form>
        <Section title={words.openings} lead={words.openingsLead} id="lectures">
          <DataTable
            caption={words.openingsCaption}
            captionHidden
            columns={[
              { key: 'who', label: words.who, header: true, render: (row) => row.who },
              { key: 'block', label: words.block, render: (row) => t().blocks[row.block] },
              { key: 'on', label: words.on, render: (row) => formatDay(row.on) },
            ]}
            rows={openings}
            rowKey={(row) => `${row.who} ${row.block} ${row.on}`}
            empty={words.noOpening}
          />
        </Section>
      </>
    ),
  };
}
