/** What is in the place of a record and is not shown: set aside, written at the same time, or closed to everybody. */
import { personName, kindName } from '../state/names.ts';
import { Notice } from '../ui/notice.tsx';
import type { AsideLine } from '../vault/log/newer.ts';
import { t } from '../words/words.ts';

export function AsideNotices({ lines }: { readonly lines: readonly AsideLine[] }) {
  return lines.map((line) => (
    <Notice key={line.leaf} what={whatOf(line)} safe={t(`aside-${line.how}-safe`)} next={t(`aside-${line.how}-next`)} />
  ));
}

function whatOf({ how, kind, author }: AsideLine): string {
  const what = { kind: kindName(kind) };
  return author === undefined ? t('aside-unsigned', what) : t(`aside-${how}`, { ...what, name: personName(author) });
}
