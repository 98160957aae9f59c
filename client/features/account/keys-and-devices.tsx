/** Keys and devices: what opens the file, when each was last used, and how to sign out. */
import { useEffect, useState } from 'preact/hooks';
import type { Reply } from '#protocol/wire/wire.ts';
import { call, me, noticed, signOut } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { deviceWord } from '../../ui/device.ts';
import { Icon } from '../../ui/icon.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { dateIn, timeIn } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import { locale, t } from '../../words/words.ts';
import { Frame } from '../../components/page-frame.tsx';
import { NoTeam } from '../../components/no-team.tsx';
import { CallLink } from '../../components/help-words.tsx';

type KeyList = Reply<'me/keys'>;

export function Keys() {
  const [list, setList] = useState<KeyList | undefined>();
  const [code, setCode] = useState<string | undefined>();
  const load = (): void => {
    setCode(undefined);
    call('me/keys', {}).then(setList, (error: unknown) => setCode(noticed(error).code));
  };
  useEffect(load, []);
  return (
    <Frame current="/keys">
      <h1>{t('keys-title')}</h1>
      <NoTeam />
      <p class="dim">{t('keys-kept-nothing', { device: deviceWord() })}</p>
      {code !== undefined && (
        <Refusal
          code={code}
          action={
            <Button small onClick={load}>
              {t('try-again')}
            </Button>
          }
        />
      )}
      {list === undefined && code === undefined && <p role="status">{t('working')}</p>}
      {list !== undefined && <Listed list={list} />}
      <div>
        <Button wide onClick={() => void signOut()}>
          {t('keys-out')}
        </Button>
      </div>
      <p class="dim fact">{t('signin-limits')}</p>
    </Frame>
  );
}

function Listed({ list }: { list: KeyList }) {
  const { keys, card } = list;
  const duty = me.value?.event.dutyPhone ?? '';
  return (
    <>
      <section class="stack-s">
        <h2>{t('keys-yours')}</h2>
        <ul class="rows still">
          {keys.map((key, at) => (
            <li key={key.id}>
              <div>
                <Icon name="key" size={26} />
                <span class="grow">
                  <b>{t('keys-key', { number: at + 1 })}</b>
                  <span class="note">{t('keys-added', { day: dayWords(key.addedAt) })}</span>
                  <span class="note">
                    {key.usedAt === null ? t('keys-unused') : t('keys-last', { when: whenWords(key.usedAt) })}
                  </span>
                </span>
              </div>
            </li>
          ))}
        </ul>
        {keys.length === 1 && <p class="dim fact">{t('keys-one')}</p>}
      </section>
      <section class="stack-s">
        <h2>{t('keys-card')}</h2>
        <ul class="rows still">
          <li>
            <div>
              <Icon name="paper" size={26} />
              <span class="grow">
                <b>{card === null ? t('keys-card-none') : t('keys-card-made', { day: dayWords(card.madeAt) })}</b>
                <span class="note">{card === null ? t('keys-card-none-text') : cardUsed(card.usedAt)}</span>
              </span>
            </div>
          </li>
        </ul>
        <p class="dim fact">{t('keys-sessions', { count: list.sessions })}</p>
      </section>
      <section class="stack-s">
        <h2>{t('keys-lost')}</h2>
        <p>{t('keys-lost-text', { keys: keys.length })}</p>
        {me.value?.role === 'participant' && <p>{t('keys-lost-card')}</p>}
        {duty !== '' && <CallLink number={duty} label={t('help-call')} quiet />}
      </section>
    </>
  );
}

function cardUsed(at: number | null): string {
  return at === null ? t('keys-card-unused') : t('keys-last', { when: whenWords(at) });
}

function zone(): string {
  return me.value?.event.zone ?? 'Europe/Stockholm';
}

function dayWords(at: number): string {
  return dateIn(at, zone(), locale.value);
}

function whenWords(at: number): string {
  return t('when', { day: dayWords(at), time: timeIn(at, zone(), locale.value), zone: zoneWords(zone()) });
}
