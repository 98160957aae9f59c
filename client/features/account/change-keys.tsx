/** One more key, one in the place of another, one less. Each says before the touch what it does and what it does not. */
import { useState } from 'preact/hooks';
import { me, vault } from '../../state/session.ts';
import { touchWords, useAct, type Acting } from '../../state/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckList } from '../../ui/list.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import type { KeyNames } from '../../vault/joining/key-names.ts';
import { TextField } from '../../ui/fields/field.tsx';
import type { OwnKeys } from '../../vault/joining/own-keys.ts';
import { t } from '../../words/words.ts';

/** A key as the page names it. */
interface NamedKey {
  readonly id: string;
  readonly name: string;
}

export type KeyAct = { readonly act: 'add' } | { readonly act: 'replace' | 'end' | 'name'; readonly key: NamedKey };

interface ChangeProps {
  asked: KeyAct;
  onClose: () => void;
  /** The list as the witness signed it, and what to say. */
  onDone: (keys: OwnKeys, said: string) => void;
  onNamed: (names: KeyNames) => void;
}

export function ChangeKeys(props: ChangeProps) {
  const { asked } = props;
  if (asked.act === 'name') return <NameKey {...props} named={asked.key} />;
  return asked.act === 'end' ? <EndKey {...props} ended={asked.key} /> : <NewKey {...props} />;
}

function NewKey({ asked, onClose, onDone }: ChangeProps) {
  const act = useAct();
  const [ready, setReady] = useState(false);
  const old = asked.act === 'replace' ? asked.key : undefined;
  const enrol = (): void => void act.run('enrol', () => vault.keyEnrol()).then((done) => setReady(done === true));
  const finish = (): void =>
    void act
      .run('finish', () => vault.keyAdd(old?.id))
      .then((keys) => {
        if (keys !== undefined) onDone(keys, old === undefined ? t('keys-added-now') : t('keys-replaced-now'));
      });
  return (
    <Dialog
      title={old === undefined ? t('keys-add') : t('keys-replace-what', { key: old.name })}
      onClose={onClose}
      verbs={
        ready ? (
          <Button kind="do" icon="key" wide busy={touchWords(act.busy === 'finish')} onClick={finish}>
            {t('keys-add-old')}
          </Button>
        ) : (
          <Button kind="do" icon="key" wide busy={act.busy === 'enrol' && t('touch-key-twice')} onClick={enrol}>
            {t('keys-add-new')}
          </Button>
        )
      }
    >
      {ready ? (
        <>
          <CheckList items={[t('keys-add-ready')]} />
          <p>{old === undefined ? t('keys-add-then') : t('keys-replace-then', { key: old.name })}</p>
        </>
      ) : (
        <>
          <p>{t('keys-add-text')}</p>
          {old !== undefined && <Ends ended={old} />}
        </>
      )}
      <NotDone act={act} />
    </Dialog>
  );
}

function EndKey({ ended, onClose, onDone }: ChangeProps & { ended: NamedKey }) {
  const act = useAct();
  const end = (): void =>
    void act
      .run('end', () => vault.keyEnd(ended.id))
      .then((keys) => {
        if (keys !== undefined) onDone(keys, t('keys-ended-now', { key: ended.name }));
      });
  return (
    <Dialog
      title={t('keys-end-what', { key: ended.name })}
      onClose={onClose}
      verbs={
        <Button kind="act" icon="key" wide busy={touchWords(act.busy === 'end')} onClick={end}>
          {t('keys-end-do')}
        </Button>
      }
    >
      <Ends ended={ended} />
      <NotDone act={act} />
    </Dialog>
  );
}

/** Where it lies, or what it looks like. Only her own pages can read it. */
function NameKey({ named, onClose, onNamed }: ChangeProps & { named: NamedKey }) {
  const act = useAct();
  const [name, setName] = useState('');
  const keep = (): void =>
    void act
      .run('name', () => vault.keyName(named.id, name))
      .then((names) => {
        if (names !== undefined) onNamed(names);
      });
  return (
    <Dialog
      title={t('keys-name-what', { key: named.name })}
      onClose={onClose}
      verbs={
        <Button kind="do" wide busy={act.busy !== undefined && t('working')} onClick={keep}>
          {t('keys-name-do')}
        </Button>
      }
    >
      <TextField
        label={t('keys-name-field')}
        note={t('keys-name-note')}
        value={name}
        maxLength={40}
        onInput={setName}
      />
      <NotDone act={act} />
    </Dialog>
  );
}

/** What the end of a key does, and what it does not. */
function Ends({ ended }: { ended: NamedKey }) {
  const next = me.value?.role === 'participant' ? t('keys-end-not-card') : t('keys-end-not-officer');
  return (
    <>
      <CheckList
        items={[t('keys-end-does-login', { key: ended.name }), t('keys-end-does-pages'), t('keys-end-does-slots')]}
      />
      <Notice look="soon" icon="warning" what={t('keys-end-not')} next={next} />
    </>
  );
}

function NotDone({ act }: { act: Acting }) {
  return act.refusal === undefined ? null : <Refusal code={act.refusal.code} />;
}
