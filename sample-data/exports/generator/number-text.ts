/** 1234567 as '1.234.567' or '1234567'; a decimal comma where `decimals` > 0. */
export function numberText(value: number, decimals: number, grouped: boolean): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, '.') : whole;
  return `${value < 0 ? '-' : ''}${digits}${fraction === undefined ? '' : `,${fraction}`}`;
}

/** Two decimals, a comma, a percent sign: '99,82%'. */
export function percentText(part: number, whole: number): string {
  return whole === 0 ? '' : `${numberText((part / whole) * 100, 2, false)}%`;
}
