/** Why nothing can be written here now: what happened, what is safe, what to do. */
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { ThreadView } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';

export function ClosedThread({ view: { line } }: { view: ThreadView }) {
  if (line.left) return <p class="between-lines">{t('msg-left')}</p>;
  if (line.kind === 'announcement') return <p class="between-lines">{t('msg-announcement-only')}</p>;
  if (line.shut === undefined) return null;
  const what = t(`msg-shut-${line.shut}`);
  const next = t(`msg-shut-${line.shut}-next`);
  if (line.shut === 'contact-changed' && line.kind === 'direct')
    return (
      <Notice
        look="soon"
        icon="warning"
        what={what}
        safe={t('msg-shut-safe')}
        next={next}
        action={
          <Button small kind="do" href="/messages/compare">
            {t('msg-compare')}
          </Button>
        }
      />
    );
  return <Notice look="soon" icon="warning" what={what} safe={t('msg-shut-safe')} next={next} />;
}
