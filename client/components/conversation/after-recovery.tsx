/**
 * After she made new keys with her card: may somebody else have had the old ones, and which of her messages does she send
 * again. Nothing is sent by itself, and nothing is ticked for her.
 */
import { useState } from 'preact/hooks';
import { dateAndTime } from '../../state/date-and-time.ts';
import { acceptThreads, lineOf, threads } from '../../state/messages/thread-state.ts';
import { memberName, threadName } from '../../state/messages/thread-names.ts';
import { me, vault } from '../../state/session.ts';
import { useAct } from '../../state/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/fields/choice.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import type { UnseenMessage } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';

export function AfterRecovery() {
  const [sent, setSent] = useState(0);
  const state = threads.value;
  const after = state?.afterRecovery;
  if (state === undefined) return null;
  return (
    <>
      <UnreadFrom members={state.unreadFrom} />
      {after?.asksWhy === true && <Why />}
      {sent > 0 && <Notice look="fine" what={t('msg-again-sent', { count: sent })} />}
      {after !== undefined && after.unseen.length > 0 && (
        <SendAgain unseen={after.unseen} onSent={(count) => setSent(sent + count)} />
      )}
    </>
  );
}

/** Say of whom something from before her new keys could not be read. */
export function UnreadFrom({ members }: { members: readonly string[] }) {
  return (
    <>
      {members.map((member) => (
        <Notice
          key={member}
          look="soon"
          icon="warning"
          what={t('msg-unread-from', { name: memberName(member) })}
          next={t('msg-unread-from-next')}
        />
      ))}
    </>
  );
}

function Why() {
  const act = useAct();
  const say = (othersHad: boolean): void =>
    void act.run(othersHad ? 'yes' : 'no', async () => acceptThreads(await vault.threadsSayWhy(othersHad)));
  return (
    <section class="card">
      <div class="inside">
        <div class="stack">
          <h2>{t('msg-why')}</h2>
          <p>{t('msg-why-text')}</p>
          {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
          <div class="row">
            <Button busy={act.busy === 'no' && t('checking')} onClick={() => say(false)}>
              {t('msg-why-no')}
            </Button>
            <Button busy={act.busy === 'yes' && t('checking')} onClick={() => say(true)}>
              {t('msg-why-yes')}
            </Button>
          </div>
        </div>
      </div>
    </section>
  );
}

/** Her own words may be sent; what came under the same key from a thief would look the same, so she reads each. */
function SendAgain({ unseen, onSent }: { unseen: readonly UnseenMessage[]; onSent: (count: number) => void }) {
  const act = useAct();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const picked = unseen.filter((one) => ticked.has(one.id) && maySend(one));
  const tick = (id: string, on: boolean): void => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const send = (): void =>
    void act.run('send', async () => {
      const state = await vault.threadsSendAgain(picked.map(({ thread, id }) => ({ thread, id })));
      const left = new Set(state.afterRecovery?.unseen.map(({ id }) => id));
      onSent(picked.filter(({ id }) => !left.has(id)).length);
      setTicked(new Set());
      acceptThreads(state);
    });
  const letBe = (): void => void act.run('let-be', async () => acceptThreads(await vault.threadsLetBe()));
  return (
    <section class="card">
      <div class="inside">
        <div class="stack">
          <h2>{t('msg-again')}</h2>
          <p>{t('msg-again-text')}</p>
          <fieldset class="field">
            <legend>{t('msg-again-which')}</legend>
            {unseen.map((one) => (
              <Row key={one.id} one={one} checked={ticked.has(one.id)} onTick={(on) => tick(one.id, on)} />
            ))}
          </fieldset>
          {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
          <div class="row">
            <Button kind="do" disabled={picked.length === 0} busy={act.busy === 'send' && t('sending')} onClick={send}>
              {t('msg-again-send', { count: picked.length })}
            </Button>
            <Button kind="link" busy={act.busy === 'let-be' && t('checking')} onClick={letBe}>
              {t('msg-again-leave')}
            </Button>
          </div>
        </div>
      </div>
    </section>
  );
}

const maySend = ({ joined, shut, waits }: UnseenMessage): boolean =>
  joined.length === 0 && shut === undefined && !waits;

function Row({ one, checked, onTick }: { one: UnseenMessage; checked: boolean; onTick: (on: boolean) => void }) {
  const line = lineOf(one.thread);
  const name = line === undefined ? '' : threadName(line, me.value?.member);
  const words = <bdi dir="auto">{one.text || one.attachment}</bdi>;
  const place = t('msg-again-to', { name, when: dateAndTime(one.sentAt) });
  if (maySend(one)) return <Tick checked={checked} onChange={onTick} label={words} note={place} />;
  const why = one.waits
    ? t('msg-state-waiting')
    : one.joined.length > 0
      ? t('msg-again-joined', { count: one.joined.length })
      : t('msg-again-shut');
  return (
    <div class="choice bare">
      <span>
        {words}
        <span class="note">{place}</span>
        <span class="note">{why}</span>
      </span>
    </div>
  );
}
