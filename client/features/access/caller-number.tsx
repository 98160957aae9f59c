/** In a resumed page: the person who calls says her number first. Digits of another invitation are shown to nobody. */
import { useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { typedPart } from '../../lib/typed.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';

export function CallerNumber({ onTaken }: { onTaken: () => void }) {
  const [typed, setTyped] = useState('');
  const act = useAct();
  const number = typedPart(typed);
  const take = (): void =>
    void act.run('number', async () => {
      await vault.joiningNumber(Number(number));
      onTaken();
    });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <p>{t('resume-number-text')}</p>
      <TextField code inputMode="numeric" label={t('resume-number')} value={typed} onInput={setTyped} maxLength={3} />
      <Button kind="do" wide type="submit" disabled={!/^[1-9]$/u.test(number)}>
        {t('resume-number-go')}
      </Button>
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
    </form>
  );
}
