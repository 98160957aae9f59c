/**
 * What a remote visitor's page is given once it has loaded: a way to the key, a finder by the words on the screen, an ear
 * for what goes wrong. Functions here are handed to the browser as source text and use nothing from outside themselves.
 */
import type { Answer, installInPage, credentialsContainer, Question } from '../../../tools/authenticator/page.ts';

export type Kind = 'button' | 'link' | 'heading' | 'field' | 'text';

interface Client {
  readonly questions: { readonly number: number; readonly question: Question }[];
  readonly complaints: string[];
  give(number: number, answer: Answer): void;
  find(kind: Kind, name: string): HTMLElement | undefined;
}

declare global {
  var client: Client | undefined;
}

/** Everything, once a document. */
export function openDoor(install: typeof installInPage, containerOf: typeof credentialsContainer): void {
  if (globalThis.client !== undefined) return;
  const givers = new Map<number, (answer: Answer) => void>();
  const questions: { number: number; question: Question }[] = [];
  const complaints: string[] = [];
  const selectors = {
    button: 'button, [role=button]',
    link: 'a[href]',
    heading: 'h1, h2, h3',
    text: 'main *, dialog *',
  };
  const plain = (text: string | null | undefined) => (text ?? '').replaceAll(/\s+/gu, ' ').trim();
  const isShown = (one: Element) => one.checkVisibility({ visibilityProperty: true });
  const nameOf = (one: Element) => plain(one.getAttribute('aria-label') ?? one.textContent);
  const find = (kind: Kind, name: string): HTMLElement | undefined => {
    const wanted = plain(name);
    if (kind === 'field') {
      const labels = [...document.querySelectorAll('label')].filter(isShown);
      // An answer that may be left empty says so behind its label.
      const label = labels.find((one) => nameOf(one) === wanted || nameOf(one).startsWith(`${wanted} (`));
      return label?.control ?? undefined;
    }
    const all = [...document.querySelectorAll<HTMLElement>(selectors[kind])].filter(isShown);
    return kind === 'text'
      ? all.findLast((one) => nameOf(one).includes(wanted))
      : all.find((one) => nameOf(one) === wanted);
  };
  const give = (number: number, answer: Answer): void => {
    givers.get(number)?.(answer);
    givers.delete(number);
  };
  globalThis.client = { questions, complaints, give, find };

  addEventListener('error', ({ message }) => complaints.push(message));
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
  addEventListener('securitypolicyviolation', (event) =>
    complaints.push(`${event.effectiveDirective} stopped ${event.blockedURI}`),
  );

  if (!isSecureContext) return;
  const page = globalThis as unknown as Record<string, unknown>;
  if (page['PublicKeyCredential'] === undefined) {
    // WebKitGTK has no WebAuthn; Safari, which it replaces here, has.
    class CredentialsContainer {
      create(): void {}
      get(): void {}
    }
    page['PublicKeyCredential'] = class PublicKeyCredential {};
    Object.defineProperty(navigator, 'credentials', { value: new CredentialsContainer() });
  }
  let asked = 0;
  page['softwareKeyAnswers'] = (question: Question) =>
    new Promise<Answer>((resolve) => {
      asked += 1;
      givers.set(asked, resolve);
      questions.push({ number: asked, question });
    });
  install('softwareKeyAnswers', containerOf);
}

/** What the page asks of the key, and whether what is waited for is there. */
export function glance(kind: Kind, name: string) {
  const { client } = globalThis;
  return {
    asked: client?.questions.splice(0) ?? [],
    there: client?.find(kind, name) !== undefined,
  };
}

/** Two looks that see the same: the page has come to rest. */
export function still() {
  return {
    asked: globalThis.client?.questions.splice(0) ?? [],
    title: document.querySelector('main h1')?.textContent ?? '',
    words: location.pathname + document.body.textContent,
  };
}

/** Presses what is waited for, as soon as it can be. */
export function press(kind: Kind, name: string) {
  const { client } = globalThis;
  const found = client?.find(kind, name);
  const there = found !== undefined && !found.matches(':disabled, [aria-disabled=true]');
  if (there) found.click();
  return { asked: client?.questions.splice(0) ?? [], there };
}

export function fill(name: string, value: string): boolean {
  const found = globalThis.client?.find('field', name) as HTMLInputElement | undefined;
  if (found === undefined) return false;
  found.focus();
  found.value = value;
  for (const event of ['input', 'change']) found.dispatchEvent(new Event(event, { bubbles: true }));
  return true;
}

/** Within the app, as a click on a link would: loading the page anew would lock it. */
export function walk(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  document.body.append(link);
  link.click();
  link.remove();
}

export function describePage() {
  const scripts = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  return {
    path: location.pathname,
    title: document.querySelector('h1')?.textContent ?? '',
    words: document.body.innerText.slice(0, 1500),
    complaints: globalThis.client?.complaints.slice() ?? [],
    scripts: scripts.filter((path) => path.endsWith('.js')),
  };
}
