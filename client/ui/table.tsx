import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../words/words.ts';
import { Icon } from './icon.tsx';
import { Input } from './fields/input.tsx';
import { stepIn, watchKeys, type KeyMap } from './keys.ts';

export interface Column<Row> {
  label: string;
  cell: (row: Row) => ComponentChildren;
  /** Share of the width: a CSS length such as '120px' or '30%'. */
  width?: string | undefined;
  /** Not on a phone. */
  wideOnly?: boolean | undefined;
}

interface Group<Row> {
  title?: string | undefined;
  rows: readonly Row[];
}

interface DeskTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  groups: readonly Group<Row>[];
  idOf: (row: Row) => string;
  selected?: string | undefined;
  onSelect: (id: string) => void;
  /** Enter, or a second click. */
  onOpen?: ((id: string) => void) | undefined;
  /** More keys of this table: { a: take, e: done }. They act on what is selected. */
  keys?: KeyMap | undefined;
}

/** A dense list with groups, for people who do this all day: j and k move, Enter opens. */
export function DeskTable<Row>(props: DeskTableProps<Row>) {
  const { label, columns, groups, idOf, selected, onSelect, onOpen, keys } = props;
  const body = useRef<HTMLTableElement>(null);
  const ids = groups.flatMap((group) => group.rows.map(idOf));
  const move = (step: number): void => {
    const to = stepIn(ids, selected, step);
    if (to === undefined) return;
    onSelect(to);
    body.current?.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(to)}"]`)?.focus();
  };
  useEffect(() =>
    watchKeys({
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => selected !== undefined && onOpen?.(selected),
      ...keys,
    }),
  );
  return (
    <table class="table" ref={body} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.label}
              scope="col"
              style={{ width: column.width }}
              class={column.wideOnly === true ? 'wide-only' : undefined}
            >
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group, g) => (
        <tbody key={group.title ?? g}>
          {group.title !== undefined && (
            <tr class="group">
              <th colSpan={columns.length} scope="rowgroup">
                {group.title} <span class="dim">{group.rows.length}</span>
              </th>
            </tr>
          )}
          {group.rows.map((row) => {
            const id = idOf(row);
            const here = id === selected;
            return (
              <tr
                key={id}
                data-id={id}
                tabIndex={here || (selected === undefined && id === ids[0]) ? 0 : -1}
                aria-selected={here}
                onClick={() => (here ? onOpen?.(id) : onSelect(id))}
              >
                {columns.map((column) => (
                  <td key={column.label} class={column.wideOnly === true ? 'wide-only' : undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}

/** Search only what is open in this browser. The key '/' leads here. */
export function SearchBox({ value, onInput }: { value: string; onInput: (value: string) => void }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => watchKeys({ '/': () => box.current?.focus() }), []);
  return (
    <label class="search">
      <Icon name="search" size={20} />
      <span class="sr">{t('search')}</span>
      <Input
        box={box}
        type="search"
        value={value}
        placeholder={t('search')}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}

/** The keys of this page, along the bottom. */
export function KeyBar({ keys }: { keys: readonly { keys: readonly string[]; label: string }[] }) {
  return (
    <footer class="keybar">
      {keys.map((one) => (
        <span key={one.label}>
          {one.keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
          {one.label}
        </span>
      ))}
    </footer>
  );
}
