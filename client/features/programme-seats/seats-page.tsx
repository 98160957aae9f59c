/**
 * Sign-ups: one touch opens the choices. The page shows the counts that may be shown, the draw, and the sending of its
 * result.
 */
import { blankContent, type ContentKind } from '#protocol/records/content.ts';
import { aggregates } from '#domain/programme/group-counts.ts';
import { Button } from '../../ui/button.tsx';
import { RowList } from '../../ui/list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { plainDate } from '../../lib/time.ts';
import { locale, t } from '../../words/words.ts';
import { useAct, usePoll } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { AnswerPrivateSessions } from './answer-private-sessions.tsx';
import { Circles } from './circles.tsx';
import { loadProgramme, out } from '../../state/programme-team/programme-draft.ts';
import { DrawBox } from './draw-box.tsx';
import { TeamPage } from '../../components/programme-team-page.tsx';
import { programmeTeam } from '../../state/programme-team/programme-teams.ts';
import { TellTrainers } from './tell-trainers.tsx';
import { SeatTable } from './seat-table.tsx';
import { SeatBookView } from './seat-book-view.tsx';
import { askers, isBlank, loadRows, ofKind, openKinds, shut } from '../../state/programme-team/sign-ups.ts';
import { ClosedRecordsBar } from '../../components/closed-records-bar.tsx';
import { loadTeamQueue, teamQueue } from '../../state/programme-team/site-draft.ts';

const kinds: readonly ContentKind[] = ['choices', 'seats', 'circle'];
const answersEveryMs = 60_000;

export function ProgrammeSeats() {
  const acting = useAct();
  const load = async (): Promise<void> => {
    await Promise.all([loadTeamQueue(), loadProgramme(), loadRows()]);
  };
  useOnce(() => void acting.run('load', load));
  usePoll(answersEveryMs, acting.busy === undefined, load);
  const ready = teamQueue.value !== undefined && out.value !== undefined;
  const programme = out.value?.programme ?? blankContent('programme');
  const people = askers();
  const closed = shut(kinds).length;
  const nameless = shut(['card']).length;
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
          {closed > 0 && (
            <ClosedRecordsBar
              what={t('seats-closed', { count: closed })}
              text={t('seats-closed-text')}
              verb={t('seats-open')}
              busy={acting.busy === 'open'}
              onOpen={() => void acting.run('open', () => openKinds(kinds))}
            />
          )}
          {closed === 0 && nameless > 0 && (
            <div class="row">
              <Button
                icon="key"
                busy={acting.busy === 'names' && t('touch-key-now')}
                onClick={() => void acting.run('names', () => openKinds(['card']))}
              >
                {t('circles-names', { count: nameless })}
              </Button>
            </div>
          )}
          {closed === 0 && ofKind('choices').length === 0 && <Notice what={t('seats-nobody')} />}
          {/** After seats were announced, the people who wait are shown before the draw. */}
          {closed === 0 && <SeatBookView programme={programme} acting={acting} />}
          {closed === 0 && <AnswerPrivateSessions programme={programme} acting={acting} />}
          {people.length > 0 && (
            <>
              <DrawBox acting={acting} stillClosed={closed} onDone={load} />
              <SeatTable
                programme={programme}
                counts={aggregates(programme, people)}
                asked={people.filter((one) => !isBlank(one)).length}
              />
              {closed === 0 && <TellTrainers programme={programme} acting={acting} />}
            </>
          )}
          <Circles acting={acting} />
          <RowList
            rows={[{ title: t('said-title'), text: t('said-row'), icon: 'paper', href: '/programme-team/feedback' }]}
          />
        </>
      )}
    </TeamPage>
  );
}
