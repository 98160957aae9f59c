/** A team's key. It is made in the browser of one of the team's people; a newcomer waits for the next key. */
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { noteLeftOut } from '../state/left-out.ts';
import { vault } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { DeskLine } from '../vault/roster/end-membership.ts';
import { personName } from '../state/names.ts';
import { locale, t } from '../words/words.ts';
import { LeftOut } from './left-out.tsx';
import { touchWords, type Acting } from '../state/use-act.ts';

interface TeamKeyProps {
  desk: DeskId;
  line: DeskLine | undefined;
  acting: Acting;
  onMade: () => Promise<boolean>;
}

export function TeamKey({ desk, line, acting, onMade }: TeamKeyProps) {
  if (line === undefined || line.current) return <LeftOut />;
  const first = line.epoch === 0;
  const make = () =>
    acting.run('key', async () => {
      await noteLeftOut(vault.mintEpoch(desk));
      await onMade();
    });
  return (
    <Notice
      look="soon"
      icon="key-long"
      what={first ? t('teamkey-first') : line.stopped.length === 0 ? t('teamkey-next') : sayStopped(line.stopped)}
      next={t(first ? 'teamkey-first-text' : 'teamkey-next-text', { count: line.people.length - line.stopped.length })}
      action={
        <Button kind={first ? 'do' : 'plain'} busy={touchWords(acting.busy === 'key')} onClick={() => void make()}>
          {t(first ? 'teamkey-make' : 'teamkey-make-next')}
        </Button>
      }
    />
  );
}

/** Whom it touches is told why: a colleague's access was stopped, and until the next key nothing can be locked for the team. */
function sayStopped(members: readonly MemberId[]): string {
  const people = new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(members.map(personName));
  return t('teamkey-stopped', { people });
}
