/** The rules of one session, each as an icon and a sentence. */
import type { Session } from '#protocol/records/kinds/session.ts';
import type { IconName } from '../../ui/icon.tsx';
import { t } from '../../words/words.ts';

export function sessionRules(session: Session): readonly { icon: IconName; text: string }[] {
  return [
    session.noPhones && { icon: 'no-phone' as const, text: t('day-no-phones') },
    session.noRecording && { icon: 'no-record' as const, text: t('day-no-recording') },
    !session.noPhones && !session.noRecording && { icon: 'check' as const, text: t('day-no-rules') },
  ].filter((one) => one !== false);
}
