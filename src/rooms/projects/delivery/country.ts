import { locale } from '#kit/say.ts';
import type { Choice } from '#kit/web/ui/index.ts';

/** Countries that products of the programme are sold to, France first, then its main customers; ISO 3166-1. Others may be given through the API. */
const COUNTRIES = [
  'FR',
  'DE',
  'BE',
  'CH',
  'ES',
  'GB',
  'IT',
  'LU',
  'NL',
  'PT',
  'AT',
  'DK',
  'FI',
  'IE',
  'NO',
  'PL',
  'SE',
  'CZ',
  'GR',
  'HU',
  'RO',
  'BG',
  'HR',
  'SI',
  'SK',
  'US',
  'CA',
  'BR',
  'MX',
  'AR',
  'CL',
  'CN',
  'JP',
  'KR',
  'IN',
  'SG',
  'TW',
  'AU',
  'NZ',
  'RU',
  'TR',
  'IL',
  'AE',
  'SA',
  'QA',
  'MA',
  'DZ',
  'TN',
  'SN',
  'CI',
  'ZA',
  'EG',
  'TH',
  'VN',
  'MY',
  'ID',
] as const;

export const countryName = (code: string): string =>
  new Intl.DisplayNames([locale()], { type: 'region', fallback: 'code' }).of(code) ?? code;

/** France first, then in the order of the alphabet of the language spoken. */
export function countryChoices(): Choice[] {
  const all = COUNTRIES.map((value) => ({ value, label: countryName(value) }));
  return [all[0]!, ...all.slice(1).toSorted((a, b) => a.label.localeCompare(b.label, locale()))];
}
