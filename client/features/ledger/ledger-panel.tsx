import { Panel } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/envelope.tsx';
import { Face } from '../../ui/face.tsx';
import { Fingerprint } from '../../ui/fingerprint.tsx';
import { CheckList } from '../../ui/list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { longDayIn, timeIn } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import type { Ledger, LedgerLine } from '../../vault/log/ledger.ts';
import { locale, t } from '../../words/words.ts';
import { namelessOf, type Timed } from './ledger-lines.ts';
import { sayReason, sayRefused, sayRow } from './ledger-words.tsx';
import { kindName, personName, teamName } from '../../state/names.ts';

interface LedgerPanelProps {
  row: Timed;
  ledger: Ledger;
  zone: string;
  onClose: () => void;
}

export function LedgerPanel({ row, ledger, zone, onClose }: LedgerPanelProps) {
  const { line } = row;
  const refused = sayRefused(line);
  const time = timeIn(row.time, zone, locale.value);
  const day = longDayIn(row.time, zone, locale.value);
  const rows = [
    { label: t('ledger-who'), value: <People line={line} /> },
    ...(line.opening === undefined
      ? []
      : [
          { label: t('ledger-for-team'), value: teamName(line.opening.desk) },
          { label: t('ledger-envelope'), value: kindName(line.opening.kind) },
          ...(line.opening.person === undefined
            ? []
            : [{ label: t('ledger-whose'), value: <bdi>{personName(line.opening.person)}</bdi> }]),
          { label: t('ledger-why'), value: sayReason(line) },
        ]),
  ];
  return (
    <Panel
      title={sayRow(row).replaceAll('**', '')}
      over={entryWords(row)}
      text={row.after ? t('ledger-no-time', { day, time }) : t('when', { day, time, zone: zoneWords(zone) })}
      onClose={onClose}
    >
      <Facts rows={rows} />
      {line.notInForce !== undefined && <VoidNotice line={line} />}
      {refused !== undefined && <Notice icon="envelope-sealed" what={refused} />}
      {line.state === 'closed' && <Notice icon="envelope-sealed" what={t('ledger-read-first')} />}
      {line.proofs.body === false && (
        <Notice look="now" what={t('ledger-body-missing')} next={t('ledger-body-missing-next')} />
      )}
      {line.proofs.desk === false && (
        <Notice look="now" what={t('ledger-desk-wrong')} next={t('ledger-body-missing-next')} />
      )}
      <section>
        <h3>{t('ledger-checked')}</h3>
        <CheckList items={checksOf(line)} />
      </section>
      <section>
        <h3>{t('who-fingerprint')}</h3>
        <Fingerprint hex={hexOf(ledger.fingerprint)} />
        <p class="label">{t('ledger-fingerprint-text', { count: ledger.entries })}</p>
      </section>
    </Panel>
  );
}

/** What a void means. The title says until when it can still come into force. */
function VoidNotice({ line: { canStill } }: { line: LedgerLine }) {
  return <Notice what={t('ledger-void-why')} next={canStill?.final === true ? t('void-final') : undefined} />;
}

function entryWords({ line, run }: Timed): string {
  const first = run.at(-1);
  return first === undefined
    ? t('ledger-entry', { number: line.leaf })
    : t('ledger-run-entries', { from: first.leaf, to: line.leaf });
}

function People({ line }: { line: LedgerLine }) {
  const why = namelessOf(line);
  if (line.who.length === 0) return <>{t(why === 'unnamed' ? 'ledger-who-none-text' : `ledger-who-${why}`)}</>;
  return (
    <>
      {line.who.map((member) => (
        <span key={member} class="row">
          <Face id={member} size={26} />
          <bdi>{personName(member)}</bdi>
        </span>
      ))}
    </>
  );
}

function checksOf(line: LedgerLine): readonly string[] {
  const { log, body, desk } = line.proofs;
  return [
    ...(log ? [t('ledger-check-in'), t('ledger-check-added'), t('ledger-check-witness')] : []),
    ...(line.type === 'roster' && line.who.length > 0 ? [t('ledger-check-signed', { count: line.who.length })] : []),
    ...(line.type === 'opening' && body === true ? [t('ledger-check-words')] : []),
    ...(desk === true ? [t('ledger-check-team')] : []),
  ];
}

/** The fingerprint comes as base64url; people compare hex in groups of four. */
function hexOf(base64url: string): string {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(binary, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
