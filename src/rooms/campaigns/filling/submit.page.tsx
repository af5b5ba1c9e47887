import type { VNode } from 'preact';
import { colon, formatDay, formatInstant, say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import {
  Alert,
  ButtonLink,
  CheckboxField,
  DescriptionList,
  FieldSet,
  Form,
  Link,
  Receipt,
  Section,
  TextField,
} from '#kit/web/ui/index.ts';
import { returnLife } from '../return.workflow.ts';
import { cellAddress, cellAnchor, receiptAddress, returnAddress, returnsAddress } from '../return-address.ts';
import { t } from './filling.sentences.ts';
import type { ReceiptView } from './receipt.query.ts';
import { frame, ReturnMark } from './return-frame.tsx';
import type { ReturnGrid } from './return-grid.ts';
import { confirmField } from './submission.rules.ts';

interface Given {
  readonly grid: ReturnGrid;
  readonly values: Values;
  readonly errors: readonly FieldError[];
  /** Days that the State has to answer. */
  readonly stateDays: number;
}

/** Who answers for the figures, and each warning that is kept. */
export function submitPage({ grid, values, errors, stateDays }: Given): Page {
  const words = t().submit;
  const of = { cluster: grid.cluster.id, year: grid.year };
  const closed = grid.closed.find(({ act }) => act === 'submitReturn')?.reason;
  return {
    title: words.title(grid.year),
    lead: words.lead,
    ...frame(grid, words.title(grid.year)),
    body:
      closed !== undefined && grid.errors === 0 ? (
        <>
          <Alert kind="info">{closed}</Alert>
          <p>
            <ButtonLink href={returnAddress(of)} kind="secondary">
              {words.back}
            </ButtonLink>
          </p>
        </>
      ) : grid.errors > 0 ? (
        <>
          <Alert kind="error" live>
            {words.blocked(grid.errors)}
          </Alert>
          <ul class="gr-plain">
            {grid.findings
              .filter(({ severity }) => severity === 'error')
              .map(({ key, code, sentence }) => (
                <li key={`${key} ${code}`}>
                  <a href={`${returnAddress(of)}#${cellAnchor(key ?? '')}`}>{labelOf(grid, key)}</a> — {sentence}
                </li>
              ))}
          </ul>
          <p>
            <ButtonLink href={returnAddress(of)} kind="secondary">
              {words.back}
            </ButtonLink>
          </p>
        </>
      ) : (
        <Form
          action={returnAddress(of, '/depot')}
          values={values}
          errors={errors}
          submit={{ label: words.submit(grid.year), icon: 'seal' }}
          cancel={{ href: returnAddress(of), label: words.back }}
          consequence={words.to(stateDays)}
        >
          <TextField name="approver" label={words.approver} hint={words.approverHint} autocomplete="name" />
          <TextField name="approverFunction" label={words.approverFunction} autocomplete="organization-title" />
          <Warnings grid={grid} />
        </Form>
      ),
  };
}

const labelOf = ({ cells }: ReturnGrid, key: string | null): string =>
  cells.find((cell) => cell.key === key)?.label ?? '';

function Warnings({ grid }: { grid: ReturnGrid }): VNode | null {
  const words = t().submit;
  if (grid.warnings === 0) return null;
  const of = { cluster: grid.cluster.id, year: grid.year };
  return (
    <FieldSet legend={words.warnings(grid.warnings)} hint={words.warningsLead}>
      {grid.findings
        .filter(({ severity }) => severity === 'warning')
        .map((finding) => {
          const cell = grid.cells.find(({ key }) => key === finding.key);
          return (
            <div key={`${finding.key} ${finding.code}`} class="gr-confirm">
              <CheckboxField
                name={confirmField(finding)}
                label={`${cell?.label ?? ''}${colon()}${finding.sentence}`}
                required={false}
              />
              <p class="gr-quiet">
                {cell?.comment ? <span>{words.commented(cell.comment)} </span> : null}
                {cell ? <Link href={cellAddress(of, cell.key)}>{words.mend}</Link> : null}
              </p>
            </div>
          );
        })}
    </FieldSet>
  );
}

/** What cannot be mistaken for anything else: number, date, digest, who was told, and what comes next. */
export function receiptPage(view: ReceiptView): Page {
  const words = t().receipt;
  const of = { cluster: view.cluster.id, year: view.year };
  return {
    title: words.title(view.receipt),
    lead: words.lead(view.cluster.name, view.year),
    crumbs: [
      { label: view.cluster.name, href: `/poles/${view.cluster.id}` },
      { label: t().returns, href: returnsAddress(view.cluster.id) },
      { label: t().title(view.year), href: returnAddress(of) },
      { label: view.receipt },
    ],
    status: <ReturnMark state={view.state} />,
    synthetic: view.synthetic,
    body: (
      <>
        <Receipt
          number={view.receipt}
          at={view.at}
          digest={view.digest}
          told={view.told}
          title={words.what(view.figures)}
        >
          <DescriptionList
            items={[
              { term: words.approver, description: view.approver },
              { term: words.by, description: `${view.by}, ${formatInstant(view.at)}` },
            ]}
          />
        </Receipt>
        <Alert kind={view.intact ? 'success' : 'error'}>{view.intact ? words.intact : words.broken}</Alert>
        <Section title={words.next}>
          <ol>
            {view.answerDueOn ? (
              <li>{words.nextState(formatDay(view.answerDueOn), view.silence === 'accepts')}</li>
            ) : null}
            <li>{words.nextRegion(view.regionDays)}</li>
            <li>{words.returned}</li>
          </ol>
          <p>{words.nextNow(say(returnLife.states[view.state]).toLowerCase())}</p>
          <p>
            <a href={`${receiptAddress(view.receipt)}/pdf`}>{words.download}</a>{' '}
            <Link href={returnAddress(of)}>{words.toReturn}</Link>
          </p>
        </Section>
      </>
    ),
  };
}
