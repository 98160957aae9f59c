/** Say what is closed here, with the one touch that opens it. */
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { t } from '../words/words.ts';

interface ShutBarProps {
  what: string;
  /** What opening means, and who sees it. */
  text: string;
  verb: string;
  busy: boolean;
  onOpen: () => void;
}

export function ClosedRecordsBar({ what, text, verb, busy, onOpen }: ShutBarProps) {
  return (
    <section class="openbar" aria-label={verb}>
      <Icon name="envelope-sealed" size={28} />
      <p class="grow">
        <b>{what}</b>
        <span class="note">{text}</span>
      </p>
      <Button kind="do" icon="key" busy={busy && t('touch-key-now')} onClick={onOpen}>
        {verb}
      </Button>
    </section>
  );
}
