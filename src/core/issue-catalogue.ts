import type { Bilingual } from './language';

/** Every kind of thing the reader of files may report. `{rows}`, `{column}` and the issue's own detail are filled in. */
export const issueCatalogue = {
  'encoding-utf16': { vi: 'Tệp ở bảng mã {encoding}; đã đọc sang UTF-8', en: 'File is in {encoding}; read into UTF-8' },
  'encoding-windows-1258': {
    vi: 'Tệp ở bảng mã windows-1258 ({composed} dấu thanh rời đã ghép vào nguyên âm)',
    en: 'File is in windows-1258 ({composed} separate tone marks joined to their vowels)',
  },
  'encoding-windows-1252': { vi: 'Tệp không phải UTF-8; đọc theo windows-1252', en: 'File is not UTF-8; read as windows-1252' },
  'text-damaged': {
    vi: '{rows} ký tự đã mất từ trước khi mở tệp (hiện là “�”); không thể khôi phục',
    en: '{rows} characters were lost before the file was opened (shown as “�”); they cannot be recovered',
  },
  'text-truncated': {
    vi: 'Tệp bị cắt cụt ở cuối; đọc phần còn lại, {rows} ký tự cuối không trọn vẹn',
    en: 'File is cut off at its end; the rest is read, {rows} incomplete character at the end',
  },
  'text-mojibake': {
    vi: '{rows} ô là chữ UTF-8 bị đọc nhầm bảng mã (như “HÃ  Ná»™i”); đã đọc lại cho đúng',
    en: '{rows} cells are UTF-8 that was read in another encoding (such as “HÃ  Ná»™i”); read again rightly',
  },
  'text-tcvn3': {
    vi: '{rows} ô viết bằng phông chữ cũ TCVN3 (.VnTime); đã chuyển sang Unicode',
    en: '{rows} cells are written in the old TCVN3 fonts (.VnTime); converted to Unicode',
  },
  'text-vni': {
    vi: '{rows} ô viết bằng phông chữ cũ VNI; đã chuyển sang Unicode',
    en: '{rows} cells are written in the old VNI fonts; converted to Unicode',
  },
  'text-utf7': {
    vi: '{rows} ô còn sót mã UTF-7 (như “+AC0-”); đã đổi thành ký tự thật',
    en: '{rows} cells have UTF-7 left in them (such as “+AC0-”); turned into the characters meant',
  },
  'text-escapes': {
    vi: '{rows} ô ghi chữ dưới dạng mã (như “<U+1EAE>”); đã đổi thành chữ',
    en: '{rows} cells write letters as codes (such as “<U+1EAE>”); turned into letters',
  },
  'text-lookalike': {
    vi: '{rows} ô dùng chữ trông giống Đ (Ð, Ɖ); đã đổi thành Đ',
    en: '{rows} cells use letters that look like Đ (Ð, Ɖ); turned into Đ',
  },
  'nfd-text': {
    vi: '{rows} ô có dấu ở dạng tổ hợp (NFD); đã chuyển về dạng dựng sẵn (NFC)',
    en: '{rows} cells hold decomposed letters (NFD); composed (NFC)',
  },
  'nbsp-text': {
    vi: '{rows} ô có khoảng trắng không ngắt hoặc ký tự ẩn; đã thay bằng khoảng trắng thường',
    en: '{rows} cells hold non-breaking spaces or invisible characters; read as plain spaces',
  },
  'unbalanced-quote': {
    vi: '{rows} dòng có dấu ngoặc kép không đóng; dấu ngoặc được giữ như chữ',
    en: '{rows} rows have a quote that never closes; the quote is kept as text',
  },
  'dialect-unusual': {
    vi: 'Tệp viết khác thường: dấu phân cách “{delimiter}”, dấu nháy {quote}, cách thoát {escape}, xuống dòng {lineEnd}; đã đọc theo đó',
    en: 'File is written in an unusual way: delimiter “{delimiter}”, quote {quote}, escape {escape}, line end {lineEnd}; read accordingly',
  },
  'row-quote': {
    vi: '{rows} dòng có dấu nháy đặt sai chỗ; dấu nháy được giữ như chữ, các ô được tách theo đúng số cột',
    en: '{rows} rows have quotes out of place; the quotes are kept as text and the cells told apart by the columns',
  },
  'row-delimiters': {
    vi: '{rows} dòng thừa hoặc thiếu dấu phân cách; đã ghép, tách lại theo cách đọc duy nhất hợp với các cột',
    en: '{rows} rows have a delimiter too many or too few; put right where only one reading fits the columns',
  },
  'row-other-delimiter': {
    vi: '{rows} dòng dùng dấu phân cách khác với cả tệp; đã đọc theo dấu của dòng đó',
    en: '{rows} rows use another delimiter than the file; read by their own',
  },
  'row-line-break': {
    vi: '{rows} dòng bị ngắt giữa một ô; đã nối lại với dòng sau',
    en: '{rows} rows were cut by a line break within a cell; joined with the line below',
  },
  'row-wrapped': {
    vi: '{rows} dòng nằm trọn trong một cặp dấu nháy; đã bỏ cặp dấu ngoài và tách thành các ô',
    en: '{rows} rows stand within one pair of quotes; the outer quotes were taken off and the cells told apart',
  },
  'title-rows': { vi: '{rows} dòng tiêu đề phía trên bảng không phải số liệu', en: '{rows} title rows above the table are not figures' },
  'total-rows': {
    vi: '{rows} dòng tổng không tính là số liệu, dùng để kiểm tra',
    en: '{rows} total rows are not counted as figures; they serve as checks',
  },
  'region-rows': { vi: '{rows} dòng vùng không tính là đơn vị', en: '{rows} region rows are not counted as units' },
  'section-rows': {
    vi: '{rows} dòng đặt tên nhóm cho các dòng bên dưới, không tính là số liệu',
    en: '{rows} rows name the group of the rows below them and are not counted as figures',
  },
  'section-column': {
    vi: 'Tên nhóm được điền xuống thành cột “{column}”',
    en: 'The names of groups are filled down as column “{column}”',
  },
  'summary-rows': {
    vi: '{rows} dòng tóm tắt (trung vị, cao nhất…) không tính là số liệu',
    en: '{rows} summary rows (median, highest …) are not counted as figures',
  },
  'filled-down': {
    vi: 'Cột “{column}”: ô gộp theo chiều dọc được điền cho mọi dòng nó bao trùm',
    en: 'Column “{column}”: cells merged downwards are filled into every row they cover',
  },
  'units-as-columns': {
    vi: '{blocks} cột là tên đơn vị: mỗi đơn vị được chuyển thành một dòng',
    en: '{blocks} columns are units: each became a row of its own',
  },
  'blocks-as-columns': {
    vi: '{blocks} khối cột giống nhau đứng cạnh nhau: mỗi khối được chuyển thành dòng riêng',
    en: '{blocks} blocks of the same columns stand side by side: each became rows of its own',
  },
  'sorted-pairs': {
    vi: '{blocks} cặp cột tên – số được xếp thứ tự riêng, không cùng dòng: đã tách từng cặp',
    en: '{blocks} pairs of name and figure are each sorted by itself and do not share rows: taken apart pair by pair',
  },
  'composite-split': {
    vi: 'Cột “{column}”: hai số trong một ô, như 401.092 (98,72%), đã tách; số trong ngoặc ở cột “{into}”',
    en: 'Column “{column}”: two figures in one cell, such as 401.092 (98,72%), were split; the one in brackets is column “{into}”',
  },
  'two-language-heads': {
    vi: 'Tiêu đề cột ghi hai thứ tiếng ({rows} cột): dùng tiếng Việt, giữ tiếng kia làm tên phụ',
    en: 'Column heads are printed in two languages ({rows} columns): the Vietnamese one is used, the other kept beside it',
  },
  'several-tables': {
    vi: '{rows} bảng được tìm thấy trong cùng một trang; mỗi bảng được mở riêng',
    en: '{rows} tables were found on one page; each is opened by itself',
  },
  'note-rows': { vi: '{rows} dòng ghi chú dưới bảng không phải số liệu', en: '{rows} note rows below the table are not figures' },
  'repeated-header': { vi: '{rows} dòng lặp lại tiêu đề cột được bỏ qua', en: '{rows} rows repeat the column heads and are set aside' },
  'header-rows': { vi: 'Tiêu đề cột gồm {rows} dòng, đã ghép thành một', en: 'Column heads span {rows} rows and were joined' },
  'guarded-text': {
    vi: '{rows} ô có dấu nháy đơn phía trước để Excel không chạy như công thức; đã bỏ dấu nháy',
    en: '{rows} cells carry an apostrophe that keeps Excel from running them as formulas; taken off',
  },
  'book-links': {
    vi: 'Sổ tính có {rows} liên kết tới tệp khác; chỉ đọc giá trị đã lưu, không mở tệp nào khác',
    en: 'Workbook has {rows} links to other files; the values saved are read, no other file is opened',
  },
  'book-macros': { vi: 'Sổ tính có macro; không chạy', en: 'Workbook has macros; they are not run' },
  'sheet-hidden': { vi: 'Trang “{sheet}” bị ẩn trong Excel; vẫn đọc', en: 'Sheet “{sheet}” is hidden in Excel; read all the same' },
  'rows-hidden': {
    vi: '{rows} dòng bị ẩn hoặc bị lọc trong Excel; vẫn đọc',
    en: '{rows} rows are hidden or filtered out in Excel; read all the same',
  },
  'columns-hidden': { vi: '{rows} cột bị ẩn trong Excel; vẫn đọc', en: '{rows} columns are hidden in Excel; read all the same' },
  'formula-values': {
    vi: '{rows} ô là công thức; đọc giá trị Excel đã tính và lưu, không tính lại',
    en: '{rows} cells are formulas; the values Excel last saved are read, nothing is computed again',
  },
  'formula-unsaved': {
    vi: '{rows} ô công thức không lưu giá trị; để trống. Mở và lưu lại bằng Excel để có giá trị',
    en: '{rows} formula cells were saved without a value; left empty. Open and save the file in Excel to have them',
  },
  'odd-days': {
    vi: '{rows} ô định dạng ngày nhưng không phải ngày nào trong lịch; giữ con số',
    en: '{rows} cells are formatted as dates but are no day of the calendar; the number is kept',
  },
  'sheets-passed': {
    vi: '{rows} trang không có bảng nào nên được bỏ qua: {names}',
    en: '{rows} sheets hold no table and are passed over: {names}',
  },
  'json-nested': {
    vi: 'Cột “{column}”: {rows} giá trị lồng nhiều cấp được giữ nguyên dạng chữ JSON',
    en: 'Column “{column}”: {rows} values nested deeper are kept as JSON text',
  },
  'file-cut-records': {
    vi: '{rows} dòng không phải JSON hợp lệ; đã để riêng',
    en: '{rows} lines are not valid JSON; put aside',
  },
  'no-header': {
    vi: 'Tệp không có dòng tiêu đề cột; cột được đặt tên theo thứ tự',
    en: 'File has no row of column heads; columns are named by position',
  },
  'column-code-row': { vi: '{rows} dòng mã cột (A, B, 1, 2…) được bỏ qua', en: '{rows} rows of column codes (A, B, 1, 2…) are set aside' },
  'empty-column': { vi: 'Cột “{column}”: trống hoàn toàn', en: 'Column “{column}”: nothing in it' },
  'duplicate-column': {
    vi: 'Hai cột cùng tên “{column}”; cột sau đổi thành “{renamed}”',
    en: 'Two columns are both named “{column}”; the later one is now “{renamed}”',
  },
  'file-no-rows': { vi: 'Tệp chỉ có tiêu đề cột, không có dòng số liệu nào', en: 'File has column heads but no rows of figures' },
  'ragged-row': {
    vi: '{rows} dòng không đủ hoặc thừa ô so với tiêu đề ({expected} ô); đã để riêng',
    en: '{rows} rows have too few or too many cells for the heads ({expected} cells); put aside',
  },
  'decimal-comma': {
    vi: 'Cột “{column}”: dấu phẩy là dấu thập phân ({rows} ô)',
    en: 'Column “{column}”: comma read as decimal mark ({rows} cells)',
  },
  'thousands-dot': {
    vi: 'Cột “{column}”: dấu chấm ngăn cách hàng nghìn ({rows} ô)',
    en: 'Column “{column}”: dot read as thousands mark ({rows} cells)',
  },
  'thousands-comma': {
    vi: 'Cột “{column}”: dấu phẩy ngăn cách hàng nghìn ({rows} ô)',
    en: 'Column “{column}”: comma read as thousands mark ({rows} cells)',
  },
  'thousands-space': {
    vi: 'Cột “{column}”: khoảng trắng ngăn cách hàng nghìn ({rows} ô)',
    en: 'Column “{column}”: space read as thousands mark ({rows} cells)',
  },
  'ambiguous-number': {
    vi: 'Cột “{column}”: {rows} số đọc được hai cách, như “{sample}” là {asThousands} hay {asDecimal}; đang đọc là {chosen}, cần xác nhận',
    en: 'Column “{column}”: {rows} numbers can be read two ways, such as “{sample}” as {asThousands} or {asDecimal}; read as {chosen} until confirmed',
  },
  'number-marks': {
    vi: 'Cột “{column}”: {rows} số có dấu kèm theo (dấu *, ngoặc đơn của số âm, dấu nháy); đọc con số, dấu giữ ở bản gốc',
    en: 'Column “{column}”: {rows} figures carry marks (stars, brackets of negatives, apostrophes); the figure is read, the marks stay in the original',
  },
  'fraction-percent': {
    vi: 'Cột “{column}” ghi là tỷ lệ nhưng mọi số đều từ 0 đến 1: 0,98 có phải là 98 %? Đang giữ nguyên con số, cần xác nhận',
    en: 'Column “{column}” is said to be a percentage, but all figures lie between 0 and 1: does 0.98 mean 98 %? Kept as they are until confirmed',
  },
  'code-padded': {
    vi: 'Cột “{column}”: {rows} mã mất số 0 ở đầu đã được bù cho đủ {length} chữ số',
    en: 'Column “{column}”: {rows} codes had lost their leading zeros and were padded to {length} digits',
  },
  'serial-date': {
    vi: 'Cột “{column}”: {rows} ngày ghi theo số đếm của Excel; đã đọc thành ngày',
    en: 'Column “{column}”: {rows} days are written as Excel counts them; read as days',
  },
  'date-order': {
    vi: 'Cột “{column}” có ngày chỉ đọc được theo thứ tự tháng/ngày lẫn với ngày/tháng; để nguyên chữ, cần chọn thứ tự',
    en: 'Column “{column}” holds days that can only be month first among others that are day first; left as text until the order is chosen',
  },
  'unit-of-measure': {
    vi: 'Đơn vị tính được ghi nhận cho {rows} cột; con số giữ nguyên, không quy đổi',
    en: 'Units of measure were noted for {rows} columns; the figures are kept, not rescaled',
  },
  'exact-and-text': {
    vi: 'Cột “{column}”: {rows} số của bảng tính đứng lẫn với số ghi bằng chữ theo kiểu Việt Nam; được viết lại với dấu phẩy thập phân, giá trị không đổi',
    en: 'Column “{column}”: {rows} numbers of the workbook stand among numbers typed as text in the Vietnamese way; rewritten with a decimal comma, values unchanged',
  },
  'formula-mismatch': {
    vi: 'Cột “{column}”: {rows} dòng không khớp công thức “{formula}” in ở dòng mã cột',
    en: 'Column “{column}”: {rows} rows do not follow the formula “{formula}” printed with the column codes',
  },
  'formula-holds': {
    vi: 'Cột “{column}”: công thức “{formula}” in ở dòng mã cột đúng ở cả {rows} dòng',
    en: 'Column “{column}”: the formula “{formula}” printed with the column codes holds in all {rows} rows',
  },
  'unit-vanished': {
    vi: '{rows} dòng ghi đơn vị không còn tồn tại ở cột “{column}”; không gán cho đơn vị nào hiện nay',
    en: '{rows} rows name units in column “{column}” that no longer exist; they are given to no present unit',
  },
  'unit-system-unsure': {
    vi: 'Tên đơn vị có trong cả hai hệ và tệp không nói thời gian; đang đọc theo hệ {systems}, cần xác nhận ({reason})',
    en: 'The unit names exist in both systems and the file tells no time; read in system {systems} until confirmed ({reasonEn})',
  },
  'codes-need-system': {
    vi: 'Cột “{column}” là mã đơn vị: bảy mã chỉ hai nơi khác nhau ở hệ 63 và hệ 34; chưa ghép với đơn vị nào, cần chọn hệ',
    en: 'Column “{column}” holds unit codes: seven of them mean different places in systems 63 and 34; joined to no unit until the system is chosen',
  },
  'number-confirmed': {
    vi: 'Cột “{column}”: {rows} số như “{sample}” được đọc là {chosen}, theo lựa chọn của bạn',
    en: 'Column “{column}”: {rows} numbers such as “{sample}” are read as {chosen}, as you chose',
  },
  'percent-text': {
    vi: 'Cột “{column}”: ký hiệu % được bỏ, giữ nguyên con số ({rows} ô)',
    en: 'Column “{column}”: percent sign removed, the figure kept ({rows} cells)',
  },
  'null-token': {
    vi: 'Cột “{column}”: {rows} ô ghi “{token}” được coi là không có số liệu, không phải số 0',
    en: 'Column “{column}”: {rows} cells say “{token}”, read as no data, not as zero',
  },
  'not-a-number': {
    vi: 'Cột “{column}”: {rows} ô không phải là số; để trống',
    en: 'Column “{column}”: {rows} cells are not numbers; left empty',
  },
  'not-a-date': {
    vi: 'Cột “{column}”: {rows} ô không phải là ngày; để trống',
    en: 'Column “{column}”: {rows} cells are not dates; left empty',
  },
  'not-yes-no': {
    vi: 'Cột “{column}”: {rows} ô không phải có/không; để trống',
    en: 'Column “{column}”: {rows} cells are neither yes nor no; left empty',
  },
  'blank-means-no': {
    vi: 'Cột “{column}” chỉ có dấu tích: {rows} ô trống được đọc là “không”; tắt cách đọc này thì các ô đó là “chưa có số liệu”',
    en: 'Column “{column}” holds ticks only: {rows} blank cells are read as “no”; switched off, they are “no data”',
  },
  'period-invalid': {
    vi: '{rows} dòng có kỳ báo cáo không đọc được ở cột “{column}”; đã để riêng',
    en: '{rows} rows have an unreadable period in column “{column}”; put aside',
  },
  'unit-alias': {
    vi: '{rows} dòng ghi đơn vị bằng tên gọi khác; đã khớp theo bảng tên gọi',
    en: '{rows} rows write their unit under another name; matched through the table of names',
  },
  'unit-unknown': {
    vi: '{rows} dòng có đơn vị không nhận ra ở cột “{column}”[; {fate}]',
    en: '{rows} rows have an unknown unit in column “{column}”[; {fateEn}]',
  },
  'unit-near': {
    vi: '{rows} dòng ghi tên đơn vị gần giống một đơn vị đã biết; cần xác nhận[, {fate}]',
    en: '{rows} rows name a unit that nearly matches a known one; to be confirmed[, {fateEn}]',
  },
  'unit-system-decided': { vi: 'Hệ đơn vị của tệp: {systems}; {reason}', en: 'Unit system of the file: {systems}; {reasonEn}' },
  'unit-missing': { vi: '{rows} đơn vị không có dòng nào trong tệp', en: '{rows} units have no row in the file' },
  'period-missing': {
    vi: '{rows} kỳ báo cáo thiếu ở đơn vị có gửi các kỳ khác',
    en: '{rows} periods are missing from units that sent the others',
  },
  'duplicate-row': {
    vi: '{rows} dòng trùng hoàn toàn với một dòng trước; đã để riêng',
    en: '{rows} rows repeat an earlier row exactly; put aside',
  },
  'duplicate-conflict': {
    vi: '{rows} dòng cùng đơn vị và kỳ nhưng khác số liệu; cần chọn, đã để riêng tất cả',
    en: '{rows} rows share unit and period but differ in figures; to be decided, all put aside',
  },
  'identical-rows': { vi: '{rows} dòng giống hệt một dòng trước; vẫn giữ', en: '{rows} rows are identical to an earlier row; kept' },
  'over-100': {
    vi: 'Cột “{column}”: {rows} giá trị trên 100 %; giữ nguyên, cần kiểm tra',
    en: 'Column “{column}”: {rows} values above 100 %; kept, to be checked',
  },
  'numerator-exceeds-denominator': {
    vi: '{rows} dòng có tử số lớn hơn mẫu số ({indicator}); giữ nguyên, cần kiểm tra',
    en: '{rows} rows have a numerator above the denominator ({indicator}); kept, to be checked',
  },
  'negative-count': {
    vi: 'Cột “{column}”: {rows} số đếm âm; dòng được giữ, không tính thành quan sát',
    en: 'Column “{column}”: {rows} counts below zero; rows kept, not turned into observations',
  },
  'total-mismatch': {
    vi: 'Cột “{column}”: {rows} dòng tổng khác tổng các dòng',
    en: 'Column “{column}”: {rows} total rows differ from the sum of the rows',
  },
  'row-filtered': {
    vi: '{rows} dòng không thoả điều kiện lọc của công thức; đã để riêng',
    en: '{rows} rows do not meet the filter of the recipe; put aside',
  },
  'row-taken': {
    vi: '{rows} dòng vẫn được lấy dù có quy tắc để riêng, theo lựa chọn của bạn',
    en: '{rows} rows are taken although a rule puts them aside, as you chose',
  },
  'row-marked': {
    vi: '{rows} dòng được đánh dấu lại là “{kind}”, theo lựa chọn của bạn',
    en: '{rows} rows are marked as “{kind}”, as you chose',
  },
  'cell-fixed': {
    vi: 'Cột “{column}”: {rows} ô được sửa, theo lựa chọn của bạn',
    en: 'Column “{column}”: {rows} cells corrected, as you chose',
  },
  'column-computed': {
    vi: 'Cột “{column}” được tính bằng biểu thức {sql}',
    en: 'Column “{column}” is computed as {sql}',
  },
  'recipe-replayed': {
    vi: 'Đã làm sạch theo công thức lưu từ tệp “{name}” ({steps} bước)',
    en: 'Cleaned by the recipe saved from file “{name}” ({steps} steps)',
  },
  'recipe-column-renamed': {
    vi: 'Công thức dùng cột “{column}” mà tệp không có; có phải nay là “{proposal}”? Cần xác nhận',
    en: 'The recipe uses column “{column}”, which the file does not have; is it “{proposal}” now? To be confirmed',
  },
  'recipe-column-missing': {
    vi: 'Công thức dùng cột “{column}” mà tệp không có; các bước của cột này được bỏ qua',
    en: 'The recipe uses column “{column}”, which the file does not have; its steps are left out',
  },
  'recipe-column-new': {
    vi: 'Cột “{column}” chưa có trong công thức; đọc theo gợi ý',
    en: 'Column “{column}” is not in the recipe; read as suggested',
  },
  'recipe-expression-off': {
    vi: '{rows} bước SQL của công thức do người khác viết đang tắt; xem và bật trong màn hình làm sạch',
    en: '{rows} SQL steps of the recipe were written by somebody else and are switched off; look at them and switch them on in the review',
  },
  'unchanged-12-months': {
    vi: '{rows} đơn vị lặp lại toàn bộ số liệu từ 12 tháng trở lên',
    en: '{rows} units repeat all their figures for twelve months or more',
  },
} as const satisfies Record<string, Bilingual>;

export type IssueCode = keyof typeof issueCatalogue;
