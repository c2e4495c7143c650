import { isRecord, type MimeBundle, type Output } from './notebook';

/** A message from the kernel's output channel. */
export interface Message {
  type: string;
  content: Record<string, unknown>;
}

type Display = Extract<Output, { output_type: 'display_data' | 'execute_result' }>;

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/**
 * The outputs of a notebook's cells as messages come in: the state that a viewer would show, and that is stored.
 * An update of a display changes it wherever it is shown, in an earlier cell too.
 */
export class Outputs {
  private readonly cells = new Map<number, Output[]>();
  private readonly displays = new Map<string, Display[]>();
  private readonly clearing = new Set<number>();

  of(cell: number): Output[] {
    const outputs = this.cells.get(cell) ?? [];
    this.cells.set(cell, outputs);
    return outputs;
  }

  add(cell: number, { type, content }: Message): void {
    if (type === 'clear_output') {
      if (content.wait) this.clearing.add(cell);
      else this.cells.set(cell, []);
      return;
    }
    if (type === 'update_display_data') {
      this.update(content);
      return;
    }
    const output = this.outputFrom(type, content);
    if (!output) return;
    if (this.clearing.delete(cell)) this.cells.set(cell, []);
    const outputs = this.of(cell);
    const previous = outputs.at(-1);
    if (output.output_type === 'stream' && previous?.output_type === 'stream' && previous.name === output.name) {
      previous.text += output.text;
    } else {
      outputs.push(output);
    }
  }

  private outputFrom(type: string, content: Record<string, unknown>): Output | undefined {
    switch (type) {
      case 'stream':
        return {
          output_type: 'stream',
          name: content.name === 'stderr' ? 'stderr' : 'stdout',
          text: String(content.text ?? ''),
        };
      case 'display_data':
      case 'execute_result': {
        const shown = { data: record(content.data) as MimeBundle, metadata: record(content.metadata) };
        const output: Display =
          type === 'display_data'
            ? { output_type: type, ...shown }
            : { output_type: type, ...shown, execution_count: Number(content.execution_count) || null };
        const id = record(content.transient).display_id;
        if (typeof id === 'string') this.displays.set(id, [...(this.displays.get(id) ?? []), output]);
        return output;
      }
      case 'error':
        return {
          output_type: 'error',
          ename: String(content.ename ?? ''),
          evalue: String(content.evalue ?? ''),
          traceback: Array.isArray(content.traceback) ? content.traceback.map(String) : [],
        };
      default:
        return undefined;
    }
  }

  private update(content: Record<string, unknown>): void {
    const id = record(content.transient).display_id;
    for (const display of (typeof id === 'string' && this.displays.get(id)) || []) {
      display.data = record(content.data);
      display.metadata = record(content.metadata);
    }
  }
}

function withoutTags(html: string): string {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/[ \t]+/g, ' ');
}

/** What a reader can read in a cell's outputs: standard output, plain text, and HTML without its tags. */
export function textOf(outputs: Output[]): string {
  return outputs
    .flatMap(output => {
      if (output.output_type === 'stream') return output.name === 'stdout' ? [output.text] : [];
      if (output.output_type === 'error') return [];
      const { 'text/plain': plain, 'text/html': html } = output.data;
      return [typeof plain === 'string' ? plain : '', typeof html === 'string' ? withoutTags(html) : ''];
    })
    .filter(text => text !== '')
    .join('\n');
}
