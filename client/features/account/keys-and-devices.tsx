/** Keys and devices: what opens the file and when each was last used; set up a key, end one, sign out elsewhere. */
import { useEffect, useState } from 'preact/hooks';
import type { Reply } from '#protocol/wire/wire.ts';
import { call, me, noticed, signOut, vault } from '../../state/session.ts';
import { useAct } from '../../state/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { deviceWord } from '../../ui/device.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { dateIn, timeIn } from '../../lib/time.ts';
import type { KeyNames } from '../../vault/joining/key-names.ts';
import type { OwnKeys } from '../../vault/joining/own-keys.ts';
import { zoneWords } from '../../words/zone-words.ts';
import { locale, t } from '../../words/words.ts';
import { Frame } from '../../components/page-frame.tsx';
import { NoTeam } from '../../components/no-team.tsx';
import { CallLink } from '../../components/help-words.tsx';
import { ChangeKeys, type KeyAct } from './change-keys.tsx';

type KeyList = Reply<'me/keys'>;

export function Keys() {
  const [list, setList] = useState<KeyList | undefined>();
  const [own, setOwn] = useState<OwnKeys | undefined>();
  const [code, setCode] = useState<string | undefined>();
  const [names, setNames] = useState<KeyNames>({});
  const [asked, setAsked] = useState<KeyAct | undefined>();
  const [said, setSaid] = useState<string | undefined>();
  const load = (): void => {
    setCode(undefined);
    Promise.all([call('me/keys', {}).then(setList), vault.ownKeys().then(setOwn)]).catch((error: unknown) =>
      setCode(noticed(error).code),
    );
  };
  useEffect(load, []);
  // Names lie in her archive, which may not open while a server is away: then keys have numbers.
  useEffect(() => void vault.keyNames().then(setNames, noticed), []);
  const ask = (act: KeyAct): void => {
    setSaid(undefined);
    setAsked(act);
  };
  return (
    <Frame current="/keys">
      <h1>{t('keys-title')}</h1>
      <NoTeam />
      <p class="dim">{t('keys-kept-nothing', { device: deviceWord() })}</p>
      {said !== undefined && <Notice look="fine" what={said} />}
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
      {code === undefined && (list === undefined || own === undefined) && <p role="status">{t('working')}</p>}
      {list !== undefined && own !== undefined && (
        <>
          <YourKeys list={list} own={own} names={names} onAsk={ask} />
          <Places sessions={list.sessions} onDone={load} />
          <Card card={list.card} />
          <LostKey keys={own.keys.length} needed={own.needed} />
        </>
      )}
      {asked !== undefined && (
        <ChangeKeys
          asked={asked}
          onClose={() => setAsked(undefined)}
          onNamed={(all) => {
            setAsked(undefined);
            setNames(all);
          }}
          onDone={(keys, words) => {
            setAsked(undefined);
            setOwn(keys);
            setSaid(words);
            load();
          }}
        />
      )}
      <div>
        <Button wide onClick={() => void signOut()}>
          {t('keys-out')}
        </Button>
      </div>
      <p class="dim fact">{t('signin-limits')}</p>
    </Frame>
  );
}

interface YourKeysProps {
  list: KeyList;
  own: OwnKeys;
  names: KeyNames;
  onAsk: (act: KeyAct) => void;
}

/** Which keys are hers says the verified list; when they were used says the portal. */
function YourKeys({ list, own, names, onAsk }: YourKeysProps) {
  const spare = own.keys.length > Math.max(1, own.needed);
  return (
    <section class="stack-s">
      <h2>{t('keys-yours')}</h2>
      <ul class="rows still">
        {own.keys.map((id, at) => {
          const number = t('keys-key', { number: at + 1 });
          const given = names[id] ?? '';
          const name = given === '' ? number : given;
          const used = list.keys.find((key) => key.id === id);
          const act = spare ? 'end' : 'replace';
          return (
            <li key={id}>
              <div>
                <Icon name="key" size={26} />
                <span class="grow">
                  <b>
                    <bdi>{name}</bdi>
                  </b>
                  <Button
                    kind="link"
                    small
                    label={`${t('keys-name')}: ${name}`}
                    onClick={() => onAsk({ act: 'name', key: { id, name } })}
                  >
                    {t('keys-name')}
                  </Button>
                  {id === own.here && <span class="note">{t('keys-here')}</span>}
                  {used !== undefined && (
                    <>
                      <span class="note">{t('keys-added', { day: dayWords(used.addedAt) })}</span>
                      <span class="note">
                        {used.usedAt === null ? t('keys-unused') : t('keys-last', { when: whenWords(used.usedAt) })}
                      </span>
                    </>
                  )}
                </span>
                {own.keys.length > 1 && (
                  <Button
                    small
                    label={`${t(`keys-${act}`)}: ${name}`}
                    onClick={() => onAsk({ act, key: { id, name } })}
                  >
                    {t(`keys-${act}`)}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {own.keys.length === 1 && <p class="dim fact">{t('keys-one')}</p>}
      {own.keys.length > 1 && !spare && <p class="dim fact">{t('keys-needed', { count: own.needed })}</p>}
      <Button kind="do" icon="key" wide onClick={() => onAsk({ act: 'add' })}>
        {t('keys-add')}
      </Button>
    </section>
  );
}

/** Where she is signed in. What somebody else has open ends with one press, and needs no touch: nothing is given. */
function Places({ sessions, onDone }: { sessions: number; onDone: () => void }) {
  const act = useAct();
  const [ended, setEnded] = useState(false);
  const end = (): void =>
    void act
      .run('end', () => call('session/end-others', {}))
      .then((done) => {
        if (done === undefined) return;
        setEnded(true);
        onDone();
      });
  return (
    <section class="stack-s">
      <h2>{t('keys-places')}</h2>
      <p>{t('keys-sessions', { count: sessions })}</p>
      {ended && sessions === 1 && <StateChip icon="check">{t('keys-places-ended')}</StateChip>}
      {sessions > 1 && (
        <>
          <p class="dim fact">{t('keys-places-text')}</p>
          <Button wide busy={act.busy !== undefined && t('working')} onClick={end}>
            {t('keys-places-end')}
          </Button>
        </>
      )}
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
    </section>
  );
}

function Card({ card }: Pick<KeyList, 'card'>) {
  return (
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
      <Button wide href="/keys/card">
        {t('keys-card-new')}
      </Button>
    </section>
  );
}

function LostKey({ keys, needed }: { keys: number; needed: number }) {
  const duty = me.value?.event.dutyPhone ?? '';
  return (
    <section class="stack-s">
      <h2>{t('keys-lost')}</h2>
      <p>{t('keys-lost-text', { keys })}</p>
      {keys > 1 && <p>{t(keys > needed ? 'keys-lost-end' : 'keys-lost-replace')}</p>}
      {me.value?.role === 'participant' && <p>{t('keys-lost-card')}</p>}
      {duty !== '' && <CallLink number={duty} label={t('help-call')} quiet />}
    </section>
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
