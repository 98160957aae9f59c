/** Say what one touch would open, before the touch. Afterwards say what stayed closed, and why. */
import type { DeskId } from '#protocol/core/ids.ts';
import type { OpeningReason } from '#protocol/openings/opening.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/fields/choice.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import type { OpenedLine } from '../vault/records/team-records.ts';
import { sayRefusal, t } from '../words/words.ts';
import { touchWords } from '../state/use-act.ts';
import type { toOpen } from '../state/team-rows.ts';
import { reasonName } from '../state/names.ts';

const reasons: readonly OpeningReason[] = ['booking', 'letter', 'pick-up', 'change', 'question', 'handover'];

interface ReasonProps {
  /** The reason that she chose. None is chosen for her. */
  reason: OpeningReason | undefined;
  onReason: (reason: OpeningReason) => void;
  /** True if she pressed without choosing a reason. */
  missing: boolean;
}

/** Fixed reasons, so that nobody types a name into the log. */
export function ReasonSelect({ reason, onReason, missing }: ReasonProps) {
  return (
    <Select
      label={t('person-open-why')}
      empty={t('person-open-choose')}
      error={missing ? t('person-open-needed') : undefined}
      value={reason ?? ''}
      onPick={onReason}
      options={reasons.map((value) => ({ value, label: reasonName(value) }))}
    />
  );
}

interface OpenBarProps extends ReasonProps {
  amount: ReturnType<typeof toOpen>;
  desk: DeskId;
  busy: boolean;
  /** Instead of "Open the queue". */
  verb?: string | undefined;
  onOpen: () => void;
}

export function OpenBar({ amount, reason, onReason, missing, busy, verb, onOpen }: OpenBarProps) {
  const { records, people, cases } = amount;
  if (records.length === 0 && cases === 0) return null;
  return (
    <section class="openbar" aria-label={verb ?? t('open-queue')}>
      <Icon name="envelope-sealed" size={28} />
      <p class="grow">
        <b>
          {records.length === 0 ? t('open-notes', { count: cases }) : t('open-what', { count: records.length, people })}
        </b>
        <span class="note">{records.length === 0 ? t('open-notes-seen') : t('open-seen')}</span>
      </p>
      {records.length > 0 && <ReasonSelect reason={reason} onReason={onReason} missing={missing} />}
      <Button kind="do" icon="key" busy={touchWords(busy)} onClick={onOpen}>
        {verb ?? t('open-queue')}
      </Button>
    </section>
  );
}

export function StayedClosed({ lines, onClose }: { lines: readonly OpenedLine[]; onClose: () => void }) {
  if (lines.length === 0) return null;
  const byCode = new Map<string, number>();
  for (const line of lines) byCode.set(line.refusal ?? '', (byCode.get(line.refusal ?? '') ?? 0) + 1);
  return (
    <Notice
      icon="envelope-sealed"
      what={t('open-stayed', { count: lines.length })}
      next={
        <ul class="plainlist">
          {[...byCode].map(([code, count]) => {
            const said = sayRefusal(code);
            return (
              <li key={code}>
                {count} × {said.what} {said.next}
              </li>
            );
          })}
        </ul>
      }
      action={
        <Button small onClick={onClose}>
          {t('close')}
        </Button>
      }
    />
  );
}
