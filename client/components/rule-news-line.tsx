import { useLocation } from 'preact-iso';
import { ruleNews } from '../state/rule-news.ts';
import { Button } from '../ui/button.tsx';
import { Refusal } from '../ui/notice.tsx';
import { t } from '../words/words.ts';

/** On every page until she has confirmed them: the rules became looser, and nothing of hers is sent. */
export function RuleNewsLine() {
  const { path } = useLocation();
  // The page that shows them says it already.
  if ((ruleNews.value?.rules ?? []).length === 0 || path === '/rules') return null;
  return (
    <Refusal
      code="policy-unconfirmed"
      action={
        <Button small href="/rules">
          {t('rules-look')}
        </Button>
      }
    />
  );
}
