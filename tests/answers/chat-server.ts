import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server behaves that should speak OpenAI's chat completions. */
export type Behaviour =
  | 'well'
  | 'slow'
  | 'cuts'
  | 'asks for a key'
  | 'knows no model'
  | 'fails'
  | 'sends a page'
  | 'sends nonsense'
  | 'says nothing'
  | 'never ends';

export interface ChatRequest {
  authorization?: string;
  messages: { role: string; content: string }[];
}

/** A real server on the loopback; it tells what it was asked. */
export async function chatServer(behaviour: Behaviour, text = '') {
  const requests: ChatRequest[] = [];
  let dropped = 0;
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { authorization } = request.headers;
    requests.push({ authorization, messages: JSON.parse(body).messages });
    response.on('close', () => {
      dropped += Number(!response.writableFinished);
    });
    respond(behaviour, text, response, authorization);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    /** How many went away before their answer was whole. */
    dropped: () => dropped,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += part;
  return body;
}

const STREAM = { 'content-type': 'text/event-stream' };

const part = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({
    ...{ id: 'chat', object: 'chat.completion.chunk', created: 0, model: 'small' },
    choices: [{ index: 0, delta: content ? { content } : {}, finish_reason: finish }],
  })}\n\n`;

function respond(behaviour: Behaviour, text: string, response: ServerResponse, authorization?: string): void {
  const refuse = (status: number, message: string) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message } }));
  };
  const begin = () => response.writeHead(200, STREAM);
  switch (behaviour) {
    case 'asks for a key':
      refuse(401, `the key ${authorization} is wrong`);
      return;
    case 'knows no model':
      refuse(404, 'no such model');
      return;
    case 'fails':
      refuse(500, `it broke, with ${authorization}`);
      return;
    case 'sends a page':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><script>alert(1)</script><p>Welcome</p>');
      return;
    case 'sends nonsense':
      begin();
      response.end(`data: {"choices": 7}\n\ndata: ${'%'.repeat(500)}\n\n`);
      return;
    case 'says nothing':
      begin();
      response.end(`${part('', 'stop')}data: [DONE]\n\n`);
      return;
    case 'slow':
      begin();
      response.write(part('The '));
      return; // and no more
    case 'cuts':
      begin();
      response.write(part(text.slice(0, text.length / 2)));
      setTimeout(() => response.destroy(), 20);
      return;
    case 'never ends': {
      begin();
      const more = setInterval(() => response.write(part('and on '.repeat(50))), 1);
      response.on('close', () => clearInterval(more));
      return;
    }
    default:
      begin();
      for (const word of text.split(/(?<= )/)) response.write(part(word));
      response.end(`${part('', 'stop')}data: [DONE]\n\n`);
  }
}
