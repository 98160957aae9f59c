import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../words/words.ts';
import { IconButton } from './button.tsx';
import { leaveNow } from './exit.ts';
import { Face } from './face.tsx';
import { ExitButton } from './topbar.tsx';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Verbs at the foot. */
  verbs?: ComponentChildren;
}

/** Shown while it is mounted. Esc and the cross close it; closing loses nothing. */
export function Dialog({ title, onClose, children, verbs }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) {
      dialog.showModal();
      // To what is asked, not to the cross.
      dialog.querySelector<HTMLElement>('input, textarea, select, h2')?.focus();
    }
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} class="dialog" aria-labelledby={id} onClose={onClose}>
      <div class="row between">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon="x" label={t('close')} onClick={onClose} />
      </div>
      <div class="stack">{children}</div>
      {verbs !== undefined && <div class="row">{verbs}</div>}
      <span class="dialog-exit">
        <ExitButton onExit={leaveNow} />
      </span>
    </dialog>
  );
}

interface PanelProps {
  title: string;
  /** A person: flap and face on top. */
  face?: string | Uint8Array | undefined;
  text?: ComponentChildren;
  /** Above the title: "Entry 48 107". */
  over?: string | undefined;
  onClose?: (() => void) | undefined;
  children: ComponentChildren;
}

/** Beside the list on a wide window, over it on a phone. */
export function Panel({ title, face, text, over, onClose, children }: PanelProps) {
  const id = useId();
  return (
    <aside class="panel" aria-labelledby={id}>
      {face !== undefined && (
        <>
          <svg class="flap" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">
            <path class="paper" d="M0 0 50 30 100 0z" />
            <path class="fold" d="M0 0 50 30 100 0" />
          </svg>
          <span class="seal">
            <Face id={face} size={64} />
          </span>
        </>
      )}
      {onClose !== undefined && (
        <span class="close">
          <IconButton icon="x" label={t('close')} onClick={onClose} />
        </span>
      )}
      <header class={face === undefined ? undefined : 'centre'}>
        {over !== undefined && <p class="dim fact">{over}</p>}
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {text !== undefined && <div class="dim fact">{text}</div>}
      </header>
      {children}
    </aside>
  );
}
