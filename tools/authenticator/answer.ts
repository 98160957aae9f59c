/** From the question that a page asks to the answer of one key. */
import type { CreationOptions, RequestOptions } from './ceremony.ts';
import {
  assertionJSON,
  creationOptionsFromJSON,
  registrationJSON,
  requestOptionsFromJSON,
  type CreationOptionsJSON,
  type RequestOptionsJSON,
} from './json.ts';
import type { SoftwareKey } from './key.ts';
import { credentialsContainer, type Answer, type Credentials, type Question } from './page.ts';

type Request =
  | { readonly kind: 'create'; readonly options: CreationOptions }
  | { readonly kind: 'get'; readonly options: RequestOptions };

export function requestOf({ kind, options }: Question): Request {
  if (kind === 'create') return { kind, options: creationOptionsFromJSON(options as CreationOptionsJSON) };
  return { kind: 'get', options: requestOptionsFromJSON(options as RequestOptionsJSON) };
}

export async function perform(key: SoftwareKey, request: Request, origin: string) {
  if (request.kind === 'create') {
    const registration = await key.create(request.options, origin);
    return { id: registration.id, credential: registrationJSON(registration) };
  }
  const assertion = await key.get(request.options, origin);
  return { id: assertion.id, credential: assertionJSON(assertion) };
}

/** Only the refusals that a browser knows go to the page; anything else is a fault of the key and is named as one. */
export function failure(error: unknown): { readonly error: { readonly name: string; readonly message: string } } {
  if (error instanceof DOMException || error instanceof TypeError) {
    return { error: { name: error.name, message: error.message } };
  }
  return { error: { name: 'UnknownError', message: String(error) } };
}

/** What navigator.credentials would be in a page of this origin: client code runs on it in Node as it does in a browser. */
export function credentialsOf(key: SoftwareKey, origin: string): Credentials {
  return credentialsContainer(async (question): Promise<Answer> => {
    if (question.kind === 'cancel') return failure(new DOMException('cancelled', 'AbortError'));
    return perform(key, requestOf(question), origin).then(({ credential }) => ({ credential }), failure);
  });
}
