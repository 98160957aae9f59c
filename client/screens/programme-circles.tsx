/** Circles and one-to-ones: what people asked for in sealed words, and unlisted sessions sealed to their own people only. */
import { useState } from 'preact/hooks';
import type { Content, Session } from '#protocol/content.ts';
import { isOrdinary } from '#protocol/draw.ts';
import type { MemberId } from '#protocol/ids.ts';
import { vault } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Face } from '../ui/face.tsx';
import { Tick } from '../ui/choice.tsx';
import { Notice } from '../ui/notice.tsx';
import { t } from '../words/words.ts';
import type { Acting } from './acting.ts';
import { titleOf } from './programme-conflicts.tsx';
import { dayWords } from './programme-day.tsx';
import { draft } from './programme-draft.ts';
import { askers, ofKind, openKinds, shut } from './programme-signups.ts';
import { loadTeamQueue, teamQueue } from './programme-site.ts';
import { personName } from './saying.ts';

/** Of one person: the unlisted sessions that she was told of. */
const circlesOf = (person: string): readonly Session[] =>
  ofKind('circle')
    .filter((envelope) => envelope.person === person)
    .flatMap(({ content }) => (content as Content<'circle'> | undefined)?.sessions ?? []);

function knownCircles(): readonly Session[] {
  const told = ofKind('circle').flatMap(({ content }) => (content as Content<'circle'> | undefined)?.sessions ?? []);
  const drafted = draft.value.sessions.filter((session) => session.unlisted);
  // As it is drafted here counts before what was sent earlier.
  return [...new Map([...told, ...drafted].map((session) => [session.id, session])).values()];
}

export function Circles({ acting }: { acting: Acting }) {
  // Answers about ordinary sessions stand in the waiting list.
  const ordinary = new Set(draft.value.sessions.filter(isOrdinary).map(({ id }) => id));
  const asks = askers().flatMap(({ member, choices }) =>
    choices.asks.filter(({ session }) => !ordinary.has(session)).map((ask) => ({ member, ...ask })),
  );
  const closed = shut(['circle']).length > 0;
  const circles = knownCircles();
  const nameless = shut(['card']).length;
  return (
    <section class="stack" aria-labelledby="circles">
      <h2 id="circles">{t('circles-title')}</h2>
      <p class="dim narrow">{t('circles-text')}</p>
      {nameless > 0 && (
        <div class="row">
          <Button
            icon="key"
            busy={acting.busy === 'names' && t('touch-key-now')}
            onClick={() => void acting.run('names', () => openKinds(['card', 'circle']))}
          >
            {t('circles-names', { count: nameless })}
          </Button>
        </div>
      )}
      {closed && <Notice icon="envelope-sealed" what={t('circles-closed')} next={t('circles-closed-next')} />}
      {asks.length > 0 && (
        <section class="stack-s">
          <h3>{t('circles-asks', { count: asks.length })}</h3>
          <ul class="rowlines">
            {asks.map((ask) => (
              <li key={`${ask.member} ${ask.session}`}>
                <Face id={ask.member} size={32} />
                <span class="grow">
                  <b>{personName(ask.member)}</b>
                  <span class="note">
                    <bdi>{titleOf(draft.value, ask.session)}</bdi> · <bdi>{ask.note}</bdi>
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
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
        const others = circlesOf(person).filter(({ id }) => id !== circle.id);
        if (chosen.has(person)) await vault.saveFor('circle', person as MemberId, { sessions: [...others, circle] });
        else if (before.includes(person)) await vault.saveFor('circle', person as MemberId, { sessions: others });
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
