/** What target × unit × day can come to, in the order of the legend: decided or moving first, what cannot be judged last. */
export const verdicts = ['met', 'on_pace', 'behind', 'missed', 'not_due', 'no_data', 'not_applicable'] as const;

export type Verdict = (typeof verdicts)[number];

export function isVerdict(value: unknown): value is Verdict {
  return verdicts.some((verdict) => verdict === value);
}
