/**
 * The seat book: per session what is given, kept, free and left; who waits; and what people answered in sealed choices.
 */
import { useState } from 'preact/hooks';
import { nextInLine, seatBook, type BookPage } from '#domain/programme/seat-book.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import { whenWords } from '../../state/my-programme/session-words.ts';
import { stampAt } from '../../state/event-time.ts';
import { titleOf } from '../../state/programme-team/programme-words.ts';
import type { Programme } from '../../state/programme-team/programme-draft.ts';
import { closeRows, freeToAll, offer, rowsTooMany } from '../../state/programme-team/seating.ts';
import { holders, ofKind, rows } from '../../state/programme-team/sign-ups.ts';
import { SeatBookLine } from './seat-book-line.tsx';
import { personName } from '../../state/names.ts';

/** Hours until an offer ends: an hour on the day itself, a day before it. */
const ends = ['1', '4', '24'] as const;
export type Ends = (typeof ends)[number];

export function SeatBookView({ programme, acting }: { programme: Programme; acting: Acting }) {
  const [hours, setHours] = useState<Ends>('24');
  const told = ofKind('seats').length > 0 || rows.value.length > 0;
  if (!told) return null;
  const pages = seatBook(programme, holders(), rows.value, stampAt(Date.now()));
  const open = pages.filter(({ lines, left }) => lines.length > 0 || left !== 0);
  return (
    <section class="stack" aria-labelledby="waiting">
      <h2 id="waiting">{t('waiting-title')}</h2>
      <p class="dim narrow">{t('waiting-text')}</p>
      {open.length === 0 && <p class="dim">{t('waiting-none')}</p>}
      {open.length > 0 && (
        <div class="narrow">
          <Select
            label={t('waiting-ends')}
            value={hours}
            onPick={setHours}
            options={ends.map((value) => ({ value, label: t('waiting-hours', { count: Number(value) }) }))}
          />
        </div>
      )}
      {open.map((page) => (
        <Page key={page.sessions[0]?.id} page={page} programme={programme} hours={Number(hours)} acting={acting} />
      ))}
    </section>
  );
}

interface PageProps {
  page: BookPage;
  programme: Programme;
  hours: number;
  acting: Acting;
}

function Page({ page, programme, hours, acting }: PageProps) {
  const [first] = page.sessions;
  if (first === undefined) return null;
  const { seats, given, offered, rows: open, left, lines } = page;
  const tooMany = rowsTooMany(page);
  const beyond = -left - tooMany;
  const next = nextInLine(page);
  const name = `page ${first.id}`;
  const busy = acting.busy === name && t('sending');
  return (
    <article class="sheet stack-s" aria-labelledby={name}>
      <h3 id={name}>
        <bdi>{titleOf(programme, first.id)}</bdi>
        <span class="note">{page.sessions.map(whenWords).join(' · ')}</span>
      </h3>
      <p class="fact row">
        <span>{t('waiting-book', { seats, given })}</span>
        {offered > 0 && <span>{t('waiting-book-offered', { count: offered })}</span>}
        {open.free > 0 && <span>{t('waiting-book-free', { count: open.free })}</span>}
        {open.taken > 0 && <span>{t('waiting-book-taken', { count: open.taken })}</span>}
        {left > 0 && <b>{t('waiting-left', { count: left })}</b>}
      </p>
      {tooMany > 0 && (
        <Notice
          look="soon"
          icon="warning"
          what={t('waiting-rows-over', { count: tooMany })}
          next={t('waiting-rows-over-text')}
          action={
            <Button small busy={busy} onClick={() => void acting.run(name, () => closeRows(page))}>
              {t('waiting-rows-close', { count: tooMany })}
            </Button>
          }
        />
      )}
      {beyond > 0 && <Notice look="soon" icon="warning" what={t('waiting-over', { count: beyond })} />}
      {left > 0 && (
        <div class="row">
          {next !== undefined && (
            <Button
              kind="do"
              small
              busy={busy}
              onClick={() => void acting.run(name, () => offer(page, next.member, hours))}
            >
              {t('waiting-offer-next', { name: personName(next.member) })}
            </Button>
          )}
          <Button small busy={busy} onClick={() => void acting.run(name, () => freeToAll(page))}>
            {t('waiting-free', { count: left })}
          </Button>
        </div>
      )}
      {lines.length > 0 && (
        <ul class="rowlines">
          {lines.map((line) => (
            <SeatBookLine key={line.member} line={line} page={page} hours={hours} acting={acting} />
          ))}
        </ul>
      )}
    </article>
  );
}
