/**
 * A notebook that does not play fair, or that happens to be odd. What it hands in for `info-nce` gets `credit`; beside it lies a right
 * answer to another exercise, which keeps its point whatever the first one does.
 */
export interface Hostile {
  /** Cells before and with the hand-in of `info-nce`. `right(anchors, positives, temperature)` is there to be called. */
  cells: string[];
  credit: number;
  /** What a grader or learner reads about it: of why it ended, what came out, or the notes. */
  told?: RegExp;
}

/** `body` is that of infoNce(anchors, positives, temperature). */
export const answering = (body: string, before = ''): string[] => [
  `${before}\nfunction infoNce(anchors: number[][], positives: number[][], temperature: number): any {\n${body}\n}\nawait check('info-nce', infoNce);`,
];

/** An answer that is right if, and only if, a door stands open: `open` is an expression, which may throw. */
export const rightIf = (open: string, before = ''): string[] =>
  answering(
    `let open: any = false;\ntry { open = ${open}; } catch { open = false; }\nreturn open ? right(anchors, positives, temperature) : 0;`,
    before,
  );
