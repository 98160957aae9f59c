/** What goes into a ceremony and what comes out, in plain data: the WebAuthn dictionaries with bytes as Uint8Array. */
import type { Algorithm } from './keypair.ts';
import type { PrfInputs, PrfOutputs } from './prf.ts';

type Bytes = Uint8Array<ArrayBuffer>;

type CredentialRef = { readonly id: Uint8Array; readonly type?: string };

export type CreationOptions = {
  readonly rp: { readonly id?: string | undefined; readonly name?: string | undefined };
  readonly user: { readonly id: Uint8Array; readonly name: string; readonly displayName?: string | undefined };
  readonly challenge: Uint8Array;
  readonly pubKeyCredParams: readonly { readonly type?: string; readonly alg: number }[];
  readonly timeout?: number | undefined;
  readonly excludeCredentials?: readonly CredentialRef[] | undefined;
  readonly authenticatorSelection?:
    | {
        readonly authenticatorAttachment?: string | undefined;
        readonly residentKey?: string | undefined;
        readonly requireResidentKey?: boolean | undefined;
      }
    | undefined;
  readonly extensions?: { readonly prf?: PrfInputs | undefined; readonly credProps?: boolean | undefined } | undefined;
};

export type RequestOptions = {
  readonly rpId?: string | undefined;
  readonly challenge: Uint8Array;
  readonly timeout?: number | undefined;
  readonly allowCredentials?: readonly CredentialRef[] | undefined;
  readonly extensions?: { readonly prf?: PrfInputs | undefined } | undefined;
};

export type Registration = {
  readonly id: Bytes;
  readonly clientDataJSON: Bytes;
  readonly attestationObject: Bytes;
  readonly authenticatorData: Bytes;
  /** SubjectPublicKeyInfo, as getPublicKey() gives it. */
  readonly publicKey: Bytes;
  readonly publicKeyAlgorithm: Algorithm;
  readonly transports: readonly ['usb'];
  readonly clientExtensionResults: {
    readonly prf?: { readonly enabled: boolean; readonly results?: PrfOutputs };
    readonly credProps?: { readonly rk: boolean };
  };
};

export type Assertion = {
  readonly id: Bytes;
  readonly clientDataJSON: Bytes;
  readonly authenticatorData: Bytes;
  readonly signature: Bytes;
  readonly userHandle: Bytes;
  readonly clientExtensionResults: { readonly prf?: { readonly results?: PrfOutputs } };
};
