/** Make a group, or change its people. A person who was taken out reads nothing that is written afterwards. */
import { found as finds } from '#domain/input/fold.ts';
import { useState } from 'preact/hooks';
import type { MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { me, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/fields/choice.tsx';
import { Panel } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import type { ThreadLine } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { loadThreads, pick } from '../../state/messages/thread-state.ts';
import { memberName, plainName, threadName } from '../../state/messages/thread-names.ts';
import { roleName } from '../../state/names.ts';

interface GroupPanelProps {
  /** Undefined: a new one. */
  line: ThreadLine | undefined;
  /** True if the group was made just now. A new group opens another panel. */
  isNew: boolean;
  onMade: (thread: string) => void;
  onClose: () => void;
}

interface Choice {
  readonly member: MemberId;
  readonly name: string;
  readonly role: string;
}

function useChoices() {
  const act = useAct();
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  useOnce(() => {
    void act.run('members', async () => {
      const { members } = await vault.members();
      const others = members.filter(({ member }) => member !== me.peek()?.member);
      const named = others.map(({ member, role }) => ({ member, name: memberName(member), role: roleName(role) }));
      setChoices(named.toSorted((a, b) => a.name.localeCompare(b.name)));
    });
  });
  return { choices, refusal: act.refusal };
}

export function GroupPanel({ line, isNew: startsNew, onMade, onClose }: GroupPanelProps) {
  const own = me.value?.member;
  const act = useAct();
  const { choices, refusal } = useChoices();
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<MemberId>>(
    new Set(line?.members.filter((member) => member !== own)),
  );
  const [search, setSearch] = useState('');
  const [saved, setSaved] = useState(startsNew);
  const mine = line === undefined || line.owner === own;
  const room = limits.groupMembers - 1 - chosen.size;
  const choose = (member: MemberId, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(member);
    else next.delete(member);
    setChosen(next);
    setSaved(false);
  };
  const save = () =>
    act.run('save', async () => {
      const members = own === undefined ? [...chosen] : [own, ...chosen];
      const view =
        line === undefined
          ? await vault.groupMake(plainName(title), members)
          : await vault.groupChange(line.thread, members);
      await loadThreads();
      setSaved(true);
      onMade(view.line.thread);
    });
  const matching = choices.filter(({ member, name }) => chosen.has(member) || finds(search, name));
  return (
    <Panel
      title={line === undefined ? t('group-new') : threadName(line, own)}
      text={t('people', { count: chosen.size + 1 })}
      onClose={onClose}
    >
      {line === undefined && (
        <TextField
          label={t('group-name')}
          note={t('group-name-note')}
          value={title}
          maxLength={40}
          onInput={setTitle}
        />
      )}
      {line !== undefined && (
        <div class="row">
          <Button small href="/messages" onClick={() => void pick({ type: 'thread', thread: line.thread })}>
            {t('tell-thread')}
          </Button>
        </div>
      )}
      {!mine && <Notice what={t('group-not-yours')} />}
      {mine && (
        <>
          <TextField label={t('group-find')} note={t('inbox-names-note')} value={search} onInput={setSearch} />
          <fieldset class="field">
            <legend>{t('group-who')}</legend>
            {matching.map(({ member, name, role }) => (
              <Tick
                key={member}
                label={<bdi>{name}</bdi>}
                note={role}
                checked={chosen.has(member)}
                onChange={(on) => choose(member, on)}
              />
            ))}
          </fieldset>
          {room < 0 && <Notice look="soon" what={t('group-full', { count: limits.groupMembers })} />}
          {(refusal ?? act.refusal) !== undefined && <Refusal code={(refusal ?? act.refusal)?.code ?? ''} />}
          {saved && <Notice look="fine" what={t('group-saved')} next={t('group-saved-next')} />}
          <Button
            kind="do"
            disabled={chosen.size === 0 || room < 0 || (line === undefined && plainName(title) === '')}
            busy={act.busy !== undefined && t('sending')}
            onClick={() => void save()}
          >
            {t(line === undefined ? 'group-make' : 'group-change')}
          </Button>
        </>
      )}
    </Panel>
  );
}
