import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Digits } from '../../ui/digits.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';

/** Every officer sees the same digits. If not, somebody has altered what passed between them. */
export function CompareDigits({ digits, others, onSame }: { digits: string; others: number; onSame: () => void }) {
  const [differ, setDiffer] = useState(false);
  if (differ)
    return (
      <Notice
        look="now"
        what={t('founding-differ')}
        next={t('founding-differ-next')}
        action={<Button onClick={() => setDiffer(false)}>{t('founding-differ-look')}</Button>}
      />
    );
  return (
    <>
      <p>{t('founding-compare', { count: others })}</p>
      <Digits value={digits} label={t('setup-compare-say')} />
      <Button kind="do" wide onClick={onSame}>
        {t('founding-same')}
      </Button>
      <Button wide onClick={() => setDiffer(true)}>
        {t('setup-compare-different')}
      </Button>
    </>
  );
}
