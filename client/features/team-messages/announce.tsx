/** One message to everyone in a team's name. It is signed, and deliberately not deniable. */
import { useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { useAct, useStay } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { NotReached } from '../../components/not-reached.tsx';
import { InboxFrame } from './inbox-frame.tsx';
import { loadThreads, threads } from '../../state/messages/thread-state.ts';
import { lengthLeft } from '../../state/messages/length-left.ts';
import { teamName } from '../../state/names.ts';

interface Sent {
  readonly reached: number;
  readonly without: number;
  readonly unusable: readonly MemberId[];
}

export function Announce() {
  return (
    <InboxFrame view="/messages/announce" title={t('inbox-view-announce')}>
      {() => <Composing />}
    </InboxFrame>
  );
}

function Composing() {
  const act = useAct();
  const desks = threads.value?.announces ?? [];
  const [desk, setDesk] = useState(desks[0] ?? '');
  const [text, setText] = useState('');
  const [people, setPeople] = useState<number>();
  const [asking, setAsking] = useState(false);
  const [sent, setSent] = useState<Sent>();
  useStay(text.trim() !== '');
  useOnce(() => {
    void act.run('people', async () => setPeople((await vault.members()).members.length - 1));
  });
  const left = lengthLeft(text);
  const send = () =>
    act.run('send', async () => {
      const outcome = await vault.announce(desk, text.trim());
      setSent(outcome);
      setText('');
      setAsking(false);
      await loadThreads();
    });
  if (desks.length === 0) return <Notice what={t('announce-not-yours')} next={t('announce-not-yours-next')} />;
  return (
    <div class="stack reading">
      {sent !== undefined && <Outcome sent={sent} />}
      <Notice icon="eye" what={t('announce-signed')} next={t('announce-signed-next')} />
      {desks.length > 1 && (
        <Select
          label={t('announce-as')}
          value={desk}
          onPick={setDesk}
          options={desks.map((value) => ({ value, label: teamName(value) }))}
        />
      )}
      <TextArea
        label={t('announce-text')}
        note={t('announce-text-note', { count: people ?? 0 })}
        rows={7}
        value={text}
        onInput={(next) => {
          setText(next);
          setSent(undefined);
        }}
      />
      {left !== undefined && (
        <p class={left < 0 ? 'error' : 'label'} role="status">
          {left < 0 ? t('msg-too-long', { count: -left }) : t('msg-room', { count: left })}
        </p>
      )}
      {act.refusal !== undefined && !asking && <Refusal code={act.refusal.code} />}
      <div class="row">
        <Button
          kind="do"
          disabled={text.trim() === '' || (left !== undefined && left < 0)}
          onClick={() => setAsking(true)}
        >
          {t('announce-look')}
        </Button>
      </div>
      {asking && (
        <Dialog
          title={t('announce-sure', { count: people ?? 0 })}
          onClose={() => setAsking(false)}
          verbs={
            <>
              <Button kind="do" busy={act.busy === 'send' && t('announce-sealing')} onClick={() => void send()}>
                {t('announce-send')}
              </Button>
              <Button onClick={() => setAsking(false)}>{t('announce-back')}</Button>
            </>
          }
        >
          <p class="row label">
            <Icon name="envelope-open" size={18} /> {t('msg-from-team', { team: teamName(desk) })}
          </p>
          <p class="kept" dir="auto">
            {text.trim()}
          </p>
          <p class="dim fact">{t('announce-sure-text')}</p>
          {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
        </Dialog>
      )}
    </div>
  );
}

function Outcome({ sent: { reached, without, unusable } }: { sent: Sent }) {
  return (
    <>
      <Notice
        look="fine"
        what={t('announce-sent', { count: reached })}
        next={without === 0 ? undefined : t('announce-without', { count: without })}
      />
      <NotReached members={unusable} />
    </>
  );
}
