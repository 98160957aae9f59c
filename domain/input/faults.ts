/** Which fields of a record cannot be sealed. The screens mark them, each with its own sentence. */
import { ProtocolError } from '#protocol/core/errors.ts';
import { formOf, type Content, type ContentKind } from '#protocol/records/content.ts';

export interface Fault {
  /** The field's name with those around it: `legs.0.from`. */
  readonly field: string;
  readonly code: 'field' | 'too-large';
}

/** More than any form has; a record that goes on being refused is not asked for ever. */
const most = 200;

/** Returns every field that the kind's own rule refuses, in the order of the fields. */
export function faultsOf<K extends ContentKind>(kind: K, content: Content<K>): readonly Fault[] {
  const found: Fault[] = [];
  const form = formOf(kind);
  let rest: unknown = content;
  while (found.length < most) {
    try {
      form.parse(rest);
      return found;
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.field === undefined) throw error;
      const { field } = error;
      found.push({ field, code: error.code === 'too-large' ? 'too-large' : 'field' });
      const mended = without(rest, field.split('.'), blankAt(form.blank, field.split('.')));
      if (mended === undefined) return found;
      rest = mended;
    }
  }
  return found;
}

/** Returns the blank value of that field; '' inside of lists, whose items are texts or shapes of texts. */
function blankAt(blank: unknown, path: readonly string[]): unknown {
  const [name = '', ...deeper] = path;
  if (path.length === 0) return blank;
  if (typeof blank !== 'object' || blank === null || Array.isArray(blank)) return '';
  return blankAt((blank as Record<string, unknown>)[name], deeper);
}

/** Returns the value with that one field blank, or undefined if it was blank before. */
function without(value: unknown, path: readonly string[], blank: unknown): unknown {
  const [name, ...deeper] = path;
  if (name === undefined) return value === blank ? undefined : blank;
  if (Array.isArray(value)) {
    const inner = without(value[Number(name)], deeper, blank);
    return inner === undefined ? undefined : value.with(Number(name), inner);
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const inner = without((value as Record<string, unknown>)[name], deeper, blank);
  return inner === undefined ? undefined : { ...value, [name]: inner };
}
