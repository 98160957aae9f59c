/** A posted form: plain, as a browser sends it without scripts, or already sealed in the browser. */
import { renderSVG } from 'uqr';
import { fromBase64url } from '#protocol/core/bytes.ts';
import {
  requestFields,
  requestTextMax,
  sealedRequestBytes,
  type PublicRequest,
} from '#protocol/publication/request-form.ts';
import type { Tongue } from '#domain/public-pages/public-words.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';

type Answers = Omit<PublicRequest, 'kind' | 'ticket'>;

/** Sealed in the browser: for which publication, and bytes that this process cannot read. */
interface SealedForm {
  readonly publication: Uint8Array;
  readonly sealed: Uint8Array;
}

type Form = { readonly answers: Answers } | SealedForm;

/** Returns undefined for anything that our own page would not have sent. */
export function readForm(body: string): Form | undefined {
  const form = new URLSearchParams(body);
  const names = [...form.keys()];
  const holdsOnly = (known: readonly string[]) => names.every((name) => known.includes(name));
  if (names.length !== new Set(names).size) return undefined;
  if (form.has('sealed')) return holdsOnly(['sealed', 'publication', 'language']) ? readSealed(form) : undefined;
  return holdsOnly([...requestFields, 'language']) ? readAnswers(form) : undefined;
}

function readAnswers(form: URLSearchParams): Form | undefined {
  const text = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n').trim();
  const answers = { name: text('name'), contact: text('contact'), outlet: text('outlet'), needs: text('needs') };
  if (requestFields.some((name) => answers[name].length > requestTextMax)) return undefined;
  return { answers: { ...answers, language: form.get('language') === 'sv' ? 'sv' : 'en' } };
}

/** Only the communications team will know whether it opens. Here its shape and its one size are checked. */
function readSealed(form: URLSearchParams): SealedForm | undefined {
  try {
    const sealed = fromBase64url(form.get('sealed') ?? '');
    if (sealed.length !== sealedRequestBytes) return undefined;
    wrapCodec.parse(sealed);
    return { sealed, publication: fromBase64url(form.get('publication') ?? '') };
  } catch {
    return undefined;
  }
}

export function tongueOf(body: unknown, path: string): Tongue {
  if (typeof body === 'string') return new URLSearchParams(body).get('language') === 'sv' ? 'sv' : 'en';
  return path === '/sv' || path.startsWith('/sv/') ? 'sv' : 'en';
}

export function pictureOf(ticket: string): string {
  return renderSVG(ticket, { ecc: 'M', border: 3 });
}
