/**
 * Founding an event: one link for the founder, one for each co-founder. The tab stays open from the first step to the
 * last.
 */
import { useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { Refusal } from '../../ui/notice.tsx';
import type { FoundingSeen } from '../../vault/joining/founding-part.ts';
import { t } from '../../words/words.ts';
import { useAct, useStay } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { CoFounder } from './co-founder.tsx';
import { Founder } from './founder.tsx';
import { Frame } from '../../components/page-frame.tsx';
import { pasted } from '../../lib/pasted-link.ts';

/**
 * Take the link out of the address bar before anything else. It is a secret, and the browser's history would keep it.
 */
function takeFragment(): string {
  const fragment = location.hash.replace(/^#/u, '');
  history.replaceState(null, '', '/found');
  return fragment;
}

/** Error codes that any link can cause, with the sentence for this kind of link. */
const unknownCodes: readonly string[] = ['invite-unknown', 'invite-link'];

export function Found() {
  const acting = useAct();
  const [fragment] = useState(takeFragment);
  const [seen, setSeen] = useState<FoundingSeen>();
  const [elsewhere, setElsewhere] = useState(false);
  const begin = async (typed: string): Promise<void> => {
    const { code, refused } = pasted(typed);
    setElsewhere(refused === 'other-address');
    acting.clear();
    if (refused !== 'other-address') await acting.run('begin', async () => setSeen(await vault.foundingBegin(code)));
  };
  useOnce(() => {
    if (fragment !== '') void begin(fragment);
  });
  const refused = elsewhere ? 'other-address' : acting.refusal?.code;
  const wrong = refused !== undefined && unknownCodes.includes(refused) ? 'founding-unknown' : refused;
  const begun = seen !== undefined && !seen.founded;
  useStay(begun);
  return (
    <Frame over keep={begun} duty={seen?.event?.dutyPhone}>
      {wrong !== undefined && <Refusal code={wrong} />}
      {acting.busy !== undefined && <p role="status">{t('founding-looking')}</p>}
      {seen === undefined && acting.busy === undefined && <Paste onGive={(link) => void begin(link)} />}
      {seen?.founded === true && <Already />}
      {seen !== undefined && !seen.founded && (seen.founder ? <Founder seen={seen} /> : <CoFounder seen={seen} />)}
    </Frame>
  );
}

function Already() {
  return (
    <>
      <h1>{t('founding-already')}</h1>
      <Button kind="do" wide href="/">
        {t('founding-sign-in')}
      </Button>
    </>
  );
}

/** Ask for the link again, if the page was opened without it or was reloaded. */
function Paste({ onGive }: { onGive: (link: string) => void }) {
  const [link, setLink] = useState('');
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onGive(link);
      }}
    >
      <h1>{t('founding-title')}</h1>
      <p>{t('founding-closed')}</p>
      <TextField label={t('founding-link')} note={t('founding-link-note')} code value={link} onInput={setLink} />
      <Button kind="do" wide type="submit" disabled={link.trim() === ''}>
        {t('go-on')}
      </Button>
    </form>
  );
}
