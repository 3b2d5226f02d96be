/** What the reader has reached, by kind of fault; raise it when the reader gets better. What is not named must be read exactly. */
const surveyFloors: Record<string, { readonly ten: number; readonly exact: number }> = {};

const reportFloors: Record<string, { readonly facts: number; readonly exact: number }> = {};

export const surveyFloor = (fault: string) => surveyFloors[fault] ?? { ten: 9.999, exact: 1 };

export const reportFloor = (fault: string) => reportFloors[fault] ?? { facts: 1, exact: 1 };

/** Files in which something still changes without a word, and why. The list may only get shorter. */
export const knownSilences: readonly { readonly files: RegExp; readonly reason: string }[] = [];
