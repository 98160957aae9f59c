/** The first step of joining without a link in the address bar: the code of an invitation is pasted. */
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { t } from '../../words/words.ts';
import { Refusal } from '../../ui/notice.tsx';
import { pasted } from '../../lib/pasted-link.ts';

interface TypeCodeProps {
  code: string;
  busy: boolean;
  onInput: (code: string) => void;
  onGo: () => void;
}

export function TypeCode({ code, busy, onInput, onGo }: TypeCodeProps) {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (pasted(code).code !== '' && !busy) onGo();
      }}
    >
      <h1>{t('setup-invited')}</h1>
      <p class="dim">{t('setup-invited-text')}</p>
      <TextArea
        code
        rows={4}
        label={t('setup-invite-code')}
        note={t('setup-invite-paste')}
        value={code}
        onInput={onInput}
        maxLength={600}
      />
      <Button kind="do" wide type="submit" busy={busy && t('checking')} disabled={pasted(code).code === ''}>
        {t('setup-invite-open')}
      </Button>
    </form>
  );
}

/** For somebody whose page closed after she had set up her keys. */
export function Resume() {
  return (
    <section class="stack-s">
      <h2 class="over">{t('resume-title')}</h2>
      <p class="dim">{t('resume-text')}</p>
    </section>
  );
}

/** The codes of a used invitation. It is most often the visitor's own, so her next step is to sign in. */
const usedCodes: readonly string[] = ['invite-used', 'invite-spent'];

export function NotOpened({ code }: { code: string }) {
  const signIn = (
    <Button small href="/">
      {t('setup-sign-in')}
    </Button>
  );
  return <Refusal code={code} action={usedCodes.includes(code) ? signIn : undefined} />;
}
