/** An answer as it is judged: how sure it was, and whether it was right. */
export interface Judged {
  confidence: number;
  right: boolean;
}

/** What comes of answering only where the confidence is at least so high. */
export interface CoveragePoint {
  threshold: number;
  /** How many are answered, and how many of these rightly. */
  answered: number;
  right: number;
  /** The share that is answered, and the share of these that is right. */
  coverage: number;
  accuracy: number;
}

/**
 * Coverage and accuracy as a curve: a point a threshold, from answering the surest alone to answering all. An unanswerable question that
 * is answered counts as a wrong answer.
 */
export function coverageCurve(judged: readonly Judged[]): CoveragePoint[] {
  const sorted = [...judged].sort((one, other) => other.confidence - one.confidence);
  let right = 0;
  const points = sorted.map((one, i) => {
    right += Number(one.right);
    const answered = i + 1;
    return {
      threshold: one.confidence,
      answered,
      right,
      coverage: answered / sorted.length,
      accuracy: right / answered,
    };
  });
  // equally sure ones are answered together or not at all
  return points.filter(({ threshold }, i) => points[i + 1]?.threshold !== threshold);
}
