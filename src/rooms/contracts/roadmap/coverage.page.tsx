import type { VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import { Badge, Columns, EmptyState, ExportMenu, Icon, Section, SyntheticRibbon } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import type { ShownCoverage } from './coverage.query.ts';
import { t } from './roadmap.sentences.ts';
import { frame, Views } from './roadmap-frame.tsx';

/** Objectives down, priorities across, and what is left on either side. */
export function coveragePage({ data, open }: { data: ShownCoverage; open: boolean }): Page {
  const words = t().coverage;
  const { contract, columns, rows } = data;
  const href = contractAddress(contract.id, 'objectives', '/couverture');
  return {
    ...frame(contract, words.title, words.title),
    lead: words.lead,
    wide: true,
    body: (
      <>
        <Views contract={contract.id} current="coverage" open={open} />
        {columns.some(({ synthetic }) => synthetic) && !contract.synthetic ? (
          <SyntheticRibbon>{words.invented}</SyntheticRibbon>
        ) : null}
        {rows.length === 0 || columns.length === 0 ? (
          <EmptyState title={words.none} what={words.noneWhat} why={words.noneWhy} />
        ) : (
          <>
            <ExportMenu table={href} />
            <Matrix data={data} />
            <Sources data={data} />
          </>
        )}
        {rows.length === 0 && columns.length === 0 ? null : <Left data={data} />}
        {data.otherFilieres.length > 0 ? <p class="gr-quiet">{words.others(data.otherFilieres.join(', '))}</p> : null}
      </>
    ),
  };
}

function Matrix({ data }: { data: ShownCoverage }): VNode {
  const words = t().coverage;
  return (
    <div class="fr-table gr-table gr-matrix">
      <table>
        <caption class="fr-sr-only">{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.objective}</th>
            {data.columns.map((column) => (
              <th key={column.id} scope="col">
                <span class="gr-matrix__kind">{words.kinds[column.kind]}</span>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.objective}>
              <th scope="row" class={`gr-matrix__level-${Math.min(row.depth, 4)}`} data-label={words.objective}>
                <a href={contractAddress(data.contract.id, 'objectives', `#objectif-${row.objective}`)}>
                  {row.number} {row.title}
                </a>
              </th>
              {data.columns.map(({ id, name }) => (
                <td
                  key={id}
                  data-label={name}
                  class={row.own.includes(id) || row.below.includes(id) ? undefined : 'gr-matrix__no'}
                >
                  {row.own.includes(id) ? (
                    <span class="gr-matrix__yes">
                      <Icon name="check" small />
                      {words.yes}
                    </span>
                  ) : row.below.includes(id) ? (
                    <span class="gr-quiet">{words.below}</span>
                  ) : (
                    <span aria-hidden="true">–</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The document that states each priority. */
function Sources({ data }: { data: ShownCoverage }): VNode | null {
  const stated = data.columns.filter(({ detail }) => detail !== null);
  if (stated.length === 0) return null;
  return (
    <details class="gr-indicator__origin">
      <summary>{t().coverage.sources}</summary>
      <ul>
        {stated.map(({ id, name, detail }) => (
          <li key={id}>
            <strong>{name}</strong> {detail}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Left({ data }: { data: ShownCoverage }): VNode {
  const words = t().coverage;
  const columns = data.columns.filter(({ id }) => data.uncovered.includes(id));
  const rows = data.rows.filter(({ objective }) => data.untied.includes(objective));
  return (
    <Columns>
      <Section title={words.uncoveredTitle} id="sans-objectif">
        {columns.length === 0 ? (
          <p>{words.allCovered}</p>
        ) : (
          <>
            <p>{words.uncovered}</p>
            <ul class="gr-lines">
              {columns.map((column) => (
                <li key={column.id}>
                  {column.name} <Badge>{words.kinds[column.kind]}</Badge>
                  {column.detail ? <span class="gr-second gr-quiet">{column.detail}</span> : null}
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
      <Section title={words.untiedTitle} id="sans-priorite">
        {rows.length === 0 ? (
          <p>{words.allTied}</p>
        ) : (
          <>
            <p>{words.untied}</p>
            <ul class="gr-lines">
              {rows.map((row) => (
                <li key={row.objective}>
                  <a
                    href={contractAddress(data.contract.id, 'objectives', `/${row.objective}#champ-content.priorities`)}
                  >
                    {row.number} {row.title}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
    </Columns>
  );
}
