import type { Language } from './language';

interface ErrorText {
  /** Noun; reason. `{name}` is filled from the error's detail. */
  readonly text: string;
  /** What the reader can do now. */
  readonly hint: string;
}

/** Every error the product can show. Closed: a code that is not here does not compile. */
export const errorCatalogue = {
  // ── engine ──
  'engine-start': {
    vi: {
      text: 'Không khởi động được bộ máy tính toán: {reason}',
      hint: 'Tải lại trang; nếu vẫn lỗi, dùng Chrome, Edge hoặc Firefox bản mới.',
    },
    en: { text: 'Engine did not start: {reason}', hint: 'Reload the page; if it fails again use a current Chrome, Edge or Firefox.' },
  },
  'engine-lost': {
    vi: { text: 'Bộ máy tính toán dừng đột ngột; các bảng đang được nạp lại', hint: 'Chạy lại câu hỏi sau ít giây.' },
    en: { text: 'Engine stopped unexpectedly; its tables are being loaded again', hint: 'Run the question again in a few seconds.' },
  },
  cancelled: {
    vi: { text: 'Đã dừng theo yêu cầu', hint: 'Bấm Chạy để chạy lại.' },
    en: { text: 'Stopped as asked', hint: 'Press Run to run it again.' },
  },
  'stranger-time': {
    vi: {
      text: 'Câu lệnh của người khác chạy quá {seconds} giây và đã bị dừng',
      hint: 'Xem lại câu lệnh; nếu tin người gửi, bấm “Chạy không giới hạn”.',
    },
    en: {
      text: 'Statement of somebody else ran longer than {seconds} seconds and was stopped',
      hint: 'Look at the statement; if you trust the sender, press “Run without limits”.',
    },
  },
  'stranger-size': {
    vi: {
      text: 'Câu lệnh của người khác cho quá {cells} ô kết quả và đã bị dừng, để trang không cạn bộ nhớ',
      hint: 'Xem lại câu lệnh; nếu tin người gửi, bấm “Chạy không giới hạn”.',
    },
    en: {
      text: 'Statement of somebody else gave more than {cells} cells and was stopped, before the page ran out of memory',
      hint: 'Look at the statement; if you trust the sender, press “Run without limits”.',
    },
  },
  'stranger-memory': {
    vi: {
      text: 'Câu lệnh của người khác cần hơn {megabytes} MB bộ nhớ và đã bị dừng, để trang không cạn bộ nhớ',
      hint: 'Xem lại câu lệnh; nếu tin người gửi, bấm “Chạy không giới hạn”.',
    },
    en: {
      text: 'Statement of somebody else needed more than {megabytes} MB of memory and was stopped, before the page ran out of it',
      hint: 'Look at the statement; if you trust the sender, press “Run without limits”.',
    },
  },
  // ── SQL; [a part in brackets] is left out when one of its placeholders is empty ──
  'sql-syntax': {
    vi: {
      text: 'Câu lệnh SQL sai cú pháp[ ở dòng {line}, cột {column}]: {reason}',
      hint: 'Sửa chỗ được đánh dấu; hãy xem có thiếu dấu phẩy, dấu ngoặc hay dấu nháy không.',
    },
    en: {
      text: 'SQL syntax is wrong[ at line {line}, column {column}]: {reason}',
      hint: 'Correct the marked place; look for a missing comma, bracket or quote.',
    },
  },
  'sql-empty': {
    vi: { text: 'Chưa có câu lệnh SQL nào', hint: 'Viết một câu lệnh, ví dụ SELECT * FROM unit.' },
    en: { text: 'No SQL statement yet', hint: 'Write one, such as SELECT * FROM unit.' },
  },
  'sql-unknown-table': {
    vi: {
      text: 'Không có bảng "{name}"[; có phải {candidates}?]',
      hint: 'Chọn tên trong danh sách bảng; nếu là tệp của bạn, hãy mở tệp trước.',
    },
    en: {
      text: 'No table "{name}"[; did you mean {candidates}?]',
      hint: 'Pick a name from the list of tables; if it is your own file, open it first.',
    },
  },
  'sql-unknown-column': {
    vi: {
      text: 'Không có cột "{name}"[; có phải {candidates}?]',
      hint: 'Chọn tên trong danh sách cột của bảng; tên có dấu cách phải đặt trong dấu nháy kép.',
    },
    en: {
      text: 'No column "{name}"[; did you mean {candidates}?]',
      hint: 'Pick a name from the table’s list of columns; a name with a space goes in double quotes.',
    },
  },
  'sql-unknown-function': {
    vi: {
      text: 'Không có hàm "{name}"[; có phải {candidates}?]',
      hint: 'Dùng hàm khác; các phần mở rộng (icu, json, parquet…) không có trong trang này.',
    },
    en: {
      text: 'No function "{name}"[; did you mean {candidates}?]',
      hint: 'Use another function; extensions (icu, json, parquet…) are not part of this page.',
    },
  },
  'sql-ambiguous-column': {
    vi: { text: 'Cột "{name}" có ở nhiều bảng[; hãy chọn {candidates}]', hint: 'Viết tên bảng trước tên cột, ví dụ a."{name}".' },
    en: {
      text: 'Column "{name}" is in several tables[; choose {candidates}]',
      hint: 'Write the table before the column, such as a."{name}".',
    },
  },
  'sql-type': {
    vi: { text: 'Kiểu dữ liệu không hợp với phép tính: {reason}', hint: 'Đổi kiểu bằng CAST(… AS …) hoặc dùng cột khác.' },
    en: { text: 'Data type does not fit the operation: {reason}', hint: 'Convert it with CAST(… AS …) or use another column.' },
  },
  'sql-conversion': {
    vi: {
      text: 'Giá trị "{value}" không đổi được sang kiểu cần dùng',
      hint: 'Dùng TRY_CAST để nhận NULL cho các giá trị như vậy, hoặc làm sạch cột trước.',
    },
    en: {
      text: 'Value "{value}" cannot be converted to the type needed',
      hint: 'Use TRY_CAST to get NULL for such values, or clean the column first.',
    },
  },
  'sql-refused': {
    vi: {
      text: 'Lệnh bị từ chối: {what} không được phép ở đây',
      hint: 'Câu hỏi chỉ được đọc các bảng và tệp đã mở; không đọc nơi khác, không đổi cài đặt, không nạp phần mở rộng.',
    },
    en: {
      text: 'Statement refused: {what} is not allowed here',
      hint: 'A question reads the tables and files that are open; it may not reach elsewhere, change settings or load extensions.',
    },
  },
  'sql-several-statements': {
    vi: {
      text: 'Có nhiều câu lệnh trong một ô; chỉ chạy được một câu',
      hint: 'Tách mỗi câu lệnh ra một ô, hoặc bỏ phần sau dấu chấm phẩy.',
    },
    en: {
      text: 'Several statements in one cell; only one can run',
      hint: 'Give each statement its own cell, or remove what follows the semicolon.',
    },
  },
  'sql-out-of-memory': {
    vi: {
      text: 'Hết bộ nhớ khi chạy câu lệnh; kết quả trung gian quá lớn',
      hint: 'Lọc bớt dòng, chọn ít cột hơn, hoặc nhóm trước khi nối bảng.',
    },
    en: {
      text: 'Memory ran out during the statement; its intermediate result is too large',
      hint: 'Filter rows, select fewer columns, or group before joining.',
    },
  },
  'sql-constraint': {
    vi: { text: 'Dữ liệu trái với ràng buộc của bảng: {reason}', hint: 'Tìm các dòng trùng hoặc trống ở cột bắt buộc rồi chạy lại.' },
    en: { text: 'Data breaks a rule of the table: {reason}', hint: 'Look for duplicate rows or empty required columns, then run again.' },
  },
  'sql-other': {
    vi: { text: 'Câu lệnh không chạy được: {reason}', hint: 'Đọc lý do ở trên và sửa câu lệnh.' },
    en: { text: 'Statement could not run: {reason}', hint: 'Read the reason above and correct the statement.' },
  },
  // ── link ──
  'link-damaged': {
    vi: { text: 'Liên kết bị hỏng hoặc bị cắt ({reason})', hint: 'Xin người gửi chép lại trọn liên kết; những gì đang mở vẫn còn nguyên.' },
    en: {
      text: 'Link damaged or cut off ({reason})',
      hint: 'Ask the sender to copy the whole link again; what you have open is untouched.',
    },
  },
  'link-newer': {
    vi: { text: 'Liên kết do bản mới hơn tạo ra (dạng {version})', hint: 'Tải lại trang để có bản mới rồi mở lại liên kết.' },
    en: {
      text: 'Link written by a newer version (form {version})',
      hint: 'Reload the page to get the new version, then open the link again.',
    },
  },
  // ── what is kept in the browser ──
  'storage-full': {
    vi: {
      text: 'Hết chỗ lưu trong trình duyệt; thay đổi mới nhất chưa được lưu',
      hint: 'Tải tệp sao lưu .doichieu ngay, rồi xóa bớt sổ làm việc cũ; những gì đã lưu trước đó vẫn còn.',
    },
    en: {
      text: 'Browser storage is full; the latest change is not kept',
      hint: 'Download a .doichieu backup now, then delete old workspaces; what was kept before is still there.',
    },
  },
  'storage-failed': {
    vi: { text: 'Không lưu được vào trình duyệt: {reason}', hint: 'Tải tệp sao lưu .doichieu; trang vẫn dùng được bình thường.' },
    en: { text: 'Cannot keep this in the browser: {reason}', hint: 'Download a .doichieu backup; the page goes on working.' },
  },
  'workspace-newer': {
    vi: {
      text: 'Nơi làm việc “{name}” do bản mới hơn lưu (dạng {version})',
      hint: 'Tải lại trang để có bản mới; nó được giữ nguyên, không bị ghi đè.',
    },
    en: {
      text: 'Workspace “{name}” was kept by a newer version (form {version})',
      hint: 'Reload the page to get the new version; it is left as it is.',
    },
  },
  'workspace-damaged': {
    vi: { text: 'Nơi làm việc không đọc được ({reason})', hint: 'Mở một phiên bản trước của nó; bản hỏng được giữ nguyên.' },
    en: { text: 'Workspace cannot be read ({reason})', hint: 'Open an earlier version of it; the damaged one is left as it is.' },
  },
  'portable-newer': {
    vi: { text: 'Tệp "{file}" do bản mới hơn tạo ra (dạng {version})', hint: 'Tải lại trang để có bản mới rồi mở lại tệp.' },
    en: {
      text: 'File "{file}" was written by a newer version (form {version})',
      hint: 'Reload the page to get the new version, then open the file again.',
    },
  },
  'portable-damaged': {
    vi: { text: 'Tệp "{file}" bị hỏng một phần: {names}', hint: 'Phần còn lại đã mở được; xin người gửi tệp khác để có phần hỏng.' },
    en: {
      text: 'File "{file}" is damaged in part: {names}',
      hint: 'The rest is open; ask the sender for another copy to get the damaged part.',
    },
  },
  'single-file-missing': {
    vi: {
      text: 'Chưa có phần mềm để đóng vào trang HTML: tệp doi-chieu.html không tải được',
      hint: 'Nối mạng rồi thử lại; lần sau không cần mạng nữa. Hoặc tải tệp .doichieu.',
    },
    en: {
      text: 'The application to put into the HTML page is not here: doi-chieu.html cannot be fetched',
      hint: 'Connect to the network and try again; from then on it works without. Or download the .doichieu file.',
    },
  },
  'portable-password': {
    vi: {
      text: 'Không mở được tệp "{file}": sai mật khẩu, hoặc tệp đã bị sửa',
      hint: 'Gõ lại mật khẩu; phân biệt chữ hoa, chữ thường và dấu.',
    },
    en: {
      text: 'File "{file}" does not open: wrong password, or the file was changed',
      hint: 'Type the password again; capitals and accents count.',
    },
  },
  // ── files ──
  'file-empty': {
    vi: { text: 'Tệp “{file}” trống (0 byte)', hint: 'Xuất lại tệp từ hệ thống nguồn rồi mở lại.' },
    en: { text: 'File “{file}” is empty (0 bytes)', hint: 'Export it again from its source and open the new file.' },
  },
  'file-binary': {
    vi: {
      text: 'Tệp “{file}” không phải văn bản; nội dung là {kind}',
      hint: 'Mở tệp bằng chương trình đã tạo ra nó và lưu thành CSV (UTF-8).',
    },
    en: {
      text: 'File “{file}” is not text; its content is {kind}',
      hint: 'Open it in the program that made it and save it as CSV (UTF-8).',
    },
  },
  'file-damaged': {
    vi: {
      text: 'Tệp “{file}” bị hỏng hoặc chưa tải về trọn vẹn ({kind})',
      hint: 'Tải lại hoặc xin lại tệp; nếu Excel còn mở được thì lưu thành tệp mới rồi mở tệp đó.',
    },
    en: {
      text: 'File “{file}” is damaged or was not fully downloaded ({kind})',
      hint: 'Download it or ask for it again; if Excel still opens it, save it as a new file and open that.',
    },
  },
  'file-locked': {
    vi: {
      text: 'Tệp “{file}” được đặt mật khẩu',
      hint: 'Mở bằng mật khẩu trong chương trình đã tạo ra nó, bỏ mật khẩu (Excel: Tệp › Thông tin › Bảo vệ sổ làm việc), lưu lại rồi mở tệp mới.',
    },
    en: {
      text: 'File “{file}” is protected by a password',
      hint: 'Open it in its own program with the password, remove that (Excel: File › Info › Protect Workbook), save, and open the new file.',
    },
  },
  'file-bomb': {
    vi: {
      text: 'Tệp “{file}” bung ra quá lớn ({claim}; tối đa {limit}); không mở để giữ an toàn',
      hint: 'Nếu tệp là thật, giải nén hoặc chia nhỏ bằng chương trình đã tạo ra nó rồi mở từng phần.',
    },
    en: {
      text: 'File “{file}” unpacks to far too much ({claim}; the limit is {limit}); not opened, to be safe',
      hint: 'If it is genuine, unpack or split it in the program that made it and open the parts.',
    },
  },
  'file-json': {
    vi: {
      text: 'Tệp “{file}” không phải JSON hợp lệ ở dòng {line}',
      hint: 'Xuất lại từ hệ thống nguồn; mỗi bản ghi là một đối tượng trong một mảng, hoặc mỗi dòng một đối tượng.',
    },
    en: {
      text: 'File “{file}” is not valid JSON at line {line}',
      hint: 'Export it again from its source: an array of objects, or one object on each line.',
    },
  },
  'file-too-large': {
    vi: {
      text: 'Tệp “{file}” dạng {kind} lớn hơn {limit}; không đọc được trong trang này',
      hint: 'Chia nhỏ tệp, hoặc lưu thành CSV rồi mở.',
    },
    en: {
      text: 'File “{file}” ({kind}) is larger than {limit}; it cannot be read in this page',
      hint: 'Split it, or save it as CSV and open that.',
    },
  },
  'file-line-too-long': {
    vi: {
      text: 'Tệp “{file}”: dòng {line} dài hơn {limit} ký tự; có lẽ tệp không có ký tự xuống dòng',
      hint: 'Xuất lại dưới dạng CSV, mỗi bản ghi một dòng.',
    },
    en: {
      text: 'File “{file}”: line {line} is longer than {limit} characters; the file may have no line breaks',
      hint: 'Export it again as CSV with one record per line.',
    },
  },
  'file-too-many-columns': {
    vi: { text: 'Tệp “{file}” có {columns} cột; tối đa {limit}', hint: 'Chỉ giữ các cột cần dùng, hoặc chuyển bảng sang dạng dọc.' },
    en: {
      text: 'File “{file}” has {columns} columns; the limit is {limit}',
      hint: 'Keep only the columns you need, or turn the table into long form.',
    },
  },
  'file-no-table': {
    vi: { text: 'Tệp “{file}” không có bảng nào đọc được', hint: 'Kiểm tra tệp có ít nhất một dòng tiêu đề cột.' },
    en: { text: 'File “{file}” holds no table that can be read', hint: 'Check that it has at least one row of column heads.' },
  },
  'file-unreadable': {
    vi: { text: 'Không đọc được tệp “{file}”: {reason}', hint: 'Kiểm tra tệp còn ở chỗ cũ và chưa bị chương trình khác khoá, rồi mở lại.' },
    en: {
      text: 'File “{file}” could not be read: {reason}',
      hint: 'Check that it is still in its place and not locked by another program, then open it again.',
    },
  },
  // ── saved questions ──
  'question-invalid': {
    vi: { text: 'Câu hỏi “{file}” sai ở mục “{key}”: {reason}', hint: 'Sửa phần khai báo ở đầu tệp; README mô tả từng mục.' },
    en: {
      text: 'Question “{file}” is wrong at “{key}”: {reason}',
      hint: 'Correct the declarations at the top of the file; the README describes each key.',
    },
  },
  'param-missing': {
    vi: { text: 'Tham số “{param}” chưa có giá trị', hint: 'Chọn hoặc nhập giá trị cho tham số rồi chạy lại.' },
    en: { text: 'Parameter “{param}” has no value', hint: 'Choose or type a value for it, then run again.' },
  },
  'param-invalid': {
    vi: {
      text: 'Tham số “{param}” không nhận giá trị {value}',
      hint: 'Chọn giá trị khác; ngày viết dạng 2020-12-31, tháng viết dạng 2020-12.',
    },
    en: {
      text: 'Parameter “{param}” does not take the value {value}',
      hint: 'Choose another value; dates are written 2020-12-31, months 2020-12.',
    },
  },
  // ── sheets ──
  'sheet-formula-cycle': {
    vi: {
      text: 'Công thức của cột “{column}” vòng lại chính nó',
      hint: 'Bỏ tên cột này khỏi công thức, và khỏi công thức của các cột mà nó dùng.',
    },
    en: {
      text: 'Formula of column “{column}” leads back to itself',
      hint: 'Take the column out of its formula, and out of those of the columns it uses.',
    },
  },
  'sheet-formula-needs': {
    vi: { text: 'Cột “{column}” dùng cột “{name}”, mà công thức của cột ấy đang sai', hint: 'Sửa công thức của cột “{name}” trước.' },
    en: { text: 'Column “{column}” uses column “{name}”, whose formula is wrong', hint: 'Correct the formula of column “{name}” first.' },
  },
  'sheet-formula-brackets': {
    vi: {
      text: 'Công thức của cột “{column}” thừa hoặc thiếu dấu ngoặc',
      hint: 'Mỗi dấu ngoặc mở cần một dấu ngoặc đóng; không dùng dấu chấm phẩy.',
    },
    en: {
      text: 'Formula of column “{column}” has a bracket too many or too few',
      hint: 'Close every bracket that is opened; leave semicolons out.',
    },
  },
  // ── page ──
  // ── cells ──
  'cell-cycle': {
    vi: { text: 'Các ô phụ thuộc vòng tròn: {path}', hint: 'Sửa một ô trong vòng để nó không đọc ô đứng sau nó nữa.' },
    en: {
      text: 'Cells depend on each other in a circle: {path}',
      hint: 'Change one of them so that it no longer reads a cell that follows from it.',
    },
  },
  'cell-source-failed': {
    vi: { text: 'Ô này đọc ô "{name}", mà ô đó chưa có kết quả', hint: 'Sửa ô "{name}" trước; ô này sẽ tự chạy theo.' },
    en: { text: 'This cell reads cell "{name}", which has no result', hint: 'Mend "{name}" first; this cell follows by itself.' },
  },
  'cell-name-taken': {
    vi: { text: 'Tên ô "{name}" đã là tên của một bảng hoặc một ô khác', hint: 'Đặt cho ô một tên khác.' },
    en: { text: 'Cell name "{name}" already belongs to a table or another cell', hint: 'Give the cell another name.' },
  },
  'prebuilt-differs': {
    vi: {
      text: 'Kết quả dựng sẵn khác kết quả bộ máy vừa tính (cột {column}, dòng {row}: {a} ≠ {b})',
      hint: 'Bấm Chạy để xem kết quả mới; nếu dùng bản tự dựng, hãy dựng lại.',
    },
    en: {
      text: 'Result built ahead of time differs from what the engine just computed (column {column}, row {row}: {a} ≠ {b})',
      hint: 'Press Run to see the new result; if you host your own build, build it again.',
    },
  },
  unexpected: {
    vi: { text: 'Lỗi ngoài dự kiến: {reason}', hint: 'Dữ liệu đã nạp vẫn còn; thử lại, và báo lỗi này cho nhóm phát triển nếu lặp lại.' },
    en: { text: 'Unexpected error: {reason}', hint: 'Loaded data is still there; try again, and report this if it happens again.' },
  },
  // ── chart ──
  'chart-invalid': {
    vi: {
      text: 'Biểu đồ không vẽ được: {reason}',
      hint: 'Sửa mô tả biểu đồ (JSON Vega-Lite) hoặc trở về biểu đồ có sẵn; bảng kết quả vẫn đúng.',
    },
    en: {
      text: 'Chart cannot be drawn: {reason}',
      hint: 'Correct the chart’s description (Vega-Lite JSON) or go back to the given one; the table of results still stands.',
    },
  },
  'chart-outside': {
    vi: {
      text: 'Biểu đồ bị từ chối: "{part}" trỏ ra ngoài biểu đồ',
      hint: 'Bỏ phần đó; biểu đồ chỉ được vẽ số liệu của bảng kết quả, không tải ảnh, dữ liệu hay mở liên kết.',
    },
    en: {
      text: 'Chart refused: "{part}" points outside the chart',
      hint: 'Remove that part; a chart draws the rows of its result only and loads no picture, no data and opens no link.',
    },
  },
  // ── map ──
  'map-unreadable': {
    vi: {
      text: 'Bản đồ không đọc được: {reason}',
      hint: 'Dùng GeoJSON hoặc TopoJSON có các vùng (Polygon), toạ độ kinh độ, vĩ độ WGS 84; bản đồ ô lưới và vòng tròn vẫn dùng được.',
    },
    en: {
      text: 'Map cannot be read: {reason}',
      hint: 'Use GeoJSON or TopoJSON with areas (Polygon) in WGS 84 longitude and latitude; the tile grid and the circles still work.',
    },
  },
  'unit-names-crossed': {
    vi: {
      text: '{left} (hệ {leftSystem}) và {right} (hệ {rightSystem}) so theo tên, nhưng {count} tên không cùng địa giới: {units}',
      hint: 'Nối theo địa giới bằng unit_on(…) hoặc quy đổi bằng restated(…); nếu thật sự muốn thế, ghi chú thích “-- unit systems: as is”.',
    },
    en: {
      text: '{left} (system {leftSystem}) and {right} (system {rightSystem}) are compared by name, but {count} names are not the same territory: {units}',
      hint: 'Join by territory with unit_on(…) or restate with restated(…); if you mean it, write the comment “-- unit systems: as is”.',
    },
  },
  'unit-codes-crossed': {
    vi: {
      text: '{left} (hệ {leftSystem}) và {right} (hệ {rightSystem}) so theo mã, nhưng {count} mã không cùng địa giới: {units}',
      hint: 'Nối theo địa giới bằng unit_on(…) hoặc quy đổi bằng restated(…); nếu thật sự muốn thế, ghi chú thích “-- unit systems: as is”.',
    },
    en: {
      text: '{left} (system {leftSystem}) and {right} (system {rightSystem}) are compared by code, but {count} codes are not the same territory: {units}',
      hint: 'Join by territory with unit_on(…) or restate with restated(…); if you mean it, write the comment “-- unit systems: as is”.',
    },
  },
  'question-unknown': {
    vi: { text: 'Không có câu hỏi “{id}”', hint: 'Xem danh sách câu hỏi ở cột bên trái.' },
    en: { text: 'No question “{id}”', hint: 'See the list of questions on the left.' },
  },
} as const satisfies Record<string, Record<Language, ErrorText>>;

export type ErrorCode = keyof typeof errorCatalogue;
