import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TSX } from '../grader';

const MODULE = path.resolve(__dirname, '../../../tools/grade/walls/no-debugger.ts');

test.skipIf(process.platform === 'win32')(
  'a process that opens no debugger goes on at the signal for one',
  async () => {
    const script = `require(${JSON.stringify(MODULE)}).openNoDebugger();
    process.stdin.once('data', () => process.exit(7)); console.log('ready');`;
    const child = spawn(process.execPath, ['--import', TSX, '-e', script], { stdio: 'pipe' });
    let told = '';
    child.stderr.on('data', data => {
      told += data;
    });
    await once(child.stdout, 'data');
    child.kill('SIGUSR1');
    await new Promise(resolve => setTimeout(resolve, 300));
    child.stdin.write('go\n');
    expect(await once(child, 'exit')).toEqual([7, null]);
    expect(told).toBe('');
  },
);
