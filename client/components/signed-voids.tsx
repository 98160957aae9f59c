/** What she signed and is not in force: said on the first page after an unlock, until she puts it aside. */
import { useLocation } from 'preact-iso';
import { effect, signal } from '@preact/signals';
import { dateAndTime } from '../state/date-and-time.ts';
import { me } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { t } from '../words/words.ts';

/** The last place in the log that she has put aside. */
const aside = signal(-1);
effect(() => {
  if (me.value === undefined) aside.value = -1;
});

export function SignedVoids() {
  const { url } = useLocation();
  const who = me.value;
  const voids = (who?.voids ?? []).filter(({ leaf }) => leaf > aside.value);
  const [first, ...others] = voids;
  // The page that says why says it already.
  if (who === undefined || first === undefined || url.startsWith('/ledger?show=voids')) return null;
  const putAside = () => (aside.value = Math.max(...voids.map(({ leaf }) => leaf)));
  const state = first.final ? t('void-final') : t('void-open', { time: dateAndTime(first.until) });
  return (
    <Notice
      look="soon"
      icon="warning"
      what={t('unlock-voids', { count: others.length + 1 })}
      safe={others.length === 0 ? state : undefined}
      next={t(who.role === 'officer' ? 'unlock-voids-ledger' : 'unlock-voids-ask')}
      action={
        <>
          {who.role === 'officer' && (
            <Button small href="/ledger?show=voids" onClick={putAside}>
              {t('unlock-voids-look')}
            </Button>
          )}
          <Button small kind="link" onClick={putAside}>
            {t('unlock-voids-aside')}
          </Button>
        </>
      }
    />
  );
}
