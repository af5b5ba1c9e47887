import type { VNode } from 'preact';
import { FEWEST_FIRMS } from '#engines/secrecy/secrecy.ts';
import { formatNumber, locale, say } from '#kit/say.ts';
import { DataTable, Section } from '#kit/web/ui/index.ts';
import { numbers } from './evaluation.marks.tsx';
import { t } from './evaluation.sentences.ts';
import type { ShownResult } from './result.rules.ts';

/** R&D, aid and own-financed R&D together, and the leverage ratio; the same by level. */
export function AdditionalitySection({ found }: { found: NonNullable<ShownResult['additionality']> }): VNode {
  const words = t().result.additionality;
  const write = numbers();
  const parts = (['rd', 'aid', 'own'] as const).map((name) => ({ name, ...found[name] }));
  if (found.treated < FEWEST_FIRMS)
    return (
      <Section title={words.title}>
        <p class="gr-quiet">{words.secret}</p>
      </Section>
    );
  const tests = (['rd', 'aid', 'own', 'joint'] as const).flatMap((name) => {
    const test = found.by?.equality[name];
    return test ? [`${words.tests[name]} ${write.probability(test.p)}`] : [];
  });
  return (
    <Section title={words.title}>
      <p>
        {say(found.sentence)} {say(found.leverage.sentence)}
      </p>
      <DataTable
        caption={words.title}
        figures
        captionHidden
        rows={parts}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', label: words.outcome, header: true, render: ({ name }) => words.parts[name] },
          { key: 'att', label: t().result.att, align: 'end', render: ({ att }) => write.effect(att) },
          { key: 'range', label: t().result.range, align: 'end', render: ({ low, high }) => write.range(low, high) },
          { key: 'total', label: words.total, align: 'end', render: ({ total }) => write.effect(total.value) },
        ]}
      />
      {found.by && found.by.levels.length > 0 ? (
        <DataTable
          caption={words.by(found.by.factor)}
          figures
          rows={found.by.levels}
          rowKey={({ level }) => level}
          columns={[
            { key: 'level', label: found.by.factor, header: true, render: ({ level }) => level },
            { key: 'treated', label: words.treated, align: 'end', render: ({ treated }) => formatNumber(treated) },
            { key: 'rd', label: words.parts.rd, align: 'end', render: ({ rd }) => write.effect(rd.att) },
            { key: 'aid', label: words.parts.aid, align: 'end', render: ({ aid }) => write.effect(aid.att) },
            { key: 'own', label: words.parts.own, align: 'end', render: ({ own }) => write.effect(own.att) },
            {
              key: 'range',
              label: t().result.range,
              align: 'end',
              render: ({ own }) => write.range(own.low, own.high),
            },
            { key: 'ratio', label: words.ratio, align: 'end', render: ({ leverage }) => write.effect(leverage.ratio) },
          ]}
        />
      ) : null}
      {found.by && found.by.levels.length > 0 ? (
        <p>
          {words.totals}{' '}
          {parts
            .map(({ name }) => ({ name, ...found.by!.total[name] }))
            .map(({ name, value, low, high }) =>
              words.totalOf(words.parts[name], write.effect(value), write.range(low, high)),
            )
            .join(locale() === 'fr' ? '\u202f; ' : '; ')}
          .
        </p>
      ) : null}
      {tests.length > 0 ? (
        <p class="gr-quiet">
          {words.equality} {tests.join(', ')}.
        </p>
      ) : null}
    </Section>
  );
}
