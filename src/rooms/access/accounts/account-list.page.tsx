import { ROLE_TITLES, type Role } from '#kit/actor.ts';
import { formatDay, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  ButtonLink,
  type Choice,
  type ChoiceGroup,
  DataTable,
  EmptyState,
  ExportMenu,
  FilterBar,
  Link,
  Pagination,
  SearchField,
  SelectField,
  StatusBadge,
} from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';
import type { AccountLine } from './account-list.query.ts';
import { EmailText, functionName } from './function.parts.tsx';

export interface AccountListProps {
  readonly rows: readonly AccountLine[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly sort: string;
  readonly order: 'asc' | 'desc';
  readonly filter: { readonly q: string; readonly role: string; readonly scope: string; readonly state: string };
  readonly roles: readonly Role[];
  readonly scopes: readonly (Choice | ChoiceGroup)[];
  readonly mayCreate: boolean;
  /** The address of this list with some of its parameters changed. */
  readonly href: (change: Readonly<Record<string, string | number>>) => string;
}

export function accountListPage(props: AccountListProps): Page {
  const words = t().accounts;
  const { filter } = props;
  const filtered = Object.values(filter).some((value) => value !== '');
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: words.title }],
    wide: true,
    synthetic: props.rows.some((row) => row.synthetic),
    action: props.mayCreate ? (
      <ButtonLink href="/comptes/nouveau" icon="plus">
        {words.create}
      </ButtonLink>
    ) : undefined,
    body: (
      <>
        <FilterBar
          action="/comptes"
          keep={{ tri: props.sort, ordre: props.order }}
          clearHref={filtered ? '/comptes' : undefined}
        >
          <SearchField name="q" label={words.search} hint={words.searchHint} value={filter.q} required={false} />
          <SelectField
            name="fonction"
            label={t().functions.role}
            blank={words.anyRole}
            value={filter.role}
            required={false}
            choices={props.roles.map((role) => ({ value: role, label: say(ROLE_TITLES[role]) }))}
          />
          <SelectField
            name="perimetre"
            label={t().scopes.label}
            blank={words.anyScope}
            value={filter.scope}
            required={false}
            choices={props.scopes}
          />
          <SelectField
            name="etat"
            label={words.state}
            blank={words.anyState}
            value={filter.state}
            required={false}
            choices={[
              { value: 'active', label: words.open },
              { value: 'deactivated', label: words.closed },
            ]}
          />
        </FilterBar>
        <p>{words.count(props.total)}</p>
        {props.total > 0 ? <ExportMenu table={props.href({})} /> : null}
        <DataTable
          caption={words.caption}
          captionHidden
          rows={props.rows}
          rowKey={(row) => row.id}
          sort={{
            key: props.sort,
            direction: props.order,
            href: (key, direction) => props.href({ tri: key, ordre: direction }),
          }}
          empty={
            <EmptyState
              title={words.emptyTitle}
              what={words.emptyWhat}
              why={words.emptyWhy}
              next={props.mayCreate ? <ButtonLink href="/comptes/nouveau">{words.create}</ButtonLink> : undefined}
            />
          }
          columns={[
            {
              key: 'name',
              label: words.name,
              header: true,
              sortable: true,
              render: (row) => <Link href={`/comptes/${row.id}`}>{row.name}</Link>,
            },
            {
              key: 'email',
              label: words.email,
              sortable: true,
              render: (row) => (
                <span>
                  <EmailText email={row.email} />
                </span>
              ),
            },
            {
              key: 'functions',
              label: words.functions,
              render: (row) =>
                row.functions.length === 0 ? (
                  <span class="gr-quiet">{t().functions.none}</span>
                ) : (
                  <span>
                    {row.functions.map((held, index) => (
                      <span key={`${held.role} ${held.scope}`}>
                        {index > 0 ? <br /> : null}
                        {functionName(held)}
                      </span>
                    ))}
                  </span>
                ),
            },
            {
              key: 'state',
              label: words.state,
              render: (row) => (
                <StatusBadge tone={row.open ? 'success' : 'neutral'} label={row.open ? words.open : words.closed} />
              ),
            },
            {
              key: 'created',
              label: words.created,
              sortable: true,
              render: (row) => formatDay(row.createdAt.toISOString().slice(0, 10)),
            },
          ]}
        />
        <Pagination page={props.page} size={props.pageSize} total={props.total} href={(page) => props.href({ page })} />
      </>
    ),
  };
}
