/**
 * The JSON forms of WebAuthn Level 3 (bytes as base64url): options as a server sends them, responses as a page gets them
 * from toJSON(). Native toJSON() writes the PRF values too, and so do these; what a careful client posts is
 * `withoutPrfValues`.
 */
import type { Assertion, CreationOptions, Registration, RequestOptions } from './ceremony.ts';
import type { PrfInputs, PrfOutputs, Salts } from './prf.ts';

type SaltsJSON = { readonly first: string; readonly second?: string };
type PrfInputsJSON = { readonly eval?: SaltsJSON; readonly evalByCredential?: Readonly<Record<string, SaltsJSON>> };
type CredentialRefJSON = { readonly id: string; readonly type?: string };
type ExtensionsJSON = { readonly prf?: PrfInputsJSON; readonly credProps?: boolean };

export type CreationOptionsJSON = {
  readonly rp: { readonly id?: string; readonly name?: string };
  readonly user: { readonly id: string; readonly name: string; readonly displayName?: string };
  readonly challenge: string;
  readonly pubKeyCredParams: readonly { readonly type?: string; readonly alg: number }[];
  readonly timeout?: number;
  readonly excludeCredentials?: readonly CredentialRefJSON[];
  readonly authenticatorSelection?: {
    readonly authenticatorAttachment?: string;
    readonly residentKey?: string;
    readonly requireResidentKey?: boolean;
  };
  readonly extensions?: ExtensionsJSON;
};

export type RequestOptionsJSON = {
  readonly rpId?: string;
  readonly challenge: string;
  readonly timeout?: number;
  readonly allowCredentials?: readonly CredentialRefJSON[];
  readonly extensions?: ExtensionsJSON;
};

export type RegistrationJSON = ReturnType<typeof registrationJSON>;
export type AssertionJSON = ReturnType<typeof assertionJSON>;

export function creationOptionsFromJSON(json: CreationOptionsJSON): CreationOptions {
  return {
    rp: json.rp,
    user: { ...json.user, id: bytes(json.user.id) },
    challenge: bytes(json.challenge),
    pubKeyCredParams: json.pubKeyCredParams,
    timeout: json.timeout,
    excludeCredentials: json.excludeCredentials?.map(({ id }) => ({ id: bytes(id) })),
    authenticatorSelection: json.authenticatorSelection,
    extensions: extensionsFromJSON(json.extensions),
  };
}

export function requestOptionsFromJSON(json: RequestOptionsJSON): RequestOptions {
  return {
    rpId: json.rpId,
    challenge: bytes(json.challenge),
    timeout: json.timeout,
    allowCredentials: json.allowCredentials?.map(({ id }) => ({ id: bytes(id) })),
    extensions: extensionsFromJSON(json.extensions),
  };
}

export function registrationJSON(registration: Registration) {
  const { prf, credProps } = registration.clientExtensionResults;
  return {
    ...credentialJSON(registration.id),
    response: {
      clientDataJSON: text(registration.clientDataJSON),
      attestationObject: text(registration.attestationObject),
      authenticatorData: text(registration.authenticatorData),
      publicKey: text(registration.publicKey),
      publicKeyAlgorithm: registration.publicKeyAlgorithm,
      transports: [...registration.transports],
    },
    clientExtensionResults: {
      ...(prf && { prf: { enabled: prf.enabled, ...resultsJSON(prf.results) } }),
      ...(credProps && { credProps }),
    },
  };
}

export function assertionJSON(assertion: Assertion) {
  const { prf } = assertion.clientExtensionResults;
  return {
    ...credentialJSON(assertion.id),
    response: {
      clientDataJSON: text(assertion.clientDataJSON),
      authenticatorData: text(assertion.authenticatorData),
      signature: text(assertion.signature),
      userHandle: text(assertion.userHandle),
    },
    clientExtensionResults: prf ? { prf: resultsJSON(prf.results) } : {},
  };
}

/** A response as a client posts it: whether PRF works may be told, its values never. */
type Posted<T> = Omit<T, 'clientExtensionResults'> & {
  readonly clientExtensionResults: { prf?: { enabled?: boolean }; credProps?: { rk: boolean } };
};

export function withoutPrfValues<T extends RegistrationJSON | AssertionJSON>(json: T): Posted<T> {
  const { prf, ...others } = json.clientExtensionResults;
  const told = prf && { prf: 'enabled' in prf ? { enabled: prf.enabled } : {} };
  return { ...json, clientExtensionResults: { ...others, ...told } };
}

function credentialJSON(id: Uint8Array) {
  return {
    id: text(id),
    rawId: text(id),
    type: 'public-key' as const,
    authenticatorAttachment: 'cross-platform' as const,
  };
}

function resultsJSON(results: PrfOutputs | undefined): { results?: { first: string; second?: string } } {
  if (!results) return {};
  return { results: { first: text(results.first), ...(results.second && { second: text(results.second) }) } };
}

function extensionsFromJSON(json: ExtensionsJSON | undefined): CreationOptions['extensions'] {
  return { prf: json?.prf && prfFromJSON(json.prf), credProps: json?.credProps };
}

function prfFromJSON(json: PrfInputsJSON): PrfInputs {
  const byCredential = Object.entries(json.evalByCredential ?? {}).map(([id, salts]) => [id, saltsFromJSON(salts)]);
  return {
    eval: json.eval && saltsFromJSON(json.eval),
    evalByCredential: json.evalByCredential && (Object.fromEntries(byCredential) as Record<string, Salts>),
  };
}

function saltsFromJSON(json: SaltsJSON): Salts {
  return { first: bytes(json.first), second: json.second === undefined ? undefined : bytes(json.second) };
}

function text(value: Uint8Array): string {
  return Buffer.from(value).toString('base64url');
}

function bytes(value: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(value, 'base64url'));
}
