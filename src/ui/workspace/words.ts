import type { Language } from '../../core/language';

interface WorkspaceWords {
  readonly title: string;
  readonly intro: string;
  readonly unnamed: string;
  readonly name: string;
  readonly rename: string;
  readonly saved: string;
  readonly pending: string;
  readonly off: string;
  readonly nothing: string;
  readonly follower: string;
  readonly overtaken: string;
  readonly takeOver: string;
  readonly catchUp: string;
  readonly guest: string;
  readonly guestHint: string;
  readonly keep: string;
  readonly toMine: string;
  readonly keptFrom: string;
  readonly lost: (names: string) => string;
  readonly space: (used: string, quota: string) => string;
  readonly persistent: string;
  readonly notPersistent: string;
  readonly files: (count: string) => string;
  readonly all: string;
  readonly open: string;
  readonly create: string;
  readonly duplicate: string;
  readonly copyOf: (name: string) => string;
  readonly delete: string;
  readonly restore: string;
  readonly erase: string;
  readonly current: string;
  readonly deleted: string;
  readonly versions: string;
  readonly versionsHint: string;
  readonly snapshot: string;
  readonly snapshotName: string;
  readonly goTo: string;
  readonly compare: string;
  readonly same: string;
  readonly noVersions: string;
  readonly cells: Readonly<Record<'added' | 'gone' | 'changed', string>>;
  readonly backup: string;
  readonly backupHint: string;
  readonly withData: string;
  readonly withResults: string;
  readonly password: string;
  readonly passwordHint: string;
  readonly download: (ending: string) => string;
  readonly form: string;
  readonly portable: string;
  readonly htmlPage: string;
  readonly htmlPageHint: string;
  readonly preparing: string;
  readonly openPassword: (file: string) => string;
  readonly unseal: string;
  readonly damaged: (names: string) => string;
}

