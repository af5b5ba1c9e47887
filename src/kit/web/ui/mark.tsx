import type { VNode } from 'preact';

/** Six grapes under a leaf; kept as text because the favicon file is made from the same shapes. */
export const markShapes =
  '<path class="gr-mark__leaf" d="M12.2 7.2C8.3 6.8 7.2 3.9 7.8 1c3.7.4 5.3 2.6 4.4 6.2Zm0 0c.4-2.5 2-3.8 4.6-3.8-.3 2.6-1.9 3.9-4.6 3.8Z"/>' +
  '<circle cx="5.4" cy="10.9" r="2.95"/><circle cx="12" cy="10.9" r="2.95"/><circle cx="18.6" cy="10.9" r="2.95"/>' +
  '<circle cx="8.7" cy="16.3" r="2.95"/><circle cx="15.3" cy="16.3" r="2.95"/><circle cx="12" cy="21" r="2.7"/>';

/** The mark of Grappe, in the colour of the text around it; decorative, since the name always stands beside it. */
export function Mark({ size = 24 }: { size?: number }): VNode {
  return (
    <svg
      class="gr-mark"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="currentColor"
      focusable="false"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: markShapes }}
    />
  );
}
