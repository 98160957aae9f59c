/** Shown instead of a screen whose file could not be fetched. The login session stays. */
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { t } from '../words/words.ts';
import { Frame } from './page-frame.tsx';

export function MissingScreen({ failed, onAgain }: { failed: boolean; onAgain: () => void }) {
  if (!failed)
    return (
      <Frame>
        <p class="dim" role="status">
          {t('working')}
        </p>
      </Frame>
    );
  return (
    <Frame>
      <h1>{t('page-missing')}</h1>
      <Notice
        what={t('page-missing-what')}
        safe={t('page-missing-safe')}
        next={t('page-missing-next')}
        action={
          <>
            <Button kind="do" onClick={onAgain}>
              {t('try-again')}
            </Button>
            <Button kind="link" onClick={() => location.reload()}>
              {t('page-missing-reload')}
            </Button>
          </>
        }
      />
    </Frame>
  );
}
