/** The addresses of one cluster's returns; every page of the room takes its links from here. */
export const returnsAddress = (cluster: string): string => `/poles/${cluster}/declarations`;

export const returnAddress = (of: { readonly cluster: string; readonly year: number }, rest = ''): string =>
  `${returnsAddress(of.cluster)}/${of.year}${rest}`;

/** Where a figure stands in the grid. */
export const cellAnchor = (key: string): string => `chiffre-${key.replace(/[^A-Za-z0-9-]/g, '-')}`;

export const cellAddress = (of: { readonly cluster: string; readonly year: number }, key: string): string =>
  returnAddress(of, `/cellules/${encodeURIComponent(key)}`);

export const receiptAddress = (receipt: string): string => `/declarations/recus/${encodeURIComponent(receipt)}`;
