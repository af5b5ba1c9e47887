import type { VNode } from 'preact';
import { formatDay, formatInstant, say } from '#kit/say.ts';
import { Badge, DataTable, Section } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { t } from './strategy.sentences.ts';
import type { StrategyDetail } from './strategy.ts';

/** What the registry counts, beside what the cluster says of it. */
export function Diagnosis({ data }: { data: StrategyDetail }): VNode {
  const words = t().strategy.diagnosis;
  const day = formatDay(data.on);
  return (
    <Section title={words.title} id="diagnostic" lead={words.lead(day)}>
      <div class="gr-strategy-diagnosis">
        <Section title={words.figures} level={3}>
          <Figures data={data} />
        </Section>
        <Section title={words.words} level={3}>
          {data.diagnosis.map(({ section, text, clause }) => (
            <article key={section} class="gr-strategy-passage" id={`diagnostic-${section}`}>
              <div class="gr-strategy-passage__head">
                <h4>{words.sections[section]}</h4>
                {data.text.writable ? (
                  <a
                    href={contractAddress(data.contract.id, 'strategy', `/diagnostic/${section}`)}
                    aria-label={
                      clause
                        ? t().strategy.editNamed(words.sections[section])
                        : words.writeNamed(words.sections[section])
                    }
                  >
                    {clause ? t().strategy.edit : words.write}
                  </a>
                ) : null}
              </div>
              {text ? (
                <>
                  <p class="gr-strategy-words">{text}</p>
                  <p class="gr-quiet">{t().strategy.changedBy(clause!.changedBy, formatInstant(clause!.changedAt))}</p>
                </>
              ) : (
                <p class="gr-quiet">
                  <Badge>{words.empty}</Badge> {words.hints[section]}
                </p>
              )}
            </article>
          ))}
        </Section>
      </div>
    </Section>
  );
}

/** The figures of the registry, each leading to what it counts. */
export function Figures({ data, level }: { data: Pick<StrategyDetail, 'figures' | 'on'>; level?: 'beside' }): VNode {
  const words = t().strategy.diagnosis;
  return (
    <DataTable
      caption={level === 'beside' ? words.figuresBeside : words.figures}
      captionHidden={level !== 'beside'}
      rows={data.figures}
      rowKey={({ code }) => code}
      columns={[
        { key: 'label', label: words.figure, header: true, render: ({ label }) => say(label) },
        { key: 'value', label: words.value, align: 'end', render: ({ value, href }) => <a href={href}>{value}</a> },
      ]}
      note={words.source(formatDay(data.on))}
    />
  );
}
