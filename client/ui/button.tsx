import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/**
 * do: the one filled button of a view. next: cloudberry, what comes next. act: rowan, needs action now. plain and link:
 * the rest.
 */
type ButtonKind = 'do' | 'plain' | 'next' | 'act' | 'link' | 'ink';

interface ButtonProps {
  kind?: ButtonKind | undefined;
  icon?: IconName | undefined;
  /** Words that say what is going on. While they are shown the button does nothing. */
  busy?: string | false | undefined;
  onClick?: ((event: MouseEvent) => void) | undefined;
  /** Makes it a link that looks like a button. */
  href?: string | undefined;
  type?: 'button' | 'submit' | undefined;
  wide?: boolean | undefined;
  small?: boolean | undefined;
  disabled?: boolean | undefined;
  pressed?: boolean | undefined;
  expanded?: boolean | undefined;
  label?: string | undefined;
  id?: string | undefined;
  download?: string | undefined;
  children?: ComponentChildren;
}

export function Button(props: ButtonProps) {
  const { kind = 'plain', icon, busy = false, href, wide = false, small = false, children } = props;
  const waiting = typeof busy === 'string';
  const look = `btn ${kind}${wide ? ' wide' : ''}${small ? ' small' : ''}`;
  const inside = (
    <>
      {icon !== undefined && !waiting && <Icon name={icon} size={small ? 20 : 22} />}
      {waiting ? <span>{busy}</span> : children !== undefined && <span>{children}</span>}
    </>
  );
  if (href !== undefined) {
    return (
      <a
        class={look}
        href={href}
        onClick={props.onClick}
        id={props.id}
        aria-label={props.label}
        download={props.download}
      >
        {inside}
      </a>
    );
  }
  return (
    <button
      type={props.type ?? 'button'}
      id={props.id}
      class={look}
      disabled={props.disabled}
      aria-busy={waiting ? 'true' : undefined}
      aria-disabled={waiting ? 'true' : undefined}
      aria-live={waiting ? 'polite' : undefined}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-label={props.label}
      onClick={waiting ? (event) => event.preventDefault() : props.onClick}
    >
      {inside}
    </button>
  );
}

/** A round-cornered square with one sign, 48 px. */
export function IconButton(props: {
  icon: IconName;
  label: string;
  onClick: () => void;
  expanded?: boolean | undefined;
}) {
  return (
    <button
      type="button"
      class="btn bare"
      aria-label={props.label}
      title={props.label}
      aria-expanded={props.expanded}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}

interface SegmentsProps<V extends string> {
  label: string;
  value: V;
  onPick: (value: V) => void;
  options: readonly { value: V; label: string; count?: number | undefined }[];
}

/** Two to four views of one list. */
export function Segments<V extends string>({ label, value, onPick, options }: SegmentsProps<V>) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {options.map((one) => (
        <button key={one.value} type="button" aria-pressed={one.value === value} onClick={() => onPick(one.value)}>
          {one.label}
          {one.count !== undefined && <b> {one.count}</b>}
        </button>
      ))}
    </div>
  );
}
