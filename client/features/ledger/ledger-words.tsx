import type { LedgerLine } from '../../vault/log/ledger.ts';
import { t } from '../../words/words.ts';
import { ProofChip, type ProofState } from '../../ui/chip.tsx';
import type { Timed } from './ledger-lines.ts';
import { sayDid } from '../../state/operation-words.ts';
import { kindName, personName, reasonName } from '../../state/names.ts';

/** An entry, or neighbours that are told together. */
export function sayRow({ line, run }: Timed): string {
  if (run.length === 0) return sayLine(line);
  const all = [line, ...run];
  const sealed = all.filter((one) => one.type === 'record').length;
  return t('ledger-run', { sealed, deleted: all.length - sealed });
}

/** One entry in one sentence; what stands between ** is bold. */
function sayLine(line: LedgerLine): string {
  if (line.notInForce !== undefined) return sayVoid(line, line.notInForce);
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

function sayVoid({ operation }: LedgerLine, why: string): string {
  const reason = t(`void-${voidGroups[why] ?? 'broken'}`);
  const what = operation === undefined ? t('ledger-void-nothing') : t('ledger-void', { what: sayDid(operation) });
  return `${what} ${reason}`;
}

/** A person reads one of a few reasons; the code stands in the evidence. */
const voidGroups: Readonly<Record<string, string>> = {
  unsigned: 'unsigned',
  'roster-signature': 'unsigned',
  'roster-expired': 'late',
  'roster-chain': 'moved',
  'roster-twice': 'twice',
  'roster-often': 'often',
  'entry-missing': 'withheld',
  'needs-missing': 'withheld',
  'roster-right': 'right',
  'roster-quorum': 'right',
  'roster-rule': 'right',
  'invite-used': 'right',
  'not-yet': 'right',
};

export function sayReason(line: LedgerLine): string {
  return line.opening === undefined ? '' : reasonName(line.opening.reason);
}

const stateOf = (proof: boolean | undefined): ProofState =>
  proof === undefined ? 'waiting' : proof ? 'done' : 'failed';

/** The same in one chip, for a narrow table; the panel beside it has them one by one. */
export function ProofSum({ line }: { line: LedgerLine }) {
  const { log, body, desk } = line.proofs;
  const proofs = line.type === 'opening' ? [log, body, desk] : line.type === 'roster' ? [log, body] : [log];
  const done = proofs.filter((proof) => proof === true).length;
  const state = proofs.includes(false) ? 'failed' : done === proofs.length ? 'done' : 'waiting';
  return <ProofChip state={state}>{t('ledger-proof-count', { done, total: proofs.length })}</ProofChip>;
}

/** log, words, team: what of an entry was checked. Only an opening has words and a team to check. */
export function Proofs({ line }: { line: LedgerLine }) {
  const { log, body, desk } = line.proofs;
  return (
    <span class="proofs">
      <ProofChip state={stateOf(log)}>{t('ledger-proof-log')}</ProofChip>
      {line.type === 'roster' && <ProofChip state={stateOf(body)}>{t('ledger-proof-signed')}</ProofChip>}
      {line.type === 'opening' && <ProofChip state={stateOf(body)}>{t('ledger-proof-words')}</ProofChip>}
      {line.type === 'opening' && <ProofChip state={stateOf(desk)}>{t('ledger-proof-team')}</ProofChip>}
    </span>
  );
}
