import type { VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, DataTable, EmptyState, Section, SelectField } from '#kit/web/ui/index.ts';
import type { ChangedField, ChangedGroup, ChangedThing, VersionComparison } from './comparison.ts';
import { t } from './text.sentences.ts';
import type { TextVersion } from './text.ts';
import { textAddress, textFrame, versionDate, versionName } from './text-frame.tsx';

const optionOf = (version: TextVersion) => ({
  value: version.key,
  label: version.kind === 'sent' ? versionName(version) : `${versionName(version)} (${versionDate(version)})`,
});

/** What changed between two versions: in words as well as in colour, side by side, one under the other on a phone. */
export function comparePage({ comparison }: { comparison: VersionComparison }): Page {
  const words = t().compare;
  const { contract, before, after, counts, groups, versions } = comparison;
  return textFrame({
    contract,
    tab: 'compare',
    title: words.title,
    lead: words.lead,
    wide: true,
    body: (
      <>
        <form class="gr-filters" method="get" action={textAddress(contract.id, 'compare')}>
          <div class="gr-filters__fields">
            <SelectField
              name="avant"
              label={words.beforeLabel}
              value={before.key}
              choices={versions.map(optionOf)}
              required={false}
            />
            <SelectField
              name="apres"
              label={words.afterLabel}
              value={after.key}
              choices={versions.map(optionOf)}
              required={false}
            />
          </div>
          <div class="gr-filters__acts">
            <button type="submit" class="fr-btn fr-btn--secondary">
              {words.show}
            </button>
            <a class="fr-link" href={textAddress(contract.id, 'compare', { avant: after.key, apres: before.key })}>
              {words.swap}
            </a>
          </div>
        </form>
        {groups.length === 0 ? (
          <EmptyState
            title={words.sameTitle}
            what={words.sameWhat}
            why={words.sameWhy}
            icon="check"
            next={
              <ButtonLink kind="secondary" href={textAddress(contract.id, 'versions')}>
                {t().tabs.versions}
              </ButtonLink>
            }
          />
        ) : (
          <>
            <p>
              <strong>{words.counts(counts.added, counts.removed, counts.changed)}</strong>
            </p>
            {groups.map((group) => (
              <Group key={group.group} group={group} />
            ))}
          </>
        )}
      </>
    ),
  });
}

/** Groups whose things say nothing more than their name: a list does. */
const NAMED_ONLY: readonly ChangedGroup['group'][] = ['members'];

function Group({ group }: { group: ChangedGroup }): VNode {
  const words = t().compare;
  const { group: name, things, reordered } = group;
  return (
    <Section title={words.groups[name]} id={name}>
      {reordered ? <p class="gr-quiet">{words.reordered}</p> : null}
      {NAMED_ONLY.includes(name) ? (
        <ul class="gr-compare__names">
          {things.map((thing) => (
            <li key={thing.id}>
              <ChangeWord change={thing.change} /> <span lang="fr">{thing.title}</span>
            </li>
          ))}
        </ul>
      ) : (
        things.map((thing) => <Thing key={thing.id} thing={thing} />)
      )}
    </Section>
  );
}

const ChangeWord = ({ change }: { change: ChangedThing['change'] }): VNode => (
  <span class={`gr-change gr-change--${change}`}>{t().compare.change[change]}</span>
);

function Thing({ thing }: { thing: ChangedThing }): VNode {
  const words = t().compare;
  const shown = thing.fields.filter(({ before, after }) => before !== null || after !== null);
  return (
    <article class="gr-compare__thing">
      <h3>
        <span lang="fr">{thing.title}</span> <ChangeWord change={thing.change} />
      </h3>
      {shown.length === 0 ? null : (
        <DataTable
          caption={words.caption(thing.title)}
          captionHidden
          rows={shown}
          rowKey={({ label }) => label}
          columns={[
            { key: 'field', label: words.field, header: true, render: ({ label }) => label },
            { key: 'before', label: words.before, render: (field) => <Side field={field} side="before" /> },
            { key: 'after', label: words.after, render: (field) => <Side field={field} side="after" /> },
          ]}
        />
      )}
    </article>
  );
}

/** One side of a changed field; the words that are not on the other side are marked, and said to a screen reader. */
function Side({ field, side }: { field: ChangedField; side: 'before' | 'after' }): VNode {
  const words = t().compare;
  const text = field[side];
  const [mine, Mark, spoken] =
    side === 'before'
      ? (['removed', 'del', words.removedWords] as const)
      : (['added', 'ins', words.addedWords] as const);
  if (text === null) return <span class="gr-compare__text gr-quiet">{words.nothing}</span>;
  const marked = (part: string) => (
    <Mark>
      <span class="fr-sr-only">{spoken} </span>
      {part}
    </Mark>
  );
  if (!field.differences)
    return (
      <span class="gr-compare__text" lang="fr">
        {marked(text)}
      </span>
    );
  return (
    <span class="gr-compare__text" lang="fr">
      {field.differences
        .filter(({ kind }) => kind === 'same' || kind === mine)
        .map((part, index) =>
          // A line feed that came or went is seen by itself.
          part.kind === 'same' || part.text.trim() === '' ? <span key={index}>{part.text}</span> : marked(part.text),
        )}
    </span>
  );
}
