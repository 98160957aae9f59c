/** Ask before leaving a page that shows something for the only time. Exit and Help now never ask. */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { t } from '../words/words.ts';

const free: readonly string[] = ['/help'];

/** Return the link inside the portal that a plain click would follow. */
function followed(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  const link = event.composedPath().find((one): one is HTMLAnchorElement => one instanceof HTMLAnchorElement);
  if (link === undefined || link.origin !== location.origin || link.download !== '') return undefined;
  if (link.getAttribute('href')?.startsWith('#') === true || free.includes(link.pathname)) return undefined;
  return link.pathname + link.search;
}

/** Guard the page while this is mounted. */
export function LeaveGuard() {
  const [wanted, setWanted] = useState<string>();
  const { route } = useLocation();
  useEffect(() => {
    const here = location.pathname + location.search;
    const click = (event: MouseEvent): void => {
      const to = followed(event);
      if (to === undefined || to === here) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setWanted(to);
    };
    const back = (event: PopStateEvent): void => {
      const to = location.pathname + location.search;
      if (to === here || free.includes(location.pathname)) return;
      event.stopImmediatePropagation();
      history.pushState(null, '', here);
      setWanted(to);
    };
    // Exit locks first, and the lock removes this guard: the browser does not ask then.
    const unload = (event: BeforeUnloadEvent): void => {
      if (!document.documentElement.classList.contains('covered')) event.preventDefault();
    };
    // Capture: before the router.
    addEventListener('click', click, true);
    addEventListener('popstate', back, true);
    addEventListener('beforeunload', unload);
    return () => {
      removeEventListener('click', click, true);
      removeEventListener('popstate', back, true);
      removeEventListener('beforeunload', unload);
    };
  }, []);
  if (wanted === undefined) return null;
  return (
    <Dialog
      title={t('links-leave')}
      onClose={() => setWanted(undefined)}
      verbs={
        <>
          <Button kind="do" onClick={() => setWanted(undefined)}>
            {t('links-stay')}
          </Button>
          <Button onClick={() => route(wanted)}>{t('links-leave-do')}</Button>
        </>
      }
    >
      <p>{t('links-leave-text')}</p>
    </Dialog>
  );
}
