/** What still has to be made before anybody can work, first thing first; one touch each. */
import type { DeskId } from '#protocol/ids.ts';
import { vault } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Outcome, Readiness } from '../vault/signing.ts';
import { locale, t } from '../words/words.ts';
import type { Acting } from './acting.ts';
import { teamName } from './saying.ts';

interface TasksProps {
  readiness: Readiness;
  acting: Acting;
  onDone: (outcome: Outcome) => void;
}

interface Task {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly verb: string;
  readonly act: () => Promise<Outcome>;
}

export function Tasks({ readiness, acting, onDone }: TasksProps) {
  const tasks = tasksOf(readiness);
  const teams = readiness.desksWithoutKey.filter((desk) => (desk as string) !== 'officers');
  if (tasks.length + teams.length === 0) return null;
  return (
    <section class="stack-s" aria-labelledby="tasks">
      <h2 id="tasks">{t('tasks-title')}</h2>
      {tasks.map((task, i) => (
        <Notice
          key={task.name}
          look={i === 0 ? 'soon' : 'quiet'}
          icon="key-long"
          what={task.title}
          next={task.text}
          action={
            <Button
              kind={i === 0 ? 'do' : 'plain'}
              busy={acting.busy === task.name && t('touch-key-now')}
              onClick={() =>
                void acting.run(task.name, task.act).then((outcome) => outcome !== undefined && onDone(outcome))
              }
            >
              {task.verb}
            </Button>
          }
        />
      ))}
      {teams.length > 0 && (
        <Notice
          icon="clock"
          what={t('tasks-teams', { count: teams.length, teams: teams.map(teamName).join(', ') })}
          next={t('tasks-teams-text')}
        />
      )}
    </section>
  );
}

function tasksOf(readiness: Readiness): readonly Task[] {
  const { officersKey, monthKey, month, desksWithoutKey } = readiness;
  const officers = 'officers' as DeskId;
  const tasks: Task[] = [];
  if (!officersKey || desksWithoutKey.includes(officers))
    tasks.push({
      name: 'officers-key',
      title: t(officersKey ? 'tasks-officers-next' : 'tasks-officers'),
      text: t('tasks-officers-text'),
      verb: t('tasks-officers-do'),
      act: () => vault.mintEpoch(officers),
    });
  if (!monthKey)
    tasks.push({
      name: 'month-key',
      title: t('tasks-month', { month: monthName(month) }),
      text: t('tasks-month-text'),
      verb: t('tasks-month-do'),
      act: () => vault.mintMonth(month),
    });
  return tasks;
}

function monthName(month: string): string {
  const tag = `${locale.value === 'en' ? 'en-GB' : locale.value}-u-ca-gregory-nu-latn`;
  return new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  );
}
