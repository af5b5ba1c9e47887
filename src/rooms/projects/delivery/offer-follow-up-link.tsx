import type { Call } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { type Say, speaking } from '#kit/say.ts';
import type { Values } from '#kit/web/route.ts';
import { type OpenedLink, offerByLink } from '#rooms/access';
import type { ProductStanding } from './delivery.ts';
import { yearAsked } from './follow-up.rules.ts';
import { t } from './follow-up.sentences.ts';
import { type FoundFollowUp, findFollowUp } from './follow-up.store.ts';
import { answerFollowUp } from './follow-up-answer.action.ts';
import { AnswerFields, type AnswerProps, type KnownFacts, KnownSoFar } from './follow-up-answer.parts.tsx';
import { currentMarketYear, firstSalesOf, hasIndustrialisation, lastMarketYear } from './outcome.store.ts';

const foundBy = ({ input }: OpenedLink, call: Call): Promise<FoundFollowUp | undefined> => {
  const { project, followUp } = input as { project: string; followUp: string };
  return findFollowUp(call.services.store.sql, project, followUp);
};

/** What the store knows of a partner before it answers. */
export async function knownFacts(call: Call, found: FoundFollowUp): Promise<KnownFacts & { values: Values }> {
  const { sql } = call.services.store;
  const { project_id: project, partner_id: partner } = found;
  const year = yearAsked(found.due_on as Day);
  const sales = (await firstSalesOf(sql, project)).filter((one) => one.partner_id === partner && !one.withdrawn_on);
  const own = await currentMarketYear(sql, project, partner, year);
  const last = await lastMarketYear(sql, partner, year);
  const standing: ProductStanding | undefined = sales.some(({ country }) => country !== 'FR')
    ? 'sold-abroad'
    : sales.length > 0
      ? 'sold-in-france'
      : (await hasIndustrialisation(sql, partner))
        ? 'industrialising'
        : undefined;
  const number = (value: string | number | null | undefined) =>
    value === null || value === undefined ? undefined : Number(value);
  return {
    year,
    sale: sales[0] ? { soldOn: sales[0].sold_on, country: sales[0].country } : null,
    last: last
      ? {
          year: last.year,
          revenueCents: last.revenue_cents,
          jobs:
            last.jobs_created === null && last.jobs_kept === null
              ? null
              : Number(last.jobs_created) + Number(last.jobs_kept),
        }
      : null,
    values: {
      answer: 'known',
      standing,
      // A figure of another year is shown above, never put in the answer's mouth.
      revenueEuros: own?.revenue_cents == null ? undefined : Math.round(own.revenue_cents / 100),
      exportPercent: number(own?.export_percent),
      jobsCreated: number((own ?? last)?.jobs_created),
      jobsKept: number((own ?? last)?.jobs_kept),
    },
  };
}

const inBothLanguages = (pick: () => string): Say => ({ fr: speaking('fr', pick), en: speaking('en', pick) });

/** Lets a partner answer its three questions through a one-off link: one page, no account, no script. */
export function offerFollowUpLink(): void {
  offerByLink({
    action: answerFollowUp,
    submit: inBothLanguages(() => t().link.submit),
    afterwards: inBothLanguages(() => t().link.afterwards),
    shows: async (link, call) => {
      const found = await foundBy(link, call);
      const closed = found?.answered_on ?? null;
      return <KnownSoFar facts={found ? await knownFacts(call, found) : null} closed={closed} />;
    },
    fields: async (link, call) => {
      const found = await foundBy(link, call);
      const facts = found && !found.answered_on ? await knownFacts(call, found) : null;
      const props: AnswerProps | null = facts && {
        year: facts.year,
        asksFirstSale: facts.sale === null,
        openedAt: call.services.clock.now().toISOString(),
      };
      return props ? <AnswerFields {...props} /> : <></>;
    },
    values: async (link, call) => {
      const found = await foundBy(link, call);
      return found ? (await knownFacts(call, found)).values : {};
    },
  });
}
