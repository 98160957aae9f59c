/** Two steps of everyone who gets new keys: enrol the hardware keys, and write the recovery card on paper. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { noticed, vault } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { deviceWord } from '../ui/device.ts';
import { CheckList } from '../ui/list.tsx';
import { Notice, Refusal } from '../ui/notice.tsx';
import { RecoveryCard } from '../ui/recovery-card.tsx';
import { StepCount } from '../ui/steps.tsx';
import { dateIn } from '../lib/time.ts';
import { locale, t } from '../words/words.ts';
import { useStepFocus } from '../state/use-act.ts';
import { bareRow, CardRows, noRows } from './recovery-card-rows.tsx';

interface StepPlace {
  readonly step: number;
  readonly total: number;
}

interface NewKeysProps extends StepPlace {
  /** How many keys this role must have. A second is always offered. */
  needed: number;
  phoneAllowed: boolean;
  /** One of vault.joiningKey, vault.recoveryKey, vault.foundingKey. It returns how many keys there are now. */
  enrol: (way: 'hardware' | 'phone') => Promise<number>;
  onDone: () => void;
}

export function NewKeys({ needed, phoneAllowed, enrol, onDone, step, total }: NewKeysProps) {
  const [keys, setKeys] = useState<readonly ('hardware' | 'phone')[]>([]);
  const [busy, setBusy] = useState<'hardware' | 'phone' | undefined>();
  const [code, setCode] = useState<string | undefined>();
  useStepFocus(keys.length);
  const device = deviceWord();
  const enough = keys.length >= needed;
  const add = async (way: 'hardware' | 'phone'): Promise<void> => {
    setBusy(way);
    setCode(undefined);
    try {
      await enrol(way);
      setKeys((known) => [...known, way]);
    } catch (error) {
      setCode(noticed(error).code);
    } finally {
      setBusy(undefined);
    }
  };
  const first = keys.length === 0;
  // A phone is one key. A second key must then be a hardware key.
  const phone = phoneAllowed && !keys.includes('phone') && needed < 2;
  return (
    <>
      <StepCount step={step} total={total} />
      <h1>{first ? t('setup-key-title') : enough ? t('setup-key-ready') : t('setup-key-second')}</h1>
      {first && <p>{t('setup-key-how')}</p>}
      {first && needed > 1 && <p>{t('setup-key-count', { count: needed })}</p>}
      {!first && <CheckList items={keys.map((way, at) => t('setup-key-nth', { number: at + 1, way }))} />}
      {keys.length === 1 && <p class="dim">{t('setup-key-second-why')}</p>}
      {code !== undefined && <Refusal code={code} />}
      {enough && (
        <Button kind="do" wide onClick={onDone} disabled={busy !== undefined}>
          {keys.length < 2 ? t('setup-key-one') : t('go-on')}
        </Button>
      )}
      {keys.length < 4 && (
        <Button
          kind={enough ? 'plain' : 'do'}
          icon="key"
          wide
          busy={busy === 'hardware' && t('touch-key-twice')}
          onClick={() => void add('hardware')}
        >
          {first ? t('setup-key-first') : keys.length === 1 ? t('setup-key-second') : t('setup-key-another')}
        </Button>
      )}
      {phone && (
        <div class="sheet stack-s">
          <h2>{t('setup-phone-title', { device })}</h2>
          <p class="dim fact">{t('setup-phone-text', { device })}</p>
          <Button icon={device} wide busy={busy === 'phone' && t('working')} onClick={() => void add('phone')}>
            {t('setup-phone-do', { device })}
          </Button>
        </div>
      )}
    </>
  );
}

interface NewCardProps extends StepPlace {
  onDone: () => void;
}

/** Show the digits, then ask for the same digits again. The card is valid only after that. */
export function NewCard({ onDone, step, total }: NewCardProps) {
  const [rows, setRows] = useState<readonly string[] | undefined>();
  const [onPaper, setOnPaper] = useState(false);
  const [typed, setTyped] = useState(noRows);
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const [code, setCode] = useState<string | undefined>();
  const seed = useRef(crypto.randomUUID());
  const make = (): void => {
    setCode(undefined);
    vault.newCard().then(setRows, (error: unknown) => setCode(noticed(error).code));
  };
  useEffect(make, []);
  useStepFocus(rows === undefined ? 'making' : onPaper ? 'back' : 'shown');
  const prove = async (): Promise<void> => {
    const bare = typed.map(bareRow);
    const off = bare.flatMap((row, at) => (row === rows?.[at] ? [] : [at]));
    setWrong(off);
    setCode(undefined);
    if (off.length > 0) return;
    try {
      await vault.proveCard(bare);
      onDone();
    } catch (error) {
      setCode(noticed(error).code);
    }
  };
  if (rows === undefined)
    return code === undefined ? (
      <p role="status">{t('working')}</p>
    ) : (
      <Refusal code={code} action={<Button onClick={make}>{t('try-again')}</Button>} />
    );
  if (!onPaper)
    return (
      <>
        <StepCount step={step} total={total} />
        <h1>{t('setup-card-title')}</h1>
        <p>{t('setup-card-text')}</p>
        <p class="dim">{t('setup-card-write')}</p>
        <RecoveryCard
          rows={rows}
          title={t('keys-card-made', { day: dateIn(Date.now(), 'Europe/Stockholm', locale.value) })}
          seed={seed.current}
        />
        <Button kind="do" wide onClick={() => setOnPaper(true)}>
          {t('setup-card-done')}
        </Button>
        <Button icon="print" wide onClick={() => print()}>
          {t('setup-card-print')}
        </Button>
      </>
    );
  return (
    <>
      <StepCount step={step} total={total} />
      <h1>{t('setup-card-back')}</h1>
      <p class="dim">{t('setup-card-check-note')}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void prove();
        }}
      >
        <CardRows rows={typed} wrong={wrong} onInput={setTyped} />
        {wrong.length > 0 && <Notice what={t('setup-card-same')} />}
        {code !== undefined && <Refusal code={code} />}
        <Button kind="do" wide type="submit">
          {t('setup-card-compare')}
        </Button>
        <Button wide onClick={() => setOnPaper(false)}>
          {t('setup-card-again')}
        </Button>
      </form>
    </>
  );
}
