// One request as bytes on a socket of its own: what no HTTP client would send.
import { connect, type NetConnectOpts } from 'node:net';

export interface RawAnswer {
  /** 0: the connection ended without an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const answerWithinMs = 10_000;

function parse(all: string): RawAnswer {
  // What a client is told that waits before it sends its body is not the answer.
  const text = all.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/u, '');
  const cut = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, Math.max(cut, 0)).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/u.exec(first)?.[1] ?? 0);
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status, headers: Object.fromEntries(headers), body: cut < 0 ? '' : text.slice(cut + 4) };
}

/** Resolves with everything that came until the other side closed. */
export function sendRaw(to: NetConnectOpts, bytes: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(to, () => void socket.write(bytes, 'latin1'));
    socket.setTimeout(answerWithinMs, () => socket.destroy(new Error(`no answer to ${bytes.slice(0, 200)}`)));
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    // A reset after the answer is how a refused upload ends.
    socket.on('error', (error) => (text === '' ? reject(error) : resolve(parse(text))));
    socket.on('close', () => resolve(parse(text)));
  });
}

/** A whole request; `headers` in their order, doubled ones too. */
export function rawRequest(
  method: string,
  target: string,
  headers: readonly (readonly [string, string])[],
  body = '',
): string {
  const length = body === '' ? [] : [['content-length', String(Buffer.byteLength(body, 'latin1'))] as const];
  const lines = [...headers, ['connection', 'close'] as const, ...length].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** Ways to write one address; a router may take some of them for the same. */
export function otherWritings(path: string): readonly string[] {
  const escape = (text: string) => [...text].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join('');
  const [, ...parts] = path.split('/');
  return [
    ...parts.map((part, at) => `/${parts.with(at, escape(part.slice(0, 1)) + part.slice(1)).join('/')}`),
    `/${parts.map(escape).join('/')}`,
    `/${escape(parts.join('/')).toUpperCase().replaceAll('%2F', '/')}`,
    escape(path),
    `/${parts.join('%2f')}`,
    path.replaceAll('/', '//'),
    `/${path}`,
    `${path}/`,
    `${path}//`,
    path.toUpperCase(),
    `/.${path}`,
    `/x/..${path}`,
    `/%2e${path}`,
    `${path}/.`,
    `${path}?x=1`,
    `${path}#x`,
    `${path};x=1`,
    `${path}%00`,
    `${path}%20`,
    `http://evil.example${path}`,
    `http://evil.example/${escape(parts[0] ?? '')}/${parts.slice(1).join('/')}`,
    path.replaceAll('/', '\\'),
    `\\${path}`,
    path.replace('a', '%2561'),
    `${path}%c0%af`,
  ];
}

/** Requests that have no meaning anywhere; each as its bytes. */
export function nonsense(host: string, path: string): Readonly<Record<string, string>> {
  const get = (target: string, ...more: (readonly [string, string])[]) =>
    rawRequest('GET', target, [['host', host], ...more]);
  const post = (body: string, ...more: (readonly [string, string])[]) =>
    rawRequest('POST', path, [['host', host], ['origin', `http://${host}`], ...more], body);
  const json = ['content-type', 'application/json'] as const;
  return {
    'two slashes': get('//'),
    'two slashes and a host': get('//evil.example/%2f..'),
    'a backslash': get('/\\'),
    'a percent sign': get('/%'),
    'half an escape': get('/%a'),
    'no UTF-8': get('/%ff%fe'),
    'a zero byte': get('/%00'),
    'dot segments': get('/assets/..%2f..%2fetc%2fpasswd'),
    'a long address': get(`/${'a'.repeat(8000)}`),
    'a long part with a parameter': get(`/${'a'.repeat(300)}/checkpoint`),
    'an address that fills the head': get(`/${'a'.repeat(20_000)}`),
    'a header that fills the head': get(path, ['x-big', 'a'.repeat(20_000)]),
    'a thousand headers': get(path, ...Array.from({ length: 1000 }, (_, i) => [`x-${i}`, '1'] as const)),
    'two hosts': get(path, ['host', 'evil.example']),
    'two equal hosts': get('/health', ['Host', host]),
    'no host': rawRequest('GET', '/health', []),
    'no host on an act': rawRequest('POST', path, [json], '{}'),
    'an unknown method': rawRequest('BREW', '/', [['host', host]]),
    'an odd method': rawRequest('PROPFIND', path, [['host', host]]),
    'a method without a route': rawRequest('DELETE', path, [['host', host]]),
    TRACE: rawRequest('TRACE', path, [['host', host]]),
    'the asterisk': rawRequest('OPTIONS', '*', [['host', host]]),
    'not HTTP': 'hello\r\n\r\n',
    'HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'HTTP/9': `GET / HTTP/9.9\r\nhost: ${host}\r\n\r\n`,
    'a space in the address': `GET / / HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
    'a header without a name': `GET / HTTP/1.1\r\nhost: ${host}\r\n: x\r\n\r\n`,
    'a folded header': `GET / HTTP/1.1\r\nhost: ${host}\r\n x\r\n\r\n`,
    'two lengths': `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}`,
    'length and chunks': `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    'a bad chunk': `POST ${path} HTTP/1.1\r\nhost: ${host}\r\norigin: http://${host}\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    'a negative length': `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: -1\r\n\r\n`,
    'an odd expectation': rawRequest('POST', path, [['host', host], ['expect', 'coffee'], json], '{}'),
    'an upgrade': get(path, ['connection', 'upgrade'], ['upgrade', 'websocket']),
    'a bad cookie': get(path, ['cookie', `__Host-dd=%;=;;\x01`.replace('\x01', '%00')]),
    'broken JSON': post('{', json),
    'no JSON': post('hello', json),
    'nothing as JSON': post('', json),
    'a poisoned prototype': post('{"__proto__":{"x":1}}', json),
    'a body of brackets': post('['.repeat(900), json),
    'a number': post('1', json),
    null: post('null', json),
    'another content type': post('{}', ['content-type', 'text/plain']),
    'a content type that is none': post('{}', ['content-type', ';;;']),
    'no content type': post('{}'),
    'two content types': post('{}', json, ['content-type', 'text/plain']),
    'an unknown charset': post('{}', ['content-type', 'application/json; charset=utf-16']),
    'a packed body': post('{}', json, ['content-encoding', 'gzip']),
    'a large body': post(`{"a":"${'x'.repeat(200_000)}"}`, json),
    'a file': post('--x\r\n\r\n', ['content-type', 'multipart/form-data; boundary=x']),
  };
}
