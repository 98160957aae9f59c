/** The officers' ledger: the whole log, checked in this browser; the reasons, with one touch; the evidence, to keep. */
import { useLocation } from 'preact-iso';
import { useMemo, useState } from 'preact/hooks';
import { me, vault } from '../../state/session.ts';
import { Band } from '../../ui/band.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { KeyBar } from '../../ui/table.tsx';
import { timeIn } from '../../lib/time.ts';
import type { Ledger as LedgerRead } from '../../vault/log/ledger.ts';
import { locale, t } from '../../words/words.ts';
import { touchWords, useAct, type Acting } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { saveText } from '../../lib/save-text.ts';
import { DeskFrame } from '../../components/page-frame.tsx';
import { LedgerFilters } from './ledger-filters.tsx';
import { LedgerHeat } from './ledger-heat.tsx';
import { asked, everything, folded, timed, type Asked } from './ledger-lines.ts';
import { LedgerPanel } from './ledger-panel.tsx';
import { LedgerTable } from './ledger-table.tsx';

const firstShown = 200;

export function Ledger() {
  const acting = useAct();
  const [ledger, setLedger] = useState<LedgerRead>();
  // Somebody who was told that something of hers is not in force comes to see just that.
  const { query } = useLocation();
  const [want, setWant] = useState<Asked>(query['show'] === 'voids' ? { ...everything, sort: 'voids' } : everything);
  const [picked, setPicked] = useState<string>();
  const [most, setMost] = useState(firstShown);
  const zone = me.value?.event.zone ?? 'UTC';
  const check = (touch: boolean) =>
    acting.run(touch ? 'read' : 'check', async () => setLedger(await vault.audit(touch)));
  useOnce(() => void check(false));
  const all = useMemo(() => timed(ledger?.lines ?? []), [ledger]);
  const shown = useMemo(() => asked(all, want, ledger?.checkedAt ?? 0), [all, want, ledger]);
  const rows = useMemo(() => (want.sort === 'envelopes' ? shown : folded(shown)), [shown, want]);
  const row = rows.find(({ line }) => String(line.leaf) === picked);
  const save = () =>
    acting.run('save', async () => {
      const text = await vault.evidence();
      saveText(`evidence-${new Date().toISOString().slice(0, 10)}.json`, 'application/json', text);
    });
  return (
    <DeskFrame
      current="/ledger"
      slot={
        <Button icon="save" busy={acting.busy === 'save' && t('working')} onClick={() => void save()}>
          {t('ledger-save')}
        </Button>
      }
      band={<LedgerBand ledger={ledger} acting={acting} zone={zone} onRead={() => void check(true)} />}
      panel={
        row !== undefined && ledger !== undefined ? (
          <LedgerPanel row={row} ledger={ledger} zone={zone} onClose={() => setPicked(undefined)} />
        ) : undefined
      }
      foot={
        <KeyBar
          keys={[
            { keys: ['j', 'k'], label: t('queue-keys-move') },
            { keys: ['Enter'], label: t('queue-keys-open') },
            { keys: ['v'], label: t('ledger-again') },
          ]}
        />
      }
    >
      <h1 class={ledger === undefined ? undefined : 'sr'}>{t('ledger-title')}</h1>
      {acting.refusal !== undefined && (
        <Refusal
          code={acting.refusal.code}
          action={<Button onClick={() => void check(false)}>{t('try-again')}</Button>}
        />
      )}
      {ledger !== undefined && ledger.missing.length > 0 && (
        <Notice
          look="now"
          what={t('ledger-missing', { count: ledger.missing.length })}
          next={t('ledger-missing-next')}
        />
      )}
      {ledger !== undefined && ledger.short.length > 0 && (
        <Notice look="now" what={t('ledger-short')} next={t('ledger-short-next')} />
      )}
      {ledger !== undefined && (
        <>
          <LedgerFilters ledger={ledger} asked={want} count={shown.length} onAsk={setWant} />
          {shown.length === 0 ? (
            <Empty title={t('ledger-empty')} />
          ) : (
            <LedgerTable
              lines={rows.slice(0, most)}
              zone={zone}
              now={ledger.checkedAt}
              selected={picked}
              onSelect={setPicked}
              keys={{ v: () => void check(false), Escape: () => setPicked(undefined) }}
            />
          )}
          {rows.length > most && <Button onClick={() => setMost(most + firstShown)}>{t('show-more')}</Button>}
          <LedgerHeat lines={shown.map(({ line }) => line)} zone={zone} />
        </>
      )}
    </DeskFrame>
  );
}

interface LedgerBandProps {
  ledger: LedgerRead | undefined;
  acting: Acting;
  zone: string;
  onRead: () => void;
}

/** Nothing is called whole until every entry was checked; one witness is called one. */
function LedgerBand({ ledger, acting, zone, onRead }: LedgerBandProps) {
  if (ledger === undefined)
    return acting.busy === undefined ? null : (
      <Band state="checking" seed="ledger" title={t('ledger-checking-all')} text={t('ledger-checking-text')} />
    );
  const time = (at: number) => timeIn(at, zone, locale.value);
  return (
    <Band
      state="whole"
      seed={ledger.fingerprint}
      title={t('ledger-whole')}
      text={t('ledger-whole-one', { witness: me.value?.witness ?? '' })}
      facts={[
        { label: t('ledger-entries'), value: String(ledger.entries) },
        { label: t('ledger-browser'), value: time(ledger.checkedAt) },
        { label: t('ledger-witness'), value: time(ledger.cosignedAt) },
      ]}
      action={
        ledger.bodiesRead ? undefined : (
          <Button kind="do" icon="key" busy={touchWords(acting.busy === 'read')} onClick={onRead}>
            {t('ledger-read')}
          </Button>
        )
      }
    />
  );
}
