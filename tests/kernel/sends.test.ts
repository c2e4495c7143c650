import { createRequire } from 'node:module';
import { afterEach, expect, test } from 'vitest';

const require = createRequire(__filename);
const fresh = () => require('zeromq') as typeof import('zeromq');
const { queueSends } = require('../../tools/kernel/sends.cjs') as typeof import('../../tools/kernel/sends.cjs');

const open: { close(): void }[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

/** A sender to which nobody listens yet: its first message cannot leave, and the next finds it busy. */
function lonelySender(Socket: typeof import('zeromq').Push) {
  const socket = new Socket();
  open.push(socket);
  socket.connect('inproc://later');
  return socket;
}
const { Push, Pull } = fresh();

test('without the mend, a message that finds the socket busy throws', () => {
  const sender = new Push();
  open.push(sender);
  void sender.send('first').catch(() => {}); // the socket is closed before it can leave
  expect(() => sender.send('second')).toThrow(expect.objectContaining({ code: 'EBUSY' }));
});

test('with it, messages leave in their order as soon as they can', async () => {
  class Mended extends Push {}
  queueSends(Mended);
  const sender = lonelySender(Mended);
  const sent = ['first', 'second', 'third', 'fourth'].map(text => sender.send(text));
  const receiver = new Pull();
  open.push(receiver);
  await receiver.bind('inproc://later');
  const received: string[] = [];
  for await (const [message] of receiver) {
    received.push(String(message));
    if (received.length === 4) break;
  }
  await Promise.all(sent);
  expect(received).toEqual(['first', 'second', 'third', 'fourth']);
});
