/** Circles: unlisted sessions, sealed to their own people only. */
import { useState } from 'preact/hooks';
import { blankContent, type Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/fields/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import { dayWords } from '../../state/programme-team/programme-words.ts';
import { draft } from '../../state/programme-team/programme-draft.ts';
import { ofKind, shut } from '../../state/programme-team/sign-ups.ts';
import { loadTeamQueue, teamQueue } from '../../state/programme-team/site-draft.ts';
import { personName } from '../../state/names.ts';

/** Return what this person alone was told. */
const letterOf = (person: string): Content<'circle'> =>
  (ofKind('circle').find((envelope) => envelope.person === person)?.content as Content<'circle'> | undefined) ??
  blankContent('circle');

const circlesOf = (person: string): readonly Session[] => letterOf(person).sessions;

function knownCircles(): readonly Session[] {
  const told = ofKind('circle').flatMap(({ content }) => (content as Content<'circle'> | undefined)?.sessions ?? []);
  const drafted = draft.value.sessions.filter((session) => session.unlisted);
  // As it is drafted here counts before what was sent earlier.
  return [...new Map([...told, ...drafted].map((session) => [session.id, session])).values()];
}

export function Circles({ acting }: { acting: Acting }) {
  const closed = shut(['circle']).length > 0;
  const circles = knownCircles();
  return (
    <section class="stack" aria-labelledby="circles">
      <h2 id="circles">{t('circles-title')}</h2>
      <p class="dim narrow">{t('circles-text')}</p>
      {closed && <Notice icon="envelope-sealed" what={t('circles-closed')} next={t('circles-closed-next')} />}
      {!closed && circles.map((circle) => <Circle key={circle.id} circle={circle} acting={acting} />)}
      {!closed && circles.length === 0 && <p class="dim">{t('circles-none')}</p>}
    </section>
  );
}

function Circle({ circle, acting }: { circle: Session; acting: Acting }) {
  const people = teamQueue.value?.people ?? [];
  const before = people.filter((person) => circlesOf(person).some(({ id }) => id === circle.id));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(before));
  const [sent, setSent] = useState(false);
  const send = () =>
    acting.run(`circle ${circle.id}`, async () => {
      setSent(false);
      for (const person of people) {
        if (!chosen.has(person) && !before.includes(person)) continue;
        const letter = letterOf(person);
        const others = letter.sessions.filter(({ id }) => id !== circle.id);
        const sessions = chosen.has(person) ? [...others, circle] : others;
        await vault.saveFor('circle', person as MemberId, { ...letter, sessions });
      }
      await loadTeamQueue();
      setSent(true);
    });
  return (
    <article class="sheet stack-s">
      <h3>
        <bdi>{circle.title}</bdi>
      </h3>
      <p class="dim">
        {circle.date === '' ? '' : dayWords(circle.date)} <span class="ltr">{`${circle.start}–${circle.end}`}</span>{' '}
        <bdi>{circle.room}</bdi>
      </p>
      <fieldset class="field">
        <legend>{t('circles-who')}</legend>
        <div class="two">
          {people.map((person) => (
            <Tick
              key={person}
              label={personName(person)}
              checked={chosen.has(person)}
              onChange={(yes) =>
                setChosen(new Set(yes ? [...chosen, person] : [...chosen].filter((one) => one !== person)))
              }
            />
          ))}
        </div>
      </fieldset>
      {sent && <Notice look="fine" what={t('circles-sent')} />}
      <div class="row">
        <Button
          icon="envelope-sealed"
          busy={acting.busy === `circle ${circle.id}` && t('sending')}
          onClick={() => void send()}
        >
          {t('circles-send', { count: chosen.size })}
        </Button>
      </div>
    </article>
  );
}
