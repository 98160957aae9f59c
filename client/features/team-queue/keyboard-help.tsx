import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words/words.ts';

const KEYS = [
  [['j', 'k'], 'queue-keys-move'],
  [['Enter'], 'queue-keys-open'],
  [['o'], 'queue-keys-touch'],
  [['a'], 'queue-take'],
  [['e'], 'queue-mark-done'],
  [['u'], 'queue-undo'],
  [['/'], 'queue-keys-search'],
  [['Esc'], 'queue-keys-close'],
  [['?'], 'queue-keys-all'],
] as const;

/** Show every key of the queue. Opened with '?'. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('queue-keys-title')} onClose={onClose}>
      <dl class="keylist">
        {KEYS.map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
