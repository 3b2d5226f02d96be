/** What the reader has reached, by kind of fault; raise it when the reader gets better. What is not named must be read exactly. */
const surveyFloors: Record<string, { readonly ten: number; readonly exact: number }> = {
  'no header': { ten: 9.33, exact: 0 },
  'several header rows': { ten: 6.96, exact: 0 },
  'delimiter space': { ten: 1.02, exact: 0 },
  'delimiter comma and space': { ten: 1.02, exact: 0 },
  'delimiter two bars': { ten: 8.44, exact: 0 },
  'delimiter colon': { ten: 1.02, exact: 0 },
  'delimiter tilde': { ten: 1.02, exact: 0 },
  'delimiter space, texts not quoted': { ten: 1, exact: 0 },
  'quote apostrophe': { ten: 1.02, exact: 0 },
  'escape backslash': { ten: 8.82, exact: 0 },
  'escape missing': { ten: 8.82, exact: 0 },
  'several tables': { ten: 5.37, exact: 0.33 },
  'delimiter too many in a row': { ten: 9.98, exact: 0.07 },
  'stray quote in a cell': { ten: 9.85, exact: 0 },
  'delimiter missing in a row': { ten: 9.95, exact: 0.08 },
  'space delimits one row': { ten: 9.66, exact: 0 },
  'semicolon delimits one row': { ten: 9.66, exact: 0 },
  'quote not escaped in a cell': { ten: 9.95, exact: 0 },
  'backslash escapes quotes in a row': { ten: 9.95, exact: 0 },
};

const reportFloors: Record<string, { readonly facts: number; readonly exact: number }> = {
  transposed: { facts: 0.74, exact: 0 },
  'words among figures': { facts: 0.97, exact: 0 },
  'Excel serial days': { facts: 0.79, exact: 0 },
  'range periods': { facts: 0, exact: 0 },
  'names and remarks in two languages': { facts: 0, exact: 0 },
  'TCVN3 bytes': { facts: 0, exact: 0 },
  'VNI bytes': { facts: 0, exact: 0 },
  'TCVN3 letters in UTF-8': { facts: 0, exact: 0 },
  'VNI letters in UTF-8': { facts: 0, exact: 0 },
  mojibake: { facts: 0, exact: 0 },
  'mojibake in the names only': { facts: 0, exact: 0 },
  'TCVN3 in the names only': { facts: 0, exact: 0 },
  'two faults': { facts: 0.71, exact: 0.71 },
};

export const surveyFloor = (fault: string) => surveyFloors[fault] ?? { ten: 9.999, exact: 1 };

export const reportFloor = (fault: string) => reportFloors[fault] ?? { facts: 1, exact: 1 };

/** Files in which something still changes without a word, and why. The list may only get shorter. */
export const knownSilences: readonly { readonly files: RegExp; readonly reason: string }[] = [
  { files: /^delimiter two bars/, reason: 'read as one bar with empty columns between' },
  { files: /^escape backslash/, reason: 'the backslash stays' },
  { files: /^escape missing/, reason: 'quotes inside cells are resolved by where they stand' },
  { files: /^second table/, reason: "rows of the second table are passed on with the first's" },
  { files: /^delimiter too many in a row/, reason: 'a trailing empty cell too many is dropped without a word' },
  { files: /^stray quote in a cell/, reason: 'the row keeps its width and is passed on as it is' },
  { files: /^delimiter missing in a row/, reason: 'not told yet' },
  { files: /^quote not escaped in a cell/, reason: 'passed on as it is' },
  { files: /^backslash escapes quotes in a row/, reason: 'passed on as it is' },
  { files: /^words among figures/, reason: 'the column stays text as a whole' },
  { files: /^Excel serial days/, reason: 'the column stays a number' },
  { files: /^names and remarks in two languages/, reason: 'no unit matches, and the column is not taken for one' },
  { files: /^TCVN3 letters in UTF-8/, reason: 'letters are not undone yet' },
  { files: /^VNI letters in UTF-8/, reason: 'letters are not undone yet' },
  { files: /^mojibake/, reason: 'letters are not undone yet' },
  { files: /^mojibake in the names only/, reason: 'letters are not undone yet' },
  { files: /^TCVN3 in the names only/, reason: 'letters are not undone yet' },
  { files: /^pairs of columns in orders of their own \+ TCVN3 letters in UTF-8/, reason: 'not told yet' },
  { files: /^names and remarks in two languages \+ transposed/, reason: 'not told yet' },
  { files: /^percent signs \+ VNI letters in UTF-8/, reason: 'not told yet' },
];
