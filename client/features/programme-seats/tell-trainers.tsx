/**
 * Tell trainers how many people come and what they need, never who. Each gets one sealed letter, with counts that hide
 * small numbers.
 */
import { useState } from 'preact/hooks';
import { blankContent, type Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { sameName } from '#domain/input/fold.ts';
import { aggregates, toTell } from '#domain/programme/group-counts.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import type { Programme } from '../../state/programme-team/programme-draft.ts';
import { askers, ofKind } from '../../state/programme-team/sign-ups.ts';
import { loadTeamQueue, teamQueue } from '../../state/programme-team/site-draft.ts';
import { personName } from '../../state/names.ts';

type Letter = Content<'circle'>;

const letterOf = (person: string): Letter =>
  (ofKind('circle').find((envelope) => envelope.person === person)?.content as Letter | undefined) ??
  blankContent('circle');

/** Return what any trainer was told before. Two trainers of one workshop may compare their letters. */
function toldBefore(session: string): Letter['groups'][number] | undefined {
  return ofKind('circle')
    .flatMap(({ content }) => (content as Letter | undefined)?.groups ?? [])
    .find((group) => group.session === session);
}

interface Lead {
  readonly session: Session;
  readonly alias: string;
}

/** Return each workshop once for each of its trainers. */
const leadsOf = (programme: Programme, counted: ReadonlySet<string>): readonly Lead[] =>
  programme.sessions
    .filter(({ id, part }) => counted.has(id) && part < 2)
    .flatMap((session) => session.trainers.map((alias) => ({ session, alias })));

export function TellTrainers({ programme, acting }: { programme: Programme; acting: Acting }) {
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [sent, setSent] = useState<number>();
  const counts = aggregates(programme, askers());
  const leads = leadsOf(programme, new Set(counts.map(({ session }) => session)));
  const people = teamQueue.value?.people ?? [];
  // A trainer who goes by the alias that the programme names is found at once; anybody else is picked by hand.
  const memberOf = (alias: string) =>
    chosen[alias] ?? people.find((person) => sameName(personName(person)) === sameName(alias)) ?? '';
  const aliases = [...new Set(leads.map(({ alias }) => alias))];
  const known = leads.filter(({ alias }) => memberOf(alias) !== '');
  const send = () =>
    acting.run('groups', async () => {
      const told = new Set(known.map(({ alias }) => memberOf(alias)));
      for (const member of told) {
        const ids = known.filter(({ alias }) => memberOf(alias) === member).map(({ session }) => session.id);
        const groups = counts
          .filter(({ session }) => ids.includes(session))
          .map((count) => toTell(count, toldBefore(count.session)));
        await vault.saveFor('circle', member as MemberId, { ...letterOf(member), groups });
      }
      await loadTeamQueue();
      setSent(told.size);
    });
  if (leads.length === 0) return null;
  return (
    <section class="sheet stack-s" aria-labelledby="groups">
      <h2 id="groups">{t('groups-title')}</h2>
      <p class="dim">{t('groups-text')}</p>
      <div class="leads">
        {aliases.map((alias) => (
          <Select
            key={alias}
            label={alias}
            value={memberOf(alias)}
            empty={t('groups-nobody')}
            onPick={(member) => setChosen({ ...chosen, [alias]: member })}
            options={people.map((person) => ({ value: person as string, label: personName(person) }))}
          />
        ))}
      </div>
      {sent !== undefined && <Notice look="fine" icon="envelope-sealed" what={t('groups-sent', { count: sent })} />}
      <div class="row">
        <Button
          icon="envelope-sealed"
          disabled={known.length === 0}
          busy={acting.busy === 'groups' && t('sending')}
          onClick={() => void send()}
        >
          {t('groups-send')}
        </Button>
      </div>
    </section>
  );
}
