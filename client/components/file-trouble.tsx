import { useEffect } from 'preact/hooks';
import { fileCode, loadFile, loadTrace, retryTrace, traceCode } from '../state/my-file.ts';
import { me } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Refusal } from '../ui/notice.tsx';
import { t } from '../words/words.ts';

/**
 * Say what could not be read, with a button to try again. Cards that were read stay. While a check is pending the page
 * says so already, so this shows nothing.
 */
export function FileTrouble() {
  useEffect(retryTrace, []);
  const again = (load: () => Promise<void>) => (
    <Button small onClick={() => void load()}>
      {t('try-again')}
    </Button>
  );
  return (
    <>
      {fileCode.value !== undefined && <Refusal code={fileCode.value} action={again(loadFile)} />}
      {traceCode.value !== undefined && me.value?.checked === true && (
        <Refusal code={traceCode.value} action={again(loadTrace)} />
      )}
    </>
  );
}
