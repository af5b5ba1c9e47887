import type { VNode } from 'preact';
import { formatCents, formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, DataTable, EmptyState, Link, Section, StatusBadge } from '#kit/web/ui/index.ts';
import { Name } from '#rooms/registry';
import { projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import type { ConsortiumView, Part } from './consortium.query.ts';
import { t } from './project.sentences.ts';

/** The partners of a project with their parts, and those that left. */
export function consortiumPage(view: ConsortiumView): Page {
  const words = t().consortium;
  const { project, partners, former } = view;
  const open = (act: string) => view.open.includes(`projects.${act}`);
  const add =
    open('addPartner') && project.stage !== 'abandoned' ? (
      <ButtonLink icon="plus" href={projectAddress(project.id, 'consortium', '/ajouter')}>
        {words.add}
      </ButtonLink>
    ) : undefined;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: projectCrumbs(project, 'consortium'),
    side: projectSide(project, 'consortium'),
    synthetic: project.synthetic,
    action: partners.length > 0 ? add : undefined,
    wide: true,
    body: (
      <>
        {partners.length === 0 ? (
          <EmptyState title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} next={add} />
        ) : (
          <Partners view={view} mayEdit={open('amendPartner') && project.stage !== 'abandoned'} />
        )}
        {former.length > 0 ? (
          <Section title={words.former} id="anciens">
            <DataTable
              caption={words.formerCaption}
              captionHidden
              columns={[
                {
                  key: 'name',
                  label: words.partner,
                  header: true,
                  render: (part) => <Name name={part.name} synthetic={part.synthetic} />,
                },
                { key: 'left', label: words.left, render: (part) => part.leftOn && formatDay(part.leftOn) },
                { key: 'reason', label: words.reason, render: (part) => part.leaveReason },
              ]}
              rows={former}
              rowKey={(part) => part.id}
            />
          </Section>
        ) : null}
      </>
    ),
  };
}

const sum = (amounts: readonly (number | null)[]): number | null =>
  amounts.includes(null) ? null : amounts.reduce((total: number, one) => total + one!, 0);

const money = (cents: number | null): VNode | string =>
  cents === null ? <span class="gr-quiet">{t().consortium.notStated}</span> : formatCents(cents);

function Partners({ view, mayEdit }: { view: ConsortiumView; mayEdit: boolean }): VNode {
  const words = t().consortium;
  const { partners, project } = view;
  const seesMoney = partners.some((part) => part.money !== null);
  return (
    <DataTable
      caption={words.caption}
      columns={[
        { key: 'name', label: words.partner, header: true, render: (part) => <PartnerName part={part} /> },
        { key: 'role', label: words.role, render: (part) => part.role || '—' },
        {
          key: 'place',
          label: words.place,
          render: (part) => (part.country === 'FR' ? (part.communeName ?? t().unknown) : part.country),
        },
        {
          key: 'size',
          label: words.size,
          render: (part) =>
            part.size ? (part.size.category ? t().sizes[part.size.category] : t().unknown) : t().kinds[part.kind],
        },
        ...(seesMoney
          ? [
              {
                key: 'cost',
                label: words.cost,
                align: 'end' as const,
                render: (part: Part) => money(part.money?.totalCents ?? null),
              },
              {
                key: 'asked',
                label: words.asked,
                align: 'end' as const,
                render: (part: Part) => money(part.money?.askedCents ?? null),
              },
            ]
          : []),
        { key: 'since', label: words.since, render: (part) => formatDay(part.joinedOn) },
        ...(mayEdit
          ? [{ key: 'acts', label: words.acts, render: (part: Part) => <Acts part={part} project={project.id} /> }]
          : []),
      ]}
      rows={partners}
      rowKey={(part) => part.id}
      {...(seesMoney && {
        total: {
          name: words.total,
          cost: money(sum(partners.map((part) => part.money?.totalCents ?? null))),
          asked: money(sum(partners.map((part) => part.money?.askedCents ?? null))),
        },
      })}
      note={words.sizeOn(formatDay(view.on))}
    />
  );
}

function PartnerName({ part }: { part: Part }): VNode {
  const words = t().consortium;
  return (
    <>
      <Name name={part.name} synthetic={part.synthetic} />
      {part.lead ? (
        <>
          {' '}
          <StatusBadge tone="info" icon="check" label={t().thread.leadMark} />
        </>
      ) : null}
      {part.special === 'none' ? null : <div class="gr-quiet">{t().specials[part.special]}</div>}
      {part.sameGroupAs.length > 0 ? <div class="gr-quiet">{words.sameGroup(part.sameGroupAs.join(', '))}</div> : null}
      {part.ceasedOn ? <div class="gr-quiet">{words.ceased(formatDay(part.ceasedOn))}</div> : null}
    </>
  );
}

function Acts({ part, project }: { part: Part; project: string }): VNode {
  const words = t().consortium;
  const to = (rest: string) => projectAddress(project, 'consortium', `/${part.id}${rest}`);
  return (
    <>
      <div>
        <Link href={to('')}>
          {words.edit}
          <span class="fr-sr-only"> {words.editOf(part.name)}</span>
        </Link>
      </div>
      {part.lead ? null : (
        <>
          <div>
            <Link href={to('/chef-de-file')}>
              {words.makeLead}
              <span class="fr-sr-only"> {words.makeLeadOf(part.name)}</span>
            </Link>
          </div>
          <div>
            <Link href={to('/depart')}>
              {words.leave}
              <span class="fr-sr-only"> {words.leaveOf(part.name)}</span>
            </Link>
          </div>
        </>
      )}
    </>
  );
}
