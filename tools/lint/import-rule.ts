/** The lint rule behind import-table.ts: `portal/imports`. */
import { dirname, join, relative, sep } from 'node:path';
import { outside, parts } from './import-table.ts';

const root = join(import.meta.dirname, '../..');

/** The part that a path from the root belongs to; undefined outside every part. */
export function partOf(path: string): string | undefined {
  const folders = path.split('/');
  for (let depth = folders.length - 1; depth > 0; depth--) {
    const folder = folders.slice(0, depth).join('/');
    if (folder in parts) return folder;
  }
  return undefined;
}

/** The path from the root that a specifier names; undefined for a package. */
function targetOf(file: string, specifier: string): string | undefined {
  const bare = specifier.split('?')[0] ?? '';
  if (bare.startsWith('#')) return bare.slice(1);
  return bare.startsWith('.') ? join(dirname(file), bare).split(sep).join('/') : undefined;
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** Says why `file` may not import `specifier`, in one sentence; undefined where it may. Paths are from the root. */
export function refusedImport(file: string, specifier: string, onlyTypes: boolean): string | undefined {
  const target = targetOf(file, specifier);
  const from = partOf(file);
  if (target === undefined || from === undefined) return undefined;
  if (outside.some((folder) => within(target, folder))) return `${from} may not import ${target}: it is not shipped.`;
  const to = partOf(target);
  const part = parts[from];
  if (to === undefined || part === undefined) return undefined;
  if (to === from) {
    const job = (path: string) => path.slice(from.length + 1).split('/')[0];
    if (part.alone !== true || job(file) === job(target)) return undefined;
    return `${file} may not import another job of ${from}: what two jobs share stands below them.`;
  }
  const allowed = onlyTypes ? [...part.may, ...(part.types ?? [])] : part.may;
  if (
    allowed.some((folder) => within(target, folder) && (folder === target || partOf(target) === partOf(`${folder}/x`)))
  )
    return undefined;
  return `${from} may not import ${to}${onlyTypes ? '' : ' for values'} (tools/lint/import-table.ts).`;
}

interface Node {
  readonly source: { readonly value?: unknown } | null;
  readonly importKind?: string;
  readonly exportKind?: string;
  readonly specifiers?: readonly { readonly importKind?: string; readonly exportKind?: string }[];
}

interface Context {
  readonly filename: string;
  report(finding: { message: string; node: unknown }): void;
}

/** True when nothing of the statement is left after types are stripped. */
function isTypeOnly(node: Node): boolean {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const named = node.specifiers ?? [];
  return named.length > 0 && named.every((one) => one.importKind === 'type' || one.exportKind === 'type');
}

export default {
  meta: { name: 'portal' },
  rules: {
    imports: {
      create(context: Context) {
        const file = relative(root, context.filename).split(sep).join('/');
        const look = (node: Node): void => {
          if (typeof node.source?.value !== 'string') return;
          const message = refusedImport(file, node.source.value, isTypeOnly(node));
          if (message !== undefined) context.report({ message, node });
        };
        return {
          ImportDeclaration: look,
          ImportExpression: look,
          ExportNamedDeclaration: look,
          ExportAllDeclaration: look,
        };
      },
    },
  },
};
