import { t } from '../words/words.ts';

interface ProgressProps {
  label: string;
  done: number;
  total: number;
  /** "You can leave. It goes on by itself.", where that is true. */
  note?: string | undefined;
}

/** Show long work: a bar, a count, and whether the page may be left. */
export function Progress({ label, done, total, note }: ProgressProps) {
  return (
    <div class="progress">
      <div class="row between">
        <span>{label}</span>
        <b>{t('count-of', { done, total })}</b>
      </div>
      <progress aria-label={label} value={done} max={total} />
      {note !== undefined && <p class="label">{note}</p>}
    </div>
  );
}
