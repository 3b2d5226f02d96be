import type { Bilingual } from '../../core/language';

/** The unit systems in the order in which they are offered. */
export const unitSystemNames: Readonly<Record<string, Bilingual>> = {
  '63': { vi: '63 tỉnh, thành phố (đến 30/6/2025)', en: '63 provinces (to 30 Jun 2025)' },
  '34': { vi: '34 tỉnh, thành phố (từ 1/7/2025)', en: '34 provinces (from 1 Jul 2025)' },
  M2021: { vi: 'Bộ, ngành (đến 28/2/2025)', en: 'Ministries (to 28 Feb 2025)' },
  M2025: { vi: 'Bộ, ngành (từ 1/3/2025)', en: 'Ministries (from 1 Mar 2025)' },
  VN: { vi: 'Cả nước', en: 'Whole country' },
};

/** The units that figures may stand on, in the order in which the switch offers them. */
export const basisNames: readonly (Bilingual & { readonly value: string })[] = [
  { value: 'as_reported', vi: 'Như báo cáo', en: 'As reported' },
  { value: '34', vi: 'Theo 34', en: 'On 34' },
  { value: '63', vi: 'Theo 63', en: 'On 63' },
];
