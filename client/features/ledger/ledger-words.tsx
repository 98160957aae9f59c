import type { LedgerLine } from '../../vault/log/ledger.ts';
import { t } from '../../words/words.ts';
import { ProofChip, type ProofState } from '../../ui/chip.tsx';
import { proofsOf, voidReason, type Timed } from './ledger-lines.ts';
import { dateAndTime } from '../../state/date-and-time.ts';
import { sayDid } from '../../state/operation-words.ts';
import { kindName, personName, reasonName } from '../../state/names.ts';

/** An entry, or neighbours that are told together. */
export function sayRow({ line, run }: Timed): string {
  if (run.length === 0) return sayLine(line);
  const all = [line, ...run];
  const sealed = all.filter((one) => one.type === 'record').length;
  return t('ledger-run', { sealed, deleted: all.length - sealed });
}

/** One entry in one sentence; what is between ** is bold. */
function sayLine(line: LedgerLine): string {
  if (line.notInForce !== undefined) return sayVoid(line);
  if (line.type === 'roster') return line.operation === undefined ? t('ledger-founded') : sayDid(line.operation);
  if (line.type === 'opening') return sayOpening(line);
  return t(`ledger-leaf-${line.type}`);
}

function sayOpening({ opening, state, again }: LedgerLine): string {
  if (again) return t('ledger-repeated');
  if (opening !== undefined && (state === 'opened' || state === 'refused')) {
    const kind = kindName(opening.kind);
    const { person } = opening;
    return person === undefined
      ? t(`ledger-${state}-none`, { kind })
      : t(`ledger-${state}`, { kind, alias: personName(person) });
  }
  if (state === 'refused') return t('ledger-refused-closed');
  if (state === 'withheld') return t('ledger-overdue');
  if (state === undefined || state === 'closed' || state === 'opened') return t('ledger-leaf-opening');
  return t(`ledger-${state}`);
}

/** Why the witness said no, in few words. */
export function sayRefused({ state, code }: LedgerLine): string | undefined {
  if (state !== 'refused') return undefined;
  if (/^(?:opening-(?:desk|requester)|roster-.*|record-(?:author|policy))$/u.test(code))
    return t('ledger-refused-right');
  if (/^opening-(?:time|closed)$/u.test(code)) return t('ledger-refused-time');
  if (code === 'record-retired') return t('ledger-refused-retired');
  if (code === 'opening-limit') return t('ledger-refused-limit');
  return t('ledger-refused-broken');
}

function sayVoid(line: LedgerLine): string {
  const { operation, canStill } = line;
  const what = operation === undefined ? t('ledger-void-nothing') : t('ledger-void', { what: sayDid(operation) });
  const open = canStill?.final === false ? [t('void-open', { time: dateAndTime(canStill.until) })] : [];
  return [what, t(`void-${voidReason(line)}`), ...open].join(' ');
}

export function sayReason(line: LedgerLine): string {
  return line.opening === undefined ? '' : reasonName(line.opening.reason);
}

const stateOf = (proof: boolean | undefined): ProofState =>
  proof === undefined ? 'waiting' : proof ? 'done' : 'failed';

/** The same in one chip, for a narrow table; the panel beside it has them one by one. */
export function ProofSum({ line }: { line: LedgerLine }) {
  const proofs = [...proofsOf(line).values()];
  const done = proofs.filter((proof) => proof === true).length;
  const state = proofs.includes(false) ? 'failed' : done === proofs.length ? 'done' : 'waiting';
  return <ProofChip state={state}>{t('ledger-proof-count', { done, total: proofs.length })}</ProofChip>;
}

/** log, signed, words, team: what of an entry was checked. */
export function Proofs({ line }: { line: LedgerLine }) {
  return (
    <span class="proofs">
      {[...proofsOf(line)].map(([proof, state]) => (
        <ProofChip key={proof} state={stateOf(state)}>
          {t(`ledger-proof-${proof}`)}
        </ProofChip>
      ))}
    </span>
  );
}
