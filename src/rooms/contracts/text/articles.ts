/** Articles that open the text and bear no number. */
const UNNUMBERED = ['parties', 'preambule'];

const PREFIX = 'article-';

/** The clause copied from a model keeps its key in its id, the same in every contract and every edition: it can be set back to the model. */
export const articleId = (key: string): string => `${PREFIX}${key}`;

/** Key of the model that an article comes from, if it does. */
export const modelKeyOf = (clauseId: string): string => clauseId.slice(PREFIX.length);

export const isNumbered = (clauseId: string): boolean => !UNNUMBERED.some((key) => clauseId === articleId(key));

/** Number of each article by its id; those that open the text have none. */
export function articleNumbers(articles: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(articles.filter(({ id }) => isNumbered(id)).map(({ id }, index) => [id, index + 1]));
}
