import type { VNode } from 'preact';

/** Six grapes under a leaf; kept as text because the favicon file is made from the same shapes. */
export const markShapes =
  '<path class="gr-mark__leaf" d="M12 7.3C11 3.3 13.5.9 17.8.6 18.2 4.8 16 7.2 12 7.3Z"/>' +
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
