/** Help now: without a key. Once loaded it needs no network. */
import { t } from '../../words/words.ts';
import { Frame } from '../../components/page-frame.tsx';
import { HelpWords } from '../../components/help-words.tsx';

export function Help() {
  return (
    <Frame help={false}>
      <div>
        <h1>{t('help-title')}</h1>
        <p class="dim">{t('help-text')}</p>
      </div>
      <HelpWords />
    </Frame>
  );
}
