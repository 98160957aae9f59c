/** A proven fork: everything stops, except Help now. */
import { me } from '../../state/session.ts';
import { watchExit } from '../../ui/exit.ts';
import { StopPage } from '../../ui/stop-page.tsx';
import { timeIn } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import type { RefusalFacts } from '../../vault/session/refusal.ts';
import { locale, t } from '../../words/words.ts';
import { useEffect, useState } from 'preact/hooks';
import { exitNow } from '../../state/leave-page.ts';
import { hexOf } from '../../lib/hex.ts';
import { saveText } from '../../lib/save-text.ts';

export function ForkStop({ facts }: { facts: RefusalFacts }) {
  const [at] = useState(() => Date.now());
  const leave = (): void => void exitNow();
  useEffect(() => watchExit(leave), []);
  const event = me.value?.event;
  const zone = event?.zone ?? 'Europe/Stockholm';
  const phone = event?.dutyPhone ?? '';
  return (
    <StopPage
      when={t('stop-when', { time: timeIn(at, zone, locale.value), zone: zoneWords(zone) })}
      title={t(`stop-title${suffix(facts.code)}`)}
      text={t(`stop-text${suffix(facts.code)}`)}
      safe={t('stop-safe-text')}
      todo={[t('stop-todo-1'), t('stop-todo-2'), t('stop-todo-3'), t('stop-todo-4')]}
      prints={printsOf(facts)}
      onSave={() => saveEvidence(facts, at)}
      call={
        phone === ''
          ? undefined
          : { label: t('stop-call', { number: phone }), href: `tel:${phone.replaceAll(' ', '')}` }
      }
      help="/help"
      onExit={leave}
    />
  );
}

/** What is no fork of the log has sentences of its own, and is shown as plainly. */
function suffix(code: string): string {
  if (code === 'log-behind') return '-behind';
  if (code === 'state-differs') return '-state';
  return code === 'verdict-false' || code === 'outcome-twice' ? '-witness' : '';
}

/** Return what the two sides were shown, if the evidence is two fingerprints of the log. */
function printsOf({ code, evidence = {} }: RefusalFacts): readonly { label: string; hex: string }[] {
  if (code !== 'log-fork') return [];
  const pairs = [
    { label: t('stop-print-browser'), hex: hexOf(evidence['portal'] ?? evidence['computed']) },
    { label: t('stop-print-witness'), hex: hexOf(evidence['witness']) },
    { label: t('stop-print-first'), hex: hexOf(evidence['first']) },
    { label: t('stop-print-second'), hex: hexOf(evidence['second']) },
  ];
  return pairs.filter((pair) => pair.hex !== '');
}

/** Save public objects only: a code, a request id, and what proves it. */
function saveEvidence(facts: RefusalFacts, at: number): void {
  const text = JSON.stringify({ ...facts, at: new Date(at).toISOString(), origin: location.origin }, undefined, 2);
  saveText('evidence.json', 'application/json', text);
}
