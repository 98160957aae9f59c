/**
 * The founder's steps: event, two keys, recovery card, links for the co-founders, digits, signature. The card comes
 * before genesis, which names its key.
 */
import { useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { StepCount } from '../../ui/steps.tsx';
import type { CofounderLink } from '../../vault/joining/founder.ts';
import type { FoundingSeen } from '../../vault/joining/founding-part.ts';
import { t } from '../../words/words.ts';
import { useStepFocus } from '../../state/use-act.ts';
import { CompareDigits } from './compare-digits.tsx';
import { EventForm } from './event-form.tsx';
import { CoFounderLinks } from './co-founder-links.tsx';
import { SignGenesis } from './sign-genesis.tsx';
import { NewCard, NewKeys } from '../../components/new-keys.tsx';

type At = 'event' | 'keys' | 'links' | 'digits' | 'card' | 'sign';

export function Founder({ seen }: { seen: FoundingSeen }) {
  const [at, setAt] = useState<At>('event');
  const [links, setLinks] = useState<readonly CofounderLink[]>([]);
  const [digits, setDigits] = useState('');
  useStepFocus(at);
  const steps: readonly At[] = links.length === 0 && at !== 'event' ? alone : together;
  const place = { step: steps.indexOf(at) + 1, total: steps.length };
  const afterCard = async (): Promise<void> => {
    if (links.length > 0) return setAt('links');
    // Alone there is nobody to compare with; genesis is complete.
    await vault.foundingAssemble();
    setAt('sign');
  };
  switch (at) {
    case 'event':
      return (
        <EventForm
          seen={seen}
          onDrafted={(drafted) => {
            setLinks(drafted);
            setAt('keys');
          }}
        />
      );
    case 'keys':
      return (
        <NewKeys
          needed={2}
          phoneAllowed={false}
          enrol={() => vault.foundingKey()}
          onDone={() => setAt('card')}
          {...place}
        />
      );
    case 'links':
      return (
        <>
          <StepCount {...place} />
          <CoFounderLinks
            links={links}
            onJoined={(compared) => {
              setDigits(compared);
              setAt('digits');
            }}
          />
        </>
      );
    case 'digits':
      return (
        <>
          <StepCount {...place} />
          <h1>{t('setup-compare-title')}</h1>
          <CompareDigits digits={digits} others={links.length} onSame={() => setAt('sign')} />
        </>
      );
    case 'card':
      return <NewCard onDone={() => void afterCard()} {...place} />;
    case 'sign':
      return (
        <>
          <StepCount {...place} />
          <SignGenesis founder />
        </>
      );
  }
}

const together: readonly At[] = ['event', 'keys', 'card', 'links', 'digits', 'sign'];
const alone: readonly At[] = ['event', 'keys', 'card', 'sign'];
