/**
 * The page's side of a plugged-in key. Both functions are handed to the browser as source text: they must use nothing
 * from outside themselves but their arguments and what a page has.
 */
import type { AssertionJSON, RegistrationJSON } from './json.ts';

export type Question = {
  readonly id: string;
  readonly kind: 'create' | 'get' | 'cancel';
  /** CreationOptionsJSON or RequestOptionsJSON; nothing for cancel. */
  readonly options?: unknown;
};

export type Answer =
  | { readonly credential: RegistrationJSON | AssertionJSON }
  | { readonly error: { readonly name: string; readonly message: string } };

export type Credentials = {
  create(options: CredentialCreationOptions): Promise<PublicKeyCredential>;
  get(options: CredentialRequestOptions): Promise<PublicKeyCredential>;
};

/** navigator.credentials for publicKey requests, in front of whatever answers `ask`; it works in Node as well. */
export function credentialsContainer(ask: (question: Question) => Promise<Answer>): Credentials {
  let pending = false;

  const text = (source: BufferSource): string => {
    if (!(source instanceof ArrayBuffer) && !ArrayBuffer.isView(source)) {
      throw new TypeError("The provided value is not of type '(ArrayBuffer or ArrayBufferView)'.");
    }
    const view = ArrayBuffer.isView(source)
      ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      : new Uint8Array(source);
    const binary = Array.from(view, (byte) => String.fromCharCode(byte)).join('');
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  };
  const buffer = (encoded: string): ArrayBuffer => {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0)).buffer;
  };

  const saltsJSON = ({ first, second }: AuthenticationExtensionsPRFValues) => ({
    first: text(first),
    ...(second === undefined ? {} : { second: text(second) }),
  });
  const extensionsJSON = (extensions: AuthenticationExtensionsClientInputs = {}) => {
    const { prf, credProps } = extensions;
    const perCredential = Object.entries(prf?.evalByCredential ?? {});
    return {
      ...(credProps === undefined ? {} : { credProps }),
      ...(prf && {
        prf: {
          ...(prf.eval && { eval: saltsJSON(prf.eval) }),
          ...(prf.evalByCredential && {
            evalByCredential: Object.fromEntries(perCredential.map(([id, salts]) => [id, saltsJSON(salts)])),
          }),
        },
      }),
    };
  };
  const refsJSON = (refs: PublicKeyCredentialDescriptor[] = []) => refs.map(({ id, type }) => ({ id: text(id), type }));

  const results = (credential: RegistrationJSON | AssertionJSON): AuthenticationExtensionsClientOutputs => {
    const { prf, ...others } = credential.clientExtensionResults as RegistrationJSON['clientExtensionResults'];
    if (!prf) return others;
    const { results: values, ...rest } = prf as { enabled?: boolean; results?: { first: string; second?: string } };
    if (!values) return { ...others, prf: rest };
    const second = values.second === undefined ? {} : { second: buffer(values.second) };
    return { ...others, prf: { ...rest, results: { first: buffer(values.first), ...second } } };
  };

  /** An object of the native class, where there is one, whose fields are its own. */
  const shaped = (className: string, fields: Record<string, unknown>): object => {
    const native = (globalThis as unknown as Record<string, { prototype: object } | undefined>)[className];
    const properties = Object.entries(fields).map(([name, value]) => [name, { value, enumerable: true }] as const);
    return Object.create(native?.prototype ?? Object.prototype, Object.fromEntries(properties)) as object;
  };
  const attestationResponse = (response: RegistrationJSON['response']) => {
    const authenticatorData = buffer(response.authenticatorData);
    const publicKey = buffer(response.publicKey);
    return shaped('AuthenticatorAttestationResponse', {
      clientDataJSON: buffer(response.clientDataJSON),
      attestationObject: buffer(response.attestationObject),
      getTransports: () => [...response.transports],
      getAuthenticatorData: () => authenticatorData,
      getPublicKey: () => publicKey,
      getPublicKeyAlgorithm: () => response.publicKeyAlgorithm,
    });
  };
  const assertionResponse = (response: AssertionJSON['response']) =>
    shaped('AuthenticatorAssertionResponse', {
      clientDataJSON: buffer(response.clientDataJSON),
      authenticatorData: buffer(response.authenticatorData),
      signature: buffer(response.signature),
      userHandle: buffer(response.userHandle),
    });
  const publicKeyCredential = (json: RegistrationJSON | AssertionJSON): PublicKeyCredential => {
    const { response } = json;
    const extensionResults = results(json);
    return shaped('PublicKeyCredential', {
      id: json.id,
      rawId: buffer(json.rawId),
      type: json.type,
      authenticatorAttachment: json.authenticatorAttachment,
      response: 'signature' in response ? assertionResponse(response) : attestationResponse(response),
      getClientExtensionResults: () => extensionResults,
      toJSON: () => structuredClone(json),
    }) as PublicKeyCredential;
  };

  const ceremony = async (kind: 'create' | 'get', options: unknown, signal: AbortSignal | undefined) => {
    signal?.throwIfAborted();
    if (pending) throw new DOMException('A request is already pending.', 'OperationError');
    pending = true;
    const id = crypto.randomUUID();
    const aborted = Promise.withResolvers<never>();
    const abort = () => {
      aborted.reject(signal?.reason);
      void ask({ id, kind: 'cancel' });
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const answer = await Promise.race([ask({ id, kind, options }), aborted.promise]);
      if ('credential' in answer) return publicKeyCredential(answer.credential);
      const { name, message } = answer.error;
      throw name === 'TypeError' ? new TypeError(message) : new DOMException(message, name);
    } finally {
      pending = false;
      signal?.removeEventListener('abort', abort);
    }
  };

  return {
    async create({ publicKey, signal }) {
      if (!publicKey) throw new DOMException('Only publicKey requests are answered.', 'NotSupportedError');
      const { rp, user, challenge, pubKeyCredParams, excludeCredentials, extensions, ...rest } = publicKey;
      const { timeout, authenticatorSelection } = rest;
      const options = {
        rp: { ...rp },
        user: { name: user.name, displayName: user.displayName, id: text(user.id) },
        challenge: text(challenge),
        pubKeyCredParams: pubKeyCredParams.map(({ type, alg }) => ({ type, alg })),
        excludeCredentials: refsJSON(excludeCredentials),
        extensions: extensionsJSON(extensions),
        ...(timeout === undefined ? {} : { timeout }),
        ...(authenticatorSelection && { authenticatorSelection: { ...authenticatorSelection } }),
      };
      return ceremony('create', options, signal);
    },
    async get({ publicKey, signal }) {
      if (!publicKey) throw new DOMException('Only publicKey requests are answered.', 'NotSupportedError');
      const { rpId, challenge, allowCredentials, extensions, timeout } = publicKey;
      const options = {
        challenge: text(challenge),
        allowCredentials: refsJSON(allowCredentials),
        extensions: extensionsJSON(extensions),
        ...(rpId === undefined ? {} : { rpId }),
        ...(timeout === undefined ? {} : { timeout }),
      };
      return ceremony('get', options, signal);
    },
  };
}

