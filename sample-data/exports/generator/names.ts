import type { NameStyle, Unit } from './model.ts';

/** Short forms met in real files; by unit system prefix and code. */
const provinceShort: Record<string, string> = {
  '63:79': 'TP.HCM',
  '63:77': 'BR-VT',
  '63:46': 'TT-Huế',
  '63:01': 'TP. Hà Nội',
  '63:31': 'TP. Hải Phòng',
  '63:48': 'TP. Đà Nẵng',
  '63:92': 'TP. Cần Thơ',
  '63:66': 'Đắc Lắc',
  '63:67': 'Đắc Nông',
  '63:06': 'Bắc Cạn',
  '63:62': 'Kontum',
  '63:38': 'Thanh Hoá',
  '63:17': 'Hoà Bình',
  '63:56': 'Khánh Hoà',
  '34:79': 'TP.HCM',
  '34:46': 'TP Huế',
  '34:01': 'TP Hà Nội',
  '34:48': 'TP Đà Nẵng',
  '34:38': 'Thanh Hoá',
};

const ministryShort: Record<string, string> = {
  BVHTTDL: 'Bộ VHTT&DL',
  BGDDT: 'Bộ GD&ĐT',
  NHNN: 'Ngân hàng Nhà nước',
  BKHDT: 'Bộ KH&ĐT',
  BGTVT: 'Bộ GTVT',
  BTNMT: 'Bộ TN&MT',
  BNNPTNT: 'Bộ NN&PTNT',
  BKHCN: 'Bộ KH&CN',
  BTTTT: 'Bộ TT&TT',
  BLDTBXH: 'Bộ LĐ-TB&XH',
  BHXH: 'BHXH Việt Nam',
  VAST: 'Viện Hàn lâm KH&CN',
};

/** The unit's name as a file in this style writes it. */
export function writtenName(unit: Unit, style: NameStyle): string {
  const province = unit.kind === 'province' || unit.kind === 'city';
  switch (style) {
    case 'full':
      return unit.fullName;
    case 'upper':
      return unit.name.toUpperCase();
    case 'abbreviated':
      return provinceShort[unit.id] ?? ministryShort[unit.code] ?? unit.name;
    case 'committee':
      return province ? `UBND ${unit.fullName.charAt(0).toLowerCase()}${unit.fullName.slice(1)}` : unit.name;
    case 'short':
      return unit.name === 'Thành phố Hồ Chí Minh' ? 'TP. Hồ Chí Minh' : unit.name;
  }
}
