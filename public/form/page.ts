/**
 * The one script of the public pages. When somebody begins to write, it loads the worker that seals. Once the worker is
 * ready, the page says so, and from then on nothing is sent that is not sealed here. Where any of this fails, the form
 * stays as it was: sent as it is and sealed by the listener, as the page then says.
 */
import type { FromSealer, Recipient, Sealed, ToSeal } from './worker.ts';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const sealerPath = '/sealing.js';

/** The page's policy allows one address for a worker, and no other use of text as a program. */
function sealerUrl(): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  return types?.createPolicy('form', { createScriptURL: () => sealerPath }).createScriptURL('') ?? sealerPath;
}

function request<T extends 'json' | 'document'>(
  method: string,
  path: string,
  kind: T,
  body?: URLSearchParams,
): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open(method, path);
    asked.responseType = kind;
    asked.addEventListener('load', () => resolve(asked));
    asked.addEventListener('error', () => reject(new Error('no answer')));
    asked.send(body ?? null);
  });
}

class Sealer {
  readonly #worker: Worker;
  readonly #recipient: Recipient;

  private constructor(worker: Worker, recipient: Recipient) {
    [this.#worker, this.#recipient] = [worker, recipient];
  }

  static async open(): Promise<Sealer> {
    const worker = new Worker(sealerUrl(), { type: 'module' });
    const [first, key] = await Promise.all([next(worker), request('GET', '/request-key', 'json')]);
    if (first !== 'ready' || key.status !== 200) throw new Error('cannot seal');
    return new Sealer(worker, key.response as Recipient);
  }

  async seal(told: ToSeal['told']): Promise<Sealed & Recipient> {
    const answer = next(this.#worker);
    this.#worker.postMessage({ recipient: this.#recipient, told } satisfies ToSeal);
    const sealed = await answer;
    if (typeof sealed === 'string') throw new Error('not sealed');
    return { ...sealed, ...this.#recipient };
  }
}

function next(worker: Worker): Promise<FromSealer> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<FromSealer>) => resolve(event.data), { once: true });
    worker.addEventListener('error', () => reject(new Error('no worker')), { once: true });
  });
}

/** `here`: this browser seals. `there`: the listener seals. */
function say(form: HTMLFormElement, where: 'here' | 'there'): void {
  for (const sentence of form.querySelectorAll<HTMLElement>('[data-sealed]'))
    sentence.hidden = sentence.dataset['sealed'] !== where;
}

const textIn = (form: HTMLFormElement, name: string) => {
  const field = form.elements.namedItem(name);
  const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return isField ? field.value.trim() : '';
};

async function sealAndSend(form: HTMLFormElement, sealer: Sealer): Promise<void> {
  const language = textIn(form, 'language') === 'sv' ? 'sv' : 'en';
  const kind = form.dataset['kind'] === 'press' ? 'press' : 'seat';
  const [name, contact, outlet, needs] = ['name', 'contact', 'outlet', 'needs'].map((each) => textIn(form, each));
  const told = { kind, language, name, contact, outlet, needs } as ToSeal['told'];
  const { sealed, publication, ticket, picture } = await sealer.seal(told);
  const path = new URL(form.action).pathname;
  const answer = await request('POST', path, 'document', new URLSearchParams({ sealed, publication, language }));
  show(answer.responseXML, ticket, picture);
}

/** Replaces this page with the listener's own answer page, and fills its two placeholders. */
function show(answer: Document | null, ticket: string, picture: Sealed['picture']): void {
  const main = answer?.querySelector('main');
  if (answer === null || main === null || main === undefined) throw new Error('no page');
  for (const part of main.querySelectorAll('.code, [role=img]')) {
    if (part.textContent === '{{ticket}}') part.textContent = ticket;
    if (part.textContent === '{{picture}}') part.replaceChildren(draw(picture));
  }
  document.title = answer.title;
  document.querySelector('main')?.replaceWith(document.adoptNode(main));
  const heading = main.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
  scrollTo(0, 0);
}

function draw(rows: Sealed['picture']): SVGElement {
  const element = (name: string, attributes: Readonly<Record<string, string>>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const dots = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const svg = element('svg', { viewBox: `0 0 ${rows.length} ${rows.length}` });
  svg.append(element('rect', { fill: 'white', width: '100%', height: '100%' }));
  svg.append(element('path', { fill: 'black', d: dots.join('') }));
  return svg as SVGElement;
}

function attend(form: HTMLFormElement): void {
  const button = form.querySelector('button');
  const alarm = form.querySelector<HTMLElement>('[role=alert]');
  const verb = button?.textContent ?? '';
  let opening: Promise<Sealer | undefined> | undefined;
  let sending = false;
  // A worker that cannot be loaded now is tried again when the page is loaded again. Until then the listener seals.
  const open = () =>
    (opening ??= Sealer.open().then(
      (sealer) => {
        say(form, 'here');
        return sealer;
      },
      () => undefined,
    ));
  const show = (state: 'sending' | 'failed') => {
    sending = state === 'sending';
    button?.setAttribute('aria-disabled', String(sending));
    if (button !== null) button.textContent = sending ? (form.dataset['wait'] ?? verb) : verb;
    if (alarm !== null) alarm.hidden = sending;
  };
  const send = async () => {
    show('sending');
    const sealer = await open();
    if (sealer === undefined) {
      // A visitor who comes back to this page finds its button as it was.
      sending = false;
      form.submit();
      return;
    }
    await sealAndSend(form, sealer).catch(() => show('failed'));
  };
  form.addEventListener('focusin', () => void open());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!sending) void send();
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-kind]')) attend(form);
