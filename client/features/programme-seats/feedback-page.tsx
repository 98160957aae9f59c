/**
 * How sessions were, by session and without names. Fewer than five answers are not shown: they would identify somebody.
 */
import { blankContent, type Content } from '#protocol/records/content.ts';
import { feedbackOn, type Opinion } from '#domain/programme/feedback-summary.ts';
import { Empty } from '../../ui/empty.tsx';
import { locale, t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { whenWords } from '../../state/my-programme/session-words.ts';
import { loadProgramme, out } from '../../state/programme-team/programme-draft.ts';
import { TeamPage } from '../../components/programme-team-page.tsx';
import { programmeTeam } from '../../state/programme-team/programme-teams.ts';
import { ofKind, openKinds, shut } from '../../state/programme-team/sign-ups.ts';
import { ClosedRecordsBar } from '../../components/closed-records-bar.tsx';
import { loadTeamQueue, teamQueue } from '../../state/programme-team/site-draft.ts';

export function ProgrammeFeedback() {
  const acting = useAct();
  const load = async (): Promise<void> => {
    await Promise.all([loadTeamQueue(), loadProgramme()]);
  };
  useOnce(() => void acting.run('load', load));
  const ready = teamQueue.value !== undefined && out.value !== undefined;
  const closed = shut(['feedback']).length;
  const answers = ofKind('feedback').flatMap(({ content }) => (content as Content<'feedback'> | undefined) ?? []);
  const opinions = feedbackOn(out.value?.programme ?? blankContent('programme'), answers);
  return (
    <TeamPage desk={programmeTeam} here="/programme-team/seats" title={t('said-title')} acting={acting}>
      <p class="dim narrow">{t('said-text')}</p>
      {!ready && acting.busy !== undefined && <p role="status">{t('prog-loading')}</p>}
      {ready && closed > 0 && (
        <ClosedRecordsBar
          what={t('said-closed', { count: closed })}
          text={t('said-closed-text')}
          verb={t('said-open')}
          busy={acting.busy === 'open'}
          onOpen={() => void acting.run('open', () => openKinds(['feedback']))}
        />
      )}
      {ready && closed === 0 && opinions.length === 0 && <Empty title={t('said-none')} text={t('said-none-text')} />}
      {opinions.map((opinion) => (
        <OneSession key={opinion.session.id} opinion={opinion} />
      ))}
    </TeamPage>
  );
}

function OneSession({ opinion: { session, answers, mean, notes } }: { opinion: Opinion }) {
  const format = new Intl.NumberFormat(locale.value, { maximumFractionDigits: 1, numberingSystem: 'latn' });
  return (
    <article class="sheet stack-s">
      <h2>
        <bdi>{session.title}</bdi>
        <span class="note">{whenWords(session)}</span>
      </h2>
      {answers === undefined || mean === undefined ? (
        <p class="dim">{t('said-few')}</p>
      ) : (
        <>
          <p>
            <b>{t('said-mean', { mean: format.format(mean), count: answers })}</b>
          </p>
          {notes.length > 0 && (
            <ul class="plainlist">
              {notes.map((note, at) => (
                <li key={at}>
                  <bdi>{note}</bdi>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </article>
  );
}
