import type { RichText } from '#engines/documents/document.ts';
import { speaking } from '#kit/say.ts';
import { articleParts } from '../text/document-articles.ts';
import type { FrozenText } from '../text/frozen-text.ts';
import { type FrozenClause, readText } from '../text/text-reading.ts';

const plain = (text: RichText): string => (typeof text === 'string' ? text : text.map((run) => run.text).join(''));

/** A line that stands for a whole part of the text: the objectives, the commitments. */
const BLOCK_MARK = /^\s*\{\{[^{}]+\}\}\s*$/;

/** The paragraphs of an article as they are printed, without the parts of the text that its marks bring in. */
export function articleInWords(frozen: FrozenText, article: FrozenClause<'article'>): string {
  const { title, body } = article.content;
  const own = body
    .split('\n')
    .filter((line) => !BLOCK_MARK.test(line))
    .join('\n');
  // The contract is written in French, whoever reads it.
  return speaking('fr', () =>
    articleParts(readText(frozen), { ...article, content: { title, body: own } })
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) =>
        block.kind === 'paragraph'
          ? [plain(block.text)]
          : block.kind === 'list'
            ? [block.items.map((item) => `- ${plain(item)}`).join('\n')]
            : [],
      )
      .join('\n\n'),
  );
}