/** Runs in every document before its own scripts: puts the container in the place of the native calls. */
export function installInPage(binding: string, containerOf: typeof credentialsContainer): void {
  const page = globalThis as unknown as Record<string, (question: Question) => Promise<Answer>> & {
    readonly navigator: { readonly credentials?: object };
    readonly PublicKeyCredential?: object;
  };
  // Without a secure context there is no WebAuthn, and no key may bring it in.
  if (!page.navigator.credentials || !page.PublicKeyCredential) return;

  const container = containerOf((question) => page[binding]!(question));
  const prototype = Object.getPrototypeOf(page.navigator.credentials) as Record<string, unknown>;
  const replace = (name: 'create' | 'get') => {
    const native = prototype[name] as (options: unknown) => Promise<unknown>;
    const answer = function (this: unknown, options?: CredentialCreationOptions & CredentialRequestOptions) {
      return options?.publicKey ? container[name](options) : native.call(this, options);
    };
    Object.defineProperty(prototype, name, { value: answer, writable: true, enumerable: true, configurable: true });
  };
  replace('create');
  replace('get');

  const statics: Record<string, () => Promise<unknown>> = {
    isUserVerifyingPlatformAuthenticatorAvailable: async () => false,
    isConditionalMediationAvailable: async () => false,
    getClientCapabilities: async () => ({
      conditionalCreate: false,
      conditionalGet: false,
      hybridTransport: false,
      passkeyPlatformAuthenticator: false,
      userVerifyingPlatformAuthenticator: false,
      relatedOrigins: false,
      signalAllAcceptedCredentials: false,
      signalCurrentUserDetails: false,
      signalUnknownCredential: false,
      'extension:credProps': true,
      'extension:prf': true,
    }),
  };
  for (const [name, value] of Object.entries(statics)) {
    if (name in page.PublicKeyCredential) continue;
    Object.defineProperty(page.PublicKeyCredential, name, { value, writable: true, configurable: true });
  }
}
