/** What every field has around its input: label, who reads it, what is wrong. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../icon.tsx';

export interface Common {
  label: string;
  /** Who reads it and until when; shown between the label and the input. */
  note?: ComponentChildren;
  /** Names the part that is wrong, and says what is kept. */
  error?: string | undefined;
  optional?: string | undefined;
}

interface FieldFrameProps extends Common {
  id: string;
  children: ComponentChildren;
}

export function FieldFrame({ id, label, note, error, optional, children }: FieldFrameProps) {
  return (
    <div class={`field${error === undefined ? '' : ' wrong'}`}>
      <label for={id}>
        {label}
        {optional !== undefined && <span class="dim"> {optional}</span>}
      </label>
      <FieldNote id={id} note={note} error={error} />
      {children}
    </div>
  );
}

export function FieldNote({ id, note, error }: { id: string; note?: ComponentChildren; error?: string | undefined }) {
  return (
    <>
      {note !== undefined && (
        <p class="note" id={`${id}-note`}>
          {note}
        </p>
      )}
      <div aria-live="polite">
        {error !== undefined && (
          <p class="error" id={`${id}-error`}>
            <Icon name="warning" size={18} />
            <span>{error}</span>
          </p>
        )}
      </div>
    </>
  );
}

export function described(id: string, props: Common): string | undefined {
  const ids = [props.note !== undefined && `${id}-note`, props.error !== undefined && `${id}-error`].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(' ');
}
