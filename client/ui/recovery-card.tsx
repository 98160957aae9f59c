import { t } from '../words/words.ts';
import { tintChart } from './chart.ts';
import { groupsOf } from './fingerprint.tsx';

interface RecoveryCardProps {
  /** Four rows of nine digits: eight, and one that checks them. */
  rows: readonly string[];
  /** "Card 1 of your file, made 22 Mar 2027" */
  title: string;
  /** Random; only the print inside the fold is drawn from it. */
  seed: string;
}

const NAMES = ['A', 'B', 'C', 'D'] as const;

/** The card on paper: a flap to cut and fold over the digits, printed so densely that light does not help. */
export function RecoveryCard({ rows, title, seed }: RecoveryCardProps) {
  return (
    <section class="recovery" aria-label={t('recovery-card')}>
      <div class="tintbox">
        <svg class="tint" viewBox="0 0 900 320" aria-hidden="true">
          <clipPath id="recovery-flap">
            <path d={FLAP} />
          </clipPath>
          <path d={tintChart(seed).lines} clip-path="url(#recovery-flap)" />
          <path class="cut" d={FLAP} />
        </svg>
        <span class="word cutword">{t('recovery-cut')}</span>
      </div>
      <div class="fold">
        <span class="word">{t('recovery-fold')}</span>
      </div>
      <div class="face-side">
        <h2>{t('recovery-card')}</h2>
        <p>{t('recovery-what')}</p>
        <ol class="codes" dir="ltr">
          {rows.map((row, i) => (
            <li key={i}>
              <span class="name">{NAMES[i]}</span>
              {groupsOf(row).map((group, j) => (
                <span key={j} class={group.length === 1 ? 'box check' : 'box'}>
                  {group}
                </span>
              ))}
            </li>
          ))}
        </ol>
        <div class="row between">
          <span>{t('recovery-check')}</span>
          <span>{title}</span>
        </div>
      </div>
      <div class="fold">
        <span class="word">{t('recovery-fold')}</span>
      </div>
      <ol class="how">
        <li>{t('recovery-how-1')}</li>
        <li>{t('recovery-how-2')}</li>
        <li>{t('recovery-how-3')}</li>
        <li>{t('recovery-how-4')}</li>
      </ol>
    </section>
  );
}

const FLAP = 'M0 320 395 24q55-36 110 0L900 320z';
