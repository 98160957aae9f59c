/** The rules that became looser, for her to confirm. Until then nothing of hers is sealed. */
import { useEffect } from 'preact/hooks';
import { Frame } from '../../components/page-frame.tsx';
import { RuleTicks, useTicks } from '../../components/rule-ticks.tsx';
import { confirmRules, loadRuleNews, ruleNews } from '../../state/rule-news.ts';
import { useAct } from '../../state/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { StateLine } from '../../ui/envelope.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';

export function ChangedRules() {
  const acting = useAct();
  const { run } = acting;
  useEffect(() => void run('look', loadRuleNews), [run]);
  const news = ruleNews.value;
  const ticks = useTicks(news?.rules ?? []);
  return (
    <Frame>
      <h1>{t('rules-changed', { base: news?.base ?? 'before' })}</h1>
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
      {news === undefined && acting.refusal === undefined && <p role="status">{t('checking')}</p>}
      {news?.rules.length === 0 && (
        <>
          <StateLine state="sealed">{t('rules-none')}</StateLine>
          <Button wide href="/file">
            {t('rules-to-file')}
          </Button>
        </>
      )}
      {news !== undefined && news.rules.length > 0 && (
        <>
          <p>{t('rules-changed-text', { base: news.base })}</p>
          <RuleTicks rules={news.rules} base={news.base} ticks={ticks} />
          {news.base === 'before' && <p class="dim fact">{t('rules-changed-safe')}</p>}
          <Button
            kind="do"
            wide
            disabled={!ticks.isAll}
            busy={acting.busy === 'confirm' && t('sending')}
            onClick={() => void run('confirm', () => confirmRules(ticks.ticked))}
          >
            {t('rules-confirm')}
          </Button>
          <p class="dim fact">{t('rules-ask')}</p>
        </>
      )}
    </Frame>
  );
}
