/** Says that the links work although their names are not on the guest list yet, and writes them with one touch. */
import { useEffect } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { listed } from '../../ui/list-words.ts';
import { t } from '../../words/words.ts';
import { touchWords, useAct } from '../../state/use-act.ts';
import { unlistedNames, writeUnlisted } from '../../state/unlisted-names.ts';

export function UnlistedNames({ onWritten }: { onWritten?: () => void }) {
  const acting = useAct();
  const rows = unlistedNames.value;
  const isWaiting = rows.length > 0;
  useEffect(() => {
    if (!isWaiting) return undefined;
    // Exit locks first: the browser does not ask then.
    const unload = (event: BeforeUnloadEvent): void => {
      if (!document.documentElement.classList.contains('covered')) event.preventDefault();
    };
    addEventListener('beforeunload', unload);
    return () => removeEventListener('beforeunload', unload);
  }, [isWaiting]);
  if (rows.length === 0) return null;
  const names = rows.map(({ name }) => name);
  const write = () =>
    void acting
      .run('unlisted', async () => {
        await writeUnlisted();
        return true;
      })
      .then((done) => done === true && onWritten?.());
  return (
    <>
      <Notice
        look="soon"
        icon="warning"
        what={t('unlisted', { count: rows.length, names: listed(names.slice(0, 8)) + (names.length > 8 ? ' …' : '') })}
        safe={t('unlisted-safe', { count: rows.length })}
        next={t('unlisted-next', { count: rows.length })}
        action={
          <Button small icon="key" busy={touchWords(acting.busy === 'unlisted')} onClick={write}>
            {t('unlisted-write')}
          </Button>
        }
      />
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
    </>
  );
}
