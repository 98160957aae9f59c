/** What cannot take place as planned, and what somebody should look at. Each entry links to its session. */
import { titleOf } from '../../state/programme-team/programme-words.ts';
import type { Conflict } from '#domain/programme/conflicts.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../words/words.ts';
import { dayWords } from '../../state/programme-team/programme-words.ts';
import type { Programme } from '../../state/programme-team/programme-draft.ts';

function say(conflict: Conflict, programme: Programme): string {
  const [one = '', two = ''] = conflict.sessions.map((id) => titleOf(programme, id));
  const { about, needs, has, code } = conflict;
  const count = conflict.sessions.length;
  const nameless = code === 'part-missing' && about === '0';
  return t(nameless ? 'prog-conflict-part-none' : `prog-conflict-${code}`, { one, two, about, needs, has, count });
}

/** Show when the session is; the list has all days. */
function When({ id, programme }: { id: string | undefined; programme: Programme }) {
  const session = programme.sessions.find((one) => one.id === id);
  if (session === undefined || session.date === '') return null;
  return (
    <span class="note">
      {dayWords(session.date)} <span class="ltr">{session.start}</span>
    </span>
  );
}

interface ConflictsProps {
  conflicts: readonly Conflict[];
  programme: Programme;
  onJump: (id: string) => void;
}

export function Conflicts({ conflicts, programme, onJump }: ConflictsProps) {
  return (
    <section aria-labelledby="to-solve" class="stack-s">
      <h2 id="to-solve">{t('prog-to-solve', { count: conflicts.length })}</h2>
      {conflicts.length === 0 && <p class="dim">{t('prog-to-solve-none')}</p>}
      <ul class="solve">
        {conflicts.map((conflict) => (
          <li key={`${conflict.code} ${conflict.sessions.join(' ')} ${conflict.about}`}>
            <p class="row">
              <Icon name="warning" size={20} />
              <span class="grow">
                <b>{t(`prog-conflict-${conflict.code}-title`)}</b>
                <When id={conflict.sessions[0]} programme={programme} />
                <span class="note">{say(conflict, programme)}</span>
                {conflict.grave && <span class="note">{t('prog-grave')}</span>}
              </span>
            </p>
            <span class="row">
              {conflict.sessions.slice(0, 2).map((id) => (
                <Button key={id} kind="link" small onClick={() => onJump(id)}>
                  <bdi>{titleOf(programme, id)}</bdi>
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
