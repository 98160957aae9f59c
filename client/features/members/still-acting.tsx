/** On the officers' first page: who can still act, how much may be lost until nobody can, and what to do next. */
import { personName, teamName } from '../../state/names.ts';
import { me } from '../../state/session.ts';
import { stillAct, type StillAct } from '../../state/still-act.ts';
import { Button } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { Face } from '../../ui/face.tsx';
import { listed } from '../../ui/list-words.ts';
import { Notice } from '../../ui/notice.tsx';
import type { Members } from '../../vault/roster/end-membership.ts';
import { t } from '../../words/words.ts';

export function StillActing({ members }: { members: Members }) {
  const still = stillAct(members);
  const { officers, quorum, people, keys, alone } = still;
  return (
    <section class="sheet stack" aria-labelledby="still">
      <h2 id="still">{t('still-title')}</h2>
      <p>
        {t('still-together', { quorum, officers: officers.length })} {t('still-people', { people })}{' '}
        {t('still-keys', { keys })}
      </p>
      <ul class="stack-s">
        {officers.map((line) => (
          <li key={line.member} class="row">
            <Face id={line.member} size={32} />
            <b class="grow">
              <bdi>{personName(line.member)}</bdi>
            </b>
            {line.stopped ? (
              <StateChip icon="clock">{t('still-stopped')}</StateChip>
            ) : (
              <span>{t('still-has', { keys: line.keys })}</span>
            )}
          </li>
        ))}
      </ul>
      <Next still={still} />
      {alone.length > 0 && <p>{t('still-alone', { teams: listed(alone.map(teamName)) })}</p>}
      <p class="dim fact">{t('still-card')}</p>
    </section>
  );
}

function Next({ still: { next } }: { still: StillAct }) {
  if (next.what === 'none') return <Notice look="fine" what={t('still-next-none')} />;
  if (next.what !== 'one-key' && next.what !== 'lift')
    return <Notice look="soon" icon="warning" what={t(`still-next-${next.what}`)} />;
  const mine = next.about === me.value?.member;
  const alias = personName(next.about);
  const own = mine && next.what === 'one-key';
  return (
    <Notice
      look="soon"
      icon="warning"
      what={t(own ? 'still-next-own-key' : `still-next-${next.what}`, { alias })}
      action={
        own ? (
          <Button small href="/keys">
            {t('place-keys')}
          </Button>
        ) : undefined
      }
    />
  );
}
