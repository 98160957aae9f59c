/** Sign-ups: one touch opens the choices, the counts that may be told, the draw, and telling everyone at one time. */
import { useEffect, useState } from 'preact/hooks';
import { blankContent, type ContentKind } from '#protocol/content.ts';
import { aggregates } from '#protocol/draw.ts';
import { vault } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { plainDate } from '../ui/time.ts';
import { locale, t } from '../words/words.ts';
import { useAct, type Acting } from './acting.ts';
import { Circles } from './programme-circles.tsx';
import { loadProgramme, out } from './programme-draft.ts';
import { programmeTeam, TeamPage } from './programme-frame.tsx';
import { SeatTable } from './programme-seats-table.tsx';
import { Waiting } from './programme-waiting.tsx';
import { announce, askers, draw, isBlank, ofKind, openKinds, shut, told } from './programme-signups.ts';
import { loadTeamQueue, teamQueue } from './programme-site.ts';

const kinds: readonly ContentKind[] = ['choices', 'seats', 'circle'];
type Taken = Awaited<ReturnType<typeof vault.seatCounts>>;

export function ProgrammeSeats() {
  const acting = useAct();
  const [taken, setTaken] = useState<Taken>([]);
  const load = async (): Promise<void> => {
    const [, , counts] = await Promise.all([loadTeamQueue(), loadProgramme(), vault.seatCounts()]);
    setTaken(counts);
  };
  useEffect(() => void acting.run('load', load), []);
  const ready = teamQueue.value !== undefined && out.value !== undefined;
  const programme = out.value?.programme ?? blankContent('programme');
  const people = askers();
  const closed = shut(kinds).length;
  return (
    <TeamPage desk={programmeTeam} here="/programme-team/seats" title={t('seats-title')} acting={acting}>
      {!ready && acting.busy !== undefined && <p role="status">{t('prog-loading')}</p>}
      {ready && (
        <>
          <p class="dim">
            {t('seats-state', {
              people: ofKind('choices').length,
              until: programme.choicesUntil === '' ? '–' : plainDate(programme.choicesUntil, locale.value),
              announced: programme.announcedAt === '' ? '–' : plainDate(programme.announcedAt, locale.value),
            })}
          </p>
          {closed > 0 && <OpenChoices count={closed} acting={acting} />}
          {closed === 0 && ofKind('choices').length === 0 && <Notice what={t('seats-nobody')} />}
          {people.length > 0 && (
            <>
              <DrawBox acting={acting} stillClosed={closed} onDone={load} />
              <SeatTable
                programme={programme}
                counts={aggregates(programme, people)}
                asked={people.filter((one) => !isBlank(one)).length}
                taken={taken}
              />
            </>
          )}
          {closed === 0 && <Waiting programme={programme} acting={acting} />}
          <Circles acting={acting} />
        </>
      )}
    </TeamPage>
  );
}

function OpenChoices({ count, acting }: { count: number; acting: Acting }) {
  return (
    <section class="openbar" aria-label={t('seats-open')}>
      <Icon name="envelope-sealed" size={28} />
      <p class="grow">
        <b>{t('seats-closed', { count })}</b>
        <span class="note">{t('seats-closed-text')}</span>
      </p>
      <Button
        kind="do"
        icon="key"
        busy={acting.busy === 'open' && t('touch-key-now')}
        onClick={() => void acting.run('open', () => openKinds(kinds))}
      >
        {t('seats-open')}
      </Button>
    </section>
  );
}

interface DrawBoxProps {
  acting: Acting;
  stillClosed: number;
  onDone: () => Promise<void>;
}

function DrawBox({ acting, stillClosed, onDone }: DrawBoxProps) {
  const [step, setStep] = useState<{ done: number; total: number }>();
  const [over, setOver] = useState(false);
  const drawn = draw.value;
  const programme = out.value?.programme;
  const begin = () =>
    acting.run('draw', async () => {
      if (programme === undefined) return;
      draw.value = await vault.drawChoices(programme);
      told.value = new Set();
      setOver(false);
    });
  const tell = () =>
    acting.run('tell', async () => {
      await announce((done, total) => setStep({ done, total }));
      setStep(undefined);
      setOver(true);
      await onDone();
    });
  const seated = drawn?.members.filter(({ seats }) => seats.some(({ state }) => state === 'in')).length ?? 0;
  return (
    <section class="sheet stack-s" aria-labelledby="draw">
      <h2 id="draw">{t('seats-draw')}</h2>
      <p>{t('seats-draw-text')}</p>
      {stillClosed > 0 && <Notice look="soon" icon="warning" what={t('seats-draw-closed', { count: stillClosed })} />}
      {told.value.size === 0 && ofKind('seats').length > 0 && (
        <Notice look="soon" icon="warning" what={t('seats-before')} />
      )}
      {drawn !== undefined && (
        <>
          <p>
            <b>{t('seats-drawn', { seated, people: drawn.members.length })}</b>
          </p>
          <p class="label">
            {t('seats-lot')} <span class="code ltr">{drawn.lot}</span>
          </p>
        </>
      )}
      {step !== undefined && (
        <Progress label={t('seats-telling')} done={step.done} total={step.total} note={t('seats-stay')} />
      )}
      {over && <Notice look="fine" what={t('seats-told', { count: told.value.size })} next={t('seats-told-next')} />}
      <div class="row">
        <Button
          kind={drawn === undefined ? 'do' : 'plain'}
          disabled={stillClosed > 0 || told.value.size > 0}
          busy={acting.busy === 'draw' && t('working')}
          onClick={() => void begin()}
        >
          {t(drawn === undefined ? 'seats-draw-do' : 'seats-draw-again')}
        </Button>
        {drawn !== undefined && !over && (
          <Button
            kind="do"
            icon="envelope-sealed"
            busy={acting.busy === 'tell' && t('sending')}
            onClick={() => void tell()}
          >
            {t('seats-tell', { count: drawn.members.length })}
          </Button>
        )}
      </div>
    </section>
  );
}
