/** The participants that a team can write to. A name is shown only while a record that names the person is open. */
import { found as finds } from '#domain/input/fold.ts';
import { useState } from 'preact/hooks';
import type { MemberId } from '#protocol/core/ids.ts';
import { vault } from '../../state/session.ts';
import { Select } from '../../ui/fields/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Face } from '../../ui/face.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { Refusal } from '../../ui/notice.tsx';
import type { ThreadTarget } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { threads } from '../../state/messages/thread-state.ts';
import { memberName } from '../../state/messages/thread-names.ts';
import { teamName } from '../../state/names.ts';

const shownMax = 60;

export function NewThread({ onPick, onClose }: { onPick: (target: ThreadTarget) => void; onClose: () => void }) {
  const act = useAct();
  const desks = (threads.value?.desks ?? []).filter((one) => one.mine).map(({ desk }) => desk);
  const [desk, setDesk] = useState(desks[0] ?? '');
  const [people, setPeople] = useState<readonly MemberId[]>();
  const [words, setWords] = useState('');
  useOnce(() => {
    void act.run('people', async () => {
      const { members } = await vault.members();
      setPeople(members.filter(({ role }) => role === 'participant').map(({ member }) => member));
    });
  });
  const found = (people ?? [])
    .map((member) => ({ member, name: memberName(member) }))
    .filter(({ name }) => finds(words, name))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <Dialog title={t('inbox-write')} onClose={onClose}>
      {desks.length > 1 && (
        <Select
          label={t('inbox-write-as')}
          value={desk}
          onPick={setDesk}
          options={desks.map((value) => ({ value, label: teamName(value) }))}
        />
      )}
      <TextField label={t('inbox-write-whom')} note={t('inbox-names-note')} value={words} onInput={setWords} />
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      {people === undefined && act.busy !== undefined && <p role="status">{t('working')}</p>}
      <ul class="rows threads" aria-label={t('inbox-write-whom')}>
        {found.slice(0, shownMax).map(({ member, name }) => (
          <li key={member}>
            <button
              type="button"
              onClick={() => {
                onPick({ type: 'person', desk, owner: member });
                onClose();
              }}
            >
              <Face id={member} size={28} />
              <b class="grow">
                <bdi>{name}</bdi>
              </b>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
