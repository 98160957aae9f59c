/** A proven fork: everything stops but Help now (§0.5). */
import { me } from '../session.ts';
import { watchExit } from '../ui/exit.ts';
import { StopPage } from '../ui/stop.tsx';
import { timeIn } from '../ui/time.ts';
import { zoneWords } from '../ui/when.tsx';
import type { RefusalFacts } from '../vault/refusal.ts';
import { locale, t } from '../words/words.ts';
import { useEffect, useState } from 'preact/hooks';
import { exitNow } from './leaving.ts';

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

/** A log that shrank and a record served from the past have their own sentence; both are told as plainly as a fork. */
function suffix(code: string): string {
  if (code === 'log-behind') return '-behind';
  return code === 'record-old' ? '-old' : '';
}

/** What the two sides were shown, as far as it can be drawn as two fingerprints. */
function printsOf({ code, evidence }: RefusalFacts): readonly { label: string; hex: string }[] {
  const { first, second } = evidence ?? {};
  if (code !== 'log-fork' || typeof first !== 'string' || typeof second !== 'string') return [];
  return [
    { label: t('stop-print-first'), hex: hexOf(first) },
    { label: t('stop-print-second'), hex: hexOf(second) },
  ];
}

function hexOf(base64url: string): string {
  try {
    const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
    return Array.from(binary, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  } catch {
    return base64url;
  }
}

/** Only public objects: a code, a request id, and what proves it. */
function saveEvidence(facts: RefusalFacts, at: number): void {
  const text = JSON.stringify({ ...facts, at: new Date(at).toISOString(), origin: location.origin }, undefined, 2);
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'evidence.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
