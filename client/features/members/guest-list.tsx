/** The names are in the sealed guest list. One touch shows them beside the faces until this page locks. */
import type { DeskId } from '#protocol/core/ids.ts';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Envelope } from '../../vault/records/team-records.ts';
import { t } from '../../words/words.ts';
import { touchWords, type Acting } from '../../state/use-act.ts';

interface GuestListProps {
  envelopes: readonly Envelope[];
  acting: Acting;
  onOpened: () => Promise<void>;
}

export function GuestList({ envelopes, acting, onOpened }: GuestListProps) {
  const shut = envelopes.filter((envelope) => envelope.content === undefined && envelope.canOpen).slice(0, 200);
  if (shut.length === 0) return null;
  const open = () =>
    acting.run('names', async () => {
      await vault.openRecords(
        'officers' as DeskId,
        shut.map(({ record }) => record),
        'guest-list',
      );
      await onOpened();
    });
  return (
    <section class="openbar" aria-label={t('names-show')}>
      <Icon name="envelope-sealed" size={28} />
      <p class="grow">
        <b>{t('names-closed')}</b>
        <span class="note">{t('names-closed-text', { count: shut.length })}</span>
      </p>
      <Button icon="key" busy={touchWords(acting.busy === 'names')} onClick={() => void open()}>
        {t('names-show')}
      </Button>
    </section>
  );
}
