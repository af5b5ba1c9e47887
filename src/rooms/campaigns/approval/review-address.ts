/** `/poles/minalogic/declarations/2016/examen` */
export const reviewAddress = (cluster: string, year: number, rest = ''): string =>
  `/poles/${cluster}/declarations/${year}/examen${rest}`;
