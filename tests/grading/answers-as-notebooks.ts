import path from 'node:path';
import { build } from 'esbuild';
import { answersOf, trainedAnswersOf } from '../exercises/answers/all';
import { codeCell, notebookOf, ROOT } from './notebooks';

/** An answer on file, as a notebook hands it in. */
export interface OnFile {
  id: string;
  kind: 'right' | 'wrong';
  name: string;
}

/** All of them by exercise, those that take a training too. */
export const allAnswersOf = { ...answersOf, ...trainedAnswersOf };

export const onFile: OnFile[] = Object.entries(allAnswersOf).flatMap(([id, { right, wrong }]) => [
  ...Object.keys(right).map((name): OnFile => ({ id, kind: 'right', name })),
  ...Object.keys(wrong).map((name): OnFile => ({ id, kind: 'wrong', name })),
]);

/** The answers and all that they are made of, as one long cell that imports from lib/ only. */
async function answersCell(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(ROOT, 'tests/exercises/answers/all.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    plugins: [
      {
        name: 'lib stays outside',
        setup({ onResolve }) {
          onResolve({ filter: /^\..*\/lib\// }, ({ path: name }) => ({
            path: name.replace(/^.*\/lib\//, './lib/'),
            external: true,
          }));
        },
      },
    ],
  });
  return outputFiles[0].text.replace(/^export \{[^}]*\};?$/m, '');
}

/**
 * Notebooks that hand in the answers, each exercise at most once a notebook.
 * @param round makes other inputs be drawn
 */
export async function answerNotebooks(answers: readonly OnFile[], round = 0) {
  const all = await answersCell();
  const rows: OnFile[][] = [];
  for (const answer of answers) {
    const row = rows.find(one => one.every(({ id }) => id !== answer.id));
    if (row) row.push(answer);
    else rows.push([answer]);
  }
  return rows.map(row => {
    const handIns = row.map(({ id, kind, name }) => {
      const place = `${id in answersOf ? 'answersOf' : 'trainedAnswersOf'}[${JSON.stringify(id)}].${kind}[${JSON.stringify(name)}]`;
      const answer = kind === 'right' ? place : `${place}.answer`;
      return `const round = ${round};\nawait check(${JSON.stringify(id)}, ${answer});`;
    });
    return { answers: row, notebook: notebookOf([all, ...handIns].map(cell => codeCell(cell))) };
  });
}
