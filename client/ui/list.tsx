import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface RowLink {
  title: string;
  text?: string | undefined;
  icon?: IconName | undefined;
  href?: string | undefined;
  onClick?: (() => void) | undefined;
}

/** Links in one list: sign, title, one line, chevron. */
export function RowList({ rows, label }: { rows: readonly RowLink[]; label?: string | undefined }) {
  return (
    <ul class="rows" aria-label={label}>
      {rows.map((row) => (
        <li key={row.title}>
          {row.href !== undefined ? (
            <a href={row.href} onClick={row.onClick}>
              <RowInside {...row} />
            </a>
          ) : (
            <button type="button" onClick={row.onClick}>
              <RowInside {...row} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function RowInside({ title, text, icon }: RowLink) {
  return (
    <>
      {icon !== undefined && <Icon name={icon} size={26} />}
      <span class="grow">
        <b>{title}</b>
        {text !== undefined && <span class="note">{text}</span>}
      </span>
      <Icon name="chevron" size={22} />
    </>
  );
}

/** How many have which state: "3 locked and sent". Signs and words, no tiles. */
export function Tally({ items }: { items: readonly { icon: IconName; count: number; label: string }[] }) {
  return (
    <ul class="tally">
      {items.map((item) => (
        <li key={item.label}>
          <span class="row">
            <Icon name={item.icon} size={20} />
            <b>{item.count}</b>
          </span>
          <span class="label">{item.label}</span>
        </li>
      ))}
    </ul>
  );
}

interface EventRowProps {
  face: ComponentChildren;
  children: ComponentChildren;
  text?: ComponentChildren;
  when: string;
  extra?: ComponentChildren;
}

/** One line of "who opened my file": who, what, what for, when. */
export function EventRow({ face, children, text, when, extra }: EventRowProps) {
  return (
    <li class="event">
      {face}
      <div class="stack-s">
        <div>
          <p>{children}</p>
          {text !== undefined && <p class="dim fact">{text}</p>}
          <p class="dim fact">{when}</p>
        </div>
        {extra}
      </div>
    </li>
  );
}

/** Checked things, one a line. */
export function CheckList({ items }: { items: readonly ComponentChildren[] }) {
  return (
    <ul class="checks">
      {items.map((item, i) => (
        <li key={i}>
          <Icon name="check" size={20} />
          <span>{item}</span>
        </li>
      ))}
    </ul>
  );
}
