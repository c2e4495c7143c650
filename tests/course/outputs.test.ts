import { describe, expect, test } from 'vitest';
import { Outputs, textOf } from '../../tools/course/outputs';

const text = (content: string) => ({ data: { 'text/plain': content }, metadata: {} });
const shown = (content: string, id?: string) => ({ ...text(content), transient: id ? { display_id: id } : {} });

describe('the outputs of cells', () => {
  test('join neighbouring pieces of a stream, and keep stdout and stderr apart', () => {
    const outputs = new Outputs();
    for (const [name, piece] of [
      ['stdout', 'a'],
      ['stdout', 'b'],
      ['stderr', 'c'],
    ]) {
      outputs.add(0, { type: 'stream', content: { name, text: piece } });
    }
    expect(outputs.of(0)).toEqual([
      { output_type: 'stream', name: 'stdout', text: 'ab' },
      { output_type: 'stream', name: 'stderr', text: 'c' },
    ]);
  });

  test('hold the last state of a display that was updated, also from a later cell', () => {
    const outputs = new Outputs();
    outputs.add(0, { type: 'display_data', content: shown('first', 'd') });
    outputs.add(1, { type: 'update_display_data', content: shown('second', 'd') });
    expect(outputs.of(0)).toEqual([{ output_type: 'display_data', ...text('second') }]);
    expect(outputs.of(1)).toEqual([]);
  });

  test('ignore an update of a display that was never shown', () => {
    const outputs = new Outputs();
    outputs.add(0, { type: 'display_data', content: shown('kept') });
    outputs.add(0, { type: 'update_display_data', content: shown('lost', 'unknown') });
    outputs.add(0, { type: 'update_display_data', content: shown('lost') });
    expect(outputs.of(0)).toEqual([{ output_type: 'display_data', ...text('kept') }]);
  });

  test('are cleared at once, or with the next output if the cell asked to wait', () => {
    const outputs = new Outputs();
    outputs.add(0, { type: 'display_data', content: shown('old') });
    outputs.add(0, { type: 'clear_output', content: { wait: true } });
    expect(outputs.of(0)).toHaveLength(1);
    outputs.add(0, { type: 'display_data', content: shown('new') });
    expect(textOf(outputs.of(0))).toBe('new');
    outputs.add(0, { type: 'clear_output', content: {} });
    expect(outputs.of(0)).toEqual([]);
  });

  test('leave out messages that show nothing', () => {
    const outputs = new Outputs();
    outputs.add(0, { type: 'comm_open', content: {} });
    expect(outputs.of(0)).toEqual([]);
  });
});

describe('the text of outputs', () => {
  test('is what a reader sees: no tags, no styles, no stderr', () => {
    const html = '<style>b { color: red }</style><b>kNN</b>&nbsp;&lt; 98&#37; &amp; more';
    const outputs = new Outputs();
    outputs.add(0, { type: 'stream', content: { name: 'stderr', text: 'noise' } });
    outputs.add(0, { type: 'display_data', content: { data: { 'text/html': html } } });
    expect(textOf(outputs.of(0)).trim()).toBe('kNN < 98% & more');
  });
});