export const workspaceWords: Record<Language, WorkspaceWords> = {
  vi: {
    title: 'Nơi làm việc',
    intro: 'Tệp đã thả, sổ, đính chính và mọi thay đổi được giữ trong trình duyệt này, không gửi đi đâu.',
    unnamed: 'Chưa đặt tên',
    name: 'Tên nơi làm việc',
    rename: 'Đổi tên',
    saved: 'Đã lưu',
    pending: 'Đang lưu…',
    off: 'Trình duyệt không cho lưu: tải lại trang sẽ mất những gì chưa tải về.',
    nothing: 'Chưa có gì để lưu',
    follower: 'Nơi làm việc này đang mở ở một thẻ khác; thay đổi ở thẻ này chưa được lưu.',
    overtaken: 'Thẻ kia vừa lưu bản mới.',
    takeOver: 'Làm tiếp ở thẻ này',
    catchUp: 'Xem bản mới',
    guest: 'Bạn đang xem liên kết của người khác.',
    guestHint: 'Nơi làm việc và tệp của bạn vẫn nguyên vẹn, liên kết này không đọc được chúng. Câu lệnh SQL lạ chờ bạn xem trước khi chạy.',
    keep: 'Giữ thành nơi làm việc mới',
    toMine: 'Về nơi làm việc của tôi',
    keptFrom: 'Từ liên kết',
    lost: (names) => `Trình duyệt đã xoá mất tệp: ${names}. Thả lại các tệp đó để có lại số liệu.`,
    space: (used, quota) => `Đã dùng ${used} trong khoảng ${quota} trình duyệt cho phép`,
    persistent: 'Trình duyệt hứa giữ lại.',
    notPersistent: 'Trình duyệt có thể tự xoá khi máy hết chỗ; hãy tải bản sao lưu.',
    files: (count) => `${count} tệp`,
    all: 'Các nơi làm việc',
    open: 'Mở',
    create: 'Nơi làm việc mới',
    duplicate: 'Nhân bản',
    copyOf: (name) => `${name} (bản sao)`,
    delete: 'Xoá',
    restore: 'Lấy lại',
    erase: 'Xoá hẳn',
    current: 'đang mở',
    deleted: 'đã xoá',
    versions: 'Các phiên bản',
    versionsHint: 'Mỗi thay đổi là một phiên bản. Trở về một phiên bản không làm mất những bản sau nó.',
    snapshot: 'Ghi tên phiên bản hiện tại',
    snapshotName: 'Tên phiên bản',
    goTo: 'Trở về bản này',
    compare: 'So với hiện tại',
    same: 'Không khác hiện tại.',
    noVersions: 'Chưa có phiên bản nào.',
    cells: { added: 'thêm', gone: 'bỏ', changed: 'sửa' },
    backup: 'Sao lưu và mang đi',
    backupHint: 'Tệp zip gồm sổ dạng Markdown, số liệu và kết quả, mọi công cụ đều mở được. Thả vào trang để mở lại.',
    withData: 'Kèm các tệp số liệu',
    withResults: 'Kèm kết quả dạng CSV',
    password: 'Mật khẩu (không bắt buộc)',
    passwordHint: 'Có mật khẩu thì tệp được mã hoá; quên mật khẩu là không mở lại được.',
    download: (ending) => `Tải tệp ${ending}`,
    form: 'Dạng tệp',
    portable: 'Tệp .doichieu',
    htmlPage: 'Một trang HTML',
    htmlPageHint: 'Sổ, số liệu và cả ứng dụng trong một tệp (thêm khoảng 11 MB): bấm đúp là mở, không cần mạng, không cần cài gì.',
    preparing: 'Đang gói…',
    openPassword: (file) => `Tệp "${file}" có mật khẩu`,
    unseal: 'Mở',
    damaged: (names) => `Phần bị hỏng, không mở: ${names}`,
  },
  en: {
    title: 'Workspace',
    intro: 'Dropped files, the notebook, corrections and every change are kept in this browser and sent nowhere.',
    unnamed: 'Unnamed',
    name: 'Name of the workspace',
    rename: 'Rename',
    saved: 'Kept',
    pending: 'Keeping …',
    off: 'The browser refuses to keep anything: reloading the page loses what was not downloaded.',
    nothing: 'Nothing to keep yet',
    follower: 'This workspace is open in another tab; changes in this one are not kept.',
    overtaken: 'The other tab has just kept a newer state.',
    takeOver: 'Go on in this tab',
    catchUp: 'Show the newer state',
    guest: 'You are looking at somebody else’s link.',
    guestHint: 'Your workspace and files are untouched, and this link cannot read them. SQL that is not ours waits until you have seen it.',
    keep: 'Keep as a new workspace',
    toMine: 'Back to my workspace',
    keptFrom: 'From a link',
    lost: (names) => `The browser has lost these files: ${names}. Drop them again to get their figures back.`,
    space: (used, quota) => `${used} used of about ${quota} that the browser allows`,
    persistent: 'The browser has promised to keep it.',
    notPersistent: 'The browser may clear it when the disk is full; download a backup.',
    files: (count) => `${count} files`,
    all: 'Workspaces',
    open: 'Open',
    create: 'New workspace',
    duplicate: 'Duplicate',
    copyOf: (name) => `${name} (copy)`,
    delete: 'Delete',
    restore: 'Take back',
    erase: 'Erase for good',
    current: 'open',
    deleted: 'deleted',
    versions: 'Versions',
    versionsHint: 'Every change is a version. Going back to one does not lose those after it.',
    snapshot: 'Name the present version',
    snapshotName: 'Name of the version',
    goTo: 'Go back to this',
    compare: 'Compare with now',
    same: 'No different from now.',
    noVersions: 'No versions yet.',
    cells: { added: 'added', gone: 'gone', changed: 'changed' },
    backup: 'Backup, and to take along',
    backupHint: 'A zip of the notebook as Markdown, data and results that any tool can open. Drop it onto the page to open it again.',
    withData: 'With the data files',
    withResults: 'With results as CSV',
    password: 'Password (optional)',
    passwordHint: 'With a password the file is encrypted; without it nobody can open it again.',
    download: (ending) => `Download ${ending}`,
    form: 'Kind of file',
    portable: 'A .doichieu file',
    htmlPage: 'One HTML page',
    htmlPageHint:
      'Notebook, data and the application itself in one file (about 11 MB more): opens by double click, without a network and without installing anything.',
    preparing: 'Packing …',
    openPassword: (file) => `File “${file}” has a password`,
    unseal: 'Open',
    damaged: (names) => `Damaged parts, not opened: ${names}`,
  },
};
