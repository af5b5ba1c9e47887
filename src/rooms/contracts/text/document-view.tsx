import type { ComponentChildren, VNode } from 'preact';
import { Heading, type Level } from '#kit/web/ui/message.tsx';
import type { TextBlock } from './text.ts';

type Rich =
  | string
  | readonly { readonly text: string; readonly bold?: boolean; readonly italic?: boolean; readonly link?: string }[];
type Table = Extract<TextBlock, { kind: 'table' }>;

const Lines = ({ text }: { text: string }): VNode => (
  <>
    {text.split('\n').map((line, index) => (
      <>
        {index > 0 ? <br /> : null}
        {line}
      </>
    ))}
  </>
);

function Words({ text }: { text: Rich }): VNode {
  const runs = typeof text === 'string' ? [{ text }] : text;
  return (
    <>
      {runs.map((run: Exclude<Rich, string>[number], index) => {
        let words: ComponentChildren = <Lines text={run.text} />;
        if (run.italic) words = <em>{words}</em>;
        if (run.bold) words = <strong>{words}</strong>;
        return run.link ? (
          <a key={index} href={run.link}>
            {words}
          </a>
        ) : (
          <span key={index}>{words}</span>
        );
      })}
    </>
  );
}

/** Blocks of the laid out text on screen, in French whatever the language of the page. Its first headings come under the page's. */
export function DocumentView({ blocks }: { blocks: readonly TextBlock[] }): VNode {
  return (
    <div class="gr-paper" lang="fr">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

const DEEPEST: Level = 4;

function BlockView({ block }: { block: TextBlock }): VNode | null {
  switch (block.kind) {
    case 'heading':
      return (
        <Heading level={Math.min(block.level + 1, DEEPEST) as Level} id={block.id}>
          {block.text}
        </Heading>
      );
    case 'paragraph':
      return (
        <p class={block.manner === 'note' ? 'gr-quiet' : undefined}>
          <Words text={block.text} />
        </p>
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Words text={item} />
        </li>
      ));
      return block.numbered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'definitions':
      return (
        <dl class="gr-list">
          {block.items.map((item, index) => (
            <div key={index} class="gr-list__item">
              <dt>{item.label}</dt>
              <dd>
                <Words text={item.value} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'table':
      return <TableView table={block} />;
    case 'signatures':
      return (
        <ul class="gr-paper__frames">
          {block.frames.map((frame) => (
            <li key={frame.party}>
              <strong>{frame.party}</strong>
              <span>{frame.state}</span>
            </li>
          ))}
        </ul>
      );
    case 'pageBreak':
      return <hr class="gr-paper__page" />;
  }
}

function TableView({ table }: { table: Table }): VNode {
  const end = (index: number) => (table.columns[index]?.align === 'end' ? 'gr-end' : undefined);
  return (
    <div class="fr-table gr-table">
      <table>
        <caption>{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th key={index} scope="col" class={end(index)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) =>
            row.kind === 'group' ? (
              <tr key={index} class="gr-paper__group">
                <th scope="rowgroup" colspan={table.columns.length}>
                  <Words text={row.text} />
                </th>
              </tr>
            ) : (
              <tr key={index}>
                <Cells cells={row.cells} table={table} end={end} />
              </tr>
            ),
          )}
        </tbody>
        {table.footer ? (
          <tfoot>
            <tr>
              <Cells cells={table.footer} table={table} end={end} />
            </tr>
          </tfoot>
        ) : null}
      </table>
      {table.note ? <p class="gr-table__note">{table.note}</p> : null}
    </div>
  );
}

const Cells = (props: { cells: readonly Rich[]; table: Table; end: (index: number) => string | undefined }): VNode => (
  <>
    {props.cells.map((cell, index) => {
      const label = props.table.columns[index]?.header;
      const words = <Words text={cell} />;
      return index === 0 ? (
        <th key={index} scope="row" data-label={label}>
          {words}
        </th>
      ) : (
        <td key={index} class={props.end(index)} data-label={label}>
          {words}
        </td>
      );
    })}
  </>
);
