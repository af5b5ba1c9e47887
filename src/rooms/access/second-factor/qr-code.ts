/** Modules of quiet around the code (ISO/IEC 18004). */
const QUIET = 4;

export interface QrCode {
  /** Modules per side, the quiet ones included. */
  readonly size: number;
  /** The dark modules as the path of an SVG whose unit is a module. */
  readonly path: string;
}

/** A QR code drawn here: the key in it is shown to nobody else. */
export async function qrCode(text: string): Promise<QrCode> {
  const { default: draw } = await import('qrcode-generator');
  const code = draw(0, 'M');
  code.addData(text);
  code.make();
  const side = code.getModuleCount();
  let path = '';
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const from = column;
      while (column < side && code.isDark(row, column)) column += 1;
      const width = column - from;
      if (width > 0) path += `M${from + QUIET} ${row + QUIET}h${width}v1h-${width}z`;
    }
  }
  return { size: side + 2 * QUIET, path };
}
