import { writtenOnce } from './clean-csv';

const head = [
  'BÁO CÁO TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH;;;;;;;;',
  'ĐVT: hồ sơ;;;;;;;;',
  'STT;Đơn vị;Kỳ báo cáo;Thủ tục;Tiếp nhận;Đúng hạn;Tỷ lệ (%);Lệ phí (nghìn đồng);Cán bộ',
  '',
].join('\r\n');

/** Units as offices write them: some by their name, some by another. */
const units =
  'Hà Nội|Tỉnh Hà Giang|Cao Bằng|Bắc Cạn|Tuyên Quang|TP Hải Phòng|UBND tỉnh Lào Cai|Điện Biên|Sơn La|Yên Bái|Hoà Bình|Thừa Thiên - Huế|TP. Hồ Chí Minh|BR-VT|Đắc Lắc|Khánh Hoà|Thanh Hoá|Quảng Ninh|Phú Thọ|Vĩnh Phúc|TP Đà Nẵng'.split(
    '|',
  );

/** A CSV of at least so many million bytes as offices write them: titles, decimal comma, thousands dot, units by other names, a total row after each 60; written once. */
export function messyCsv(megabytes: number): string {
  return writtenOnce(`messy-${megabytes}.csv`, megabytes, head, (id, random) => {
    const below = (limit: number) => Math.floor(random() * limit);
    const received = 1 + below(40_000);
    const onTime = below(received + 1);
    const figures = `${vn(received)};${vn(onTime)};${vn((100 * onTime) / received, 2)};${vn(below(90_000_000) / 100, 2)}`;
    if (id % 61 === 0) return `;Tổng cộng;;;${figures};\r\n`;
    return `${id};${units[below(units.length)]};Tháng ${1 + below(12)}/2020;thủ tục ${below(400)};${figures};cán bộ ${below(5000)}\r\n`;
  });
}

function vn(value: number, digits = 0): string {
  const [whole = '', fraction] = value.toFixed(digits).split('.');
  return whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, '.') + (fraction ? `,${fraction}` : '');
}
