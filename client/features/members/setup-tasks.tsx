/** What has to be made before anybody can work, in order, with one touch each. */
import type { DeskId } from '#protocol/core/ids.ts';
import { LeftOut } from '../../components/left-out.tsx';
import { noteLeftOut } from '../../state/left-out.ts';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { Steps, type Step } from '../../ui/steps.tsx';
import type { Proposal } from '../../vault/roster/approving.ts';
import type { Readiness } from '../../vault/roster/new-keys.ts';
import type { Outcome } from '../../vault/roster/signing.ts';
import { listed } from '../../ui/list-words.ts';
import { t } from '../../words/words.ts';
import { touchWords, type Acting } from '../../state/use-act.ts';
import { monthName, teamName } from '../../state/names.ts';

interface TasksProps {
  readiness: Readiness;
  proposals: readonly Proposal[];
  acting: Acting;
  onDone: (outcome: Outcome) => void;
}

interface Task {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly verb: string;
  /** The same task, already begun: it has one signature and needs a second. */
  readonly begun: Proposal | undefined;
  readonly act: () => Promise<Outcome>;
}

export function SetupTasks({ readiness, proposals, acting, onDone }: TasksProps) {
  const tasks = tasksOf(readiness, proposals);
  const next = tasks.findIndex(({ begun }) => begun === undefined);
  const teams = readiness.desksWithoutKey.filter((desk) => (desk as string) !== 'officers');
  if (tasks.length + teams.length === 0) return <LeftOut />;
  const run = ({ name, act }: Task) =>
    void acting.run(name, act).then((outcome) => outcome !== undefined && onDone(outcome));
  const steps = tasks.map((task, i): Step => ({
    title: task.title,
    text: task.text,
    state: i === next ? 'now' : 'later',
    action:
      task.begun !== undefined ? (
        <Begun proposal={task.begun} />
      ) : (
        <Button
          kind={i === next ? 'do' : 'plain'}
          icon="key"
          busy={touchWords(acting.busy === task.name)}
          onClick={() => run(task)}
        >
          {task.verb}
        </Button>
      ),
  }));
  const waiting: readonly Step[] =
    teams.length === 0
      ? []
      : [
          {
            title: t('tasks-teams', { count: teams.length, teams: listed(teams.map(teamName)) }),
            text: t('tasks-teams-text'),
            state: 'later',
          },
        ];
  return (
    <section class="sheet stack" aria-labelledby="tasks">
      <h2 id="tasks">{t('tasks-title')}</h2>
      <LeftOut />
      <Steps steps={[...steps, ...waiting]} />
    </section>
  );
}

/** Say that a task is begun, so that nobody begins it a second time. */
function Begun({ proposal }: { proposal: Proposal }) {
  if (proposal.mine) return <StateChip icon="clock">{t('invites-endorsed')}</StateChip>;
  return (
    <>
      <StateChip look="soon" icon="clock">
        {t('tasks-waits-you')}
      </StateChip>
      <Button small href="/approvals">
        {t('place-approvals')}
      </Button>
    </>
  );
}

function tasksOf(readiness: Readiness, proposals: readonly Proposal[]): readonly Task[] {
  const { officersKey, monthKey, month, desksWithoutKey } = readiness;
  const officers = 'officers' as DeskId;
  const tasks: Task[] = [];
  if (!officersKey || desksWithoutKey.includes(officers))
    tasks.push({
      name: 'officers-key',
      title: t(officersKey ? 'tasks-officers-next' : 'tasks-officers'),
      text: t('tasks-officers-text'),
      verb: t('tasks-officers-do'),
      begun: proposals.find(({ operation }) => operation.type === 'desk-epoch' && operation.desk === officers),
      act: () => noteLeftOut(vault.mintEpoch(officers)),
    });
  if (!monthKey)
    tasks.push({
      name: 'month-key',
      title: t('tasks-month', { month: monthName(month) }),
      text: t('tasks-month-text'),
      verb: t('tasks-month-do'),
      begun: proposals.find(({ operation }) => operation.type === 'month-key' && operation.month === month),
      act: () => noteLeftOut(vault.mintMonth(month)),
    });
  return tasks;
}
