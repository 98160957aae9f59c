/** The open part: its words, exactly what will be public, and the one touch that publishes it. */
import { cleanContent } from '#domain/input/clean.ts';
import { faultsOf } from '#domain/input/faults.ts';
import { useComputed } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import { blankContent } from '#protocol/records/content.ts';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { focusWrong } from '../../ui/fields/unfinished-words.ts';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { useAct, type Acting } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { loadProgramme, out } from '../../state/programme-team/programme-draft.ts';
import { TeamPage } from '../../components/programme-team-page.tsx';
import { programmeTeam } from '../../state/programme-team/programme-teams.ts';
import { Preview } from './preview.tsx';
import { ClosedRecordsBar } from '../../components/closed-records-bar.tsx';
import { SiteAddress } from './site-address.tsx';
import { SiteForm } from './site-form.tsx';
import {
  currentSite,
  difference,
  hasNews,
  loadTeamQueue,
  lockedSite,
  openSite,
  publicNow,
  rendered,
  siteDraft,
  unfinishedSite,
  teamQueue,
  termsOf,
  withIds,
} from '../../state/programme-team/site-draft.ts';

export function ProgrammeOpen() {
  const acting = useAct();
  const [done, setDone] = useState<{ seq: number; leaf: number }>();
  const load = async (): Promise<void> => {
    const [, , now] = await Promise.all([loadTeamQueue(), loadProgramme(), vault.published()]);
    publicNow.value = now;
  };
  useOnce(() => void acting.run('load', load));
  const ready = teamQueue.value !== undefined && out.value !== undefined;
  const closed = ready && siteDraft.value === undefined && lockedSite().state === 'closed';
  return (
    <TeamPage desk={programmeTeam} here="/programme-team/open" title={t('site-title-page')} acting={acting}>
      {!ready && acting.busy !== undefined && <p role="status">{t('prog-loading')}</p>}
      {done !== undefined && (
        <Notice
          look="fine"
          what={t('site-published', { seq: done.seq })}
          next={t('site-published-next', { leaf: done.leaf })}
        />
      )}
      {closed && (
        <ClosedRecordsBar
          what={t('site-closed')}
          text={t('open-notes-seen')}
          verb={t('site-open')}
          busy={acting.busy === 'open'}
          onOpen={() => void acting.run('open', openSite)}
        />
      )}
      {ready && !closed && (
        <Work
          acting={acting}
          onPublished={async (seq, leaf) => {
            setDone({ seq, leaf });
            await load();
          }}
        />
      )}
    </TeamPage>
  );
}

/** Random ids are drawn in it: the same words have the same ones until something is written. */
function written() {
  const programme = out.value?.programme ?? blankContent('programme');
  return { programme, site: withIds(cleanContent(currentSite()), programme) };
}

interface WorkProps {
  acting: Acting;
  onPublished: (seq: number, leaf: number) => Promise<void>;
}

function Work({ acting, onPublished }: WorkProps) {
  const { programme, site } = useComputed(written).value;
  const before = publicNow.value?.site;
  const edition = (before?.seq ?? 0) + 1;
  // The calendar file contains its time of making. It stays the same while this edition is looked at.
  const stamp = useMemo(() => ({ edition, at: Date.now() }), [edition]);
  const result = useMemo(() => rendered(site, programme, stamp.edition, stamp.at), [site, programme, stamp]);
  const now = before?.files ?? [];
  const files = 'files' in result ? result.files : [];
  const open = programme.sessions.filter((session) => session.open).length;
  const changes = files.filter(
    (file) =>
      difference(
        now.find(({ path }) => path === file.path),
        file,
      ) !== 'same',
  ).length;
  const isNews = useMemo(() => hasNews(site, programme, before), [site, programme, before]);
  const [stopped, setStopped] = useState(false);
  const unsaved = siteDraft.value !== undefined || unfinishedSite.names.length > 0;
  const unfinished = unfinishedSite.names.length > 0 || faultsOf('site', site).length > 0;
  const ifWhole = (act: () => Promise<unknown>) => () => {
    setStopped(unfinished);
    if (unfinished) focusWrong(document);
    else void act();
  };
  const save = () =>
    acting.run('save', async () => {
      await vault.saveSite(site);
      await loadTeamQueue();
      siteDraft.value = undefined;
    });
  const publish = () =>
    acting.run('publish', async () => {
      // First its words and random ids for the team, so that the next edition has the same.
      await vault.saveSite(site);
      const { leaf } = await vault.publish(files, termsOf(site));
      siteDraft.value = undefined;
      await onPublished(edition, leaf);
    });
  return (
    <div class="sitework">
      <div class="stack">
        <SiteForm site={site} proposed={publicNow.value?.proposed} onChange={(next) => (siteDraft.value = next)} />
        <div class="row">
          <Button
            icon="envelope-sealed"
            disabled={!unsaved}
            busy={acting.busy === 'save' && t('sending')}
            onClick={ifWhole(save)}
          >
            {t('site-save')}
          </Button>
        </div>
        {stopped && unfinished && <Notice look="soon" icon="warning" what={t('typed-stops')} />}
        <p class="label">{t('site-save-note')}</p>
      </div>
      <div class="stack">
        <section class="sheet stack-s" aria-labelledby="publish">
          <h2 id="publish">{t('site-publish-title', { edition })}</h2>
          <p>
            {publicNow.value?.site === undefined
              ? t('site-nothing-public')
              : t('site-public-is', { seq: publicNow.value.site.seq, ...publicNow.value.requests })}
          </p>
          <SiteAddress address={site.address} proposed={publicNow.value?.proposed} isPublic={now.length > 0} />
          <p>{t('site-holds', { open, closed: programme.sessions.length - open })}</p>
          <p class="dim">{t('site-these-bytes')}</p>
          {!isNews && <p class="dim">{t('site-no-news')}</p>}
          {'refusal' in result && <Refusal code={result.refusal} />}
          <div class="row">
            <Button
              kind="do"
              icon="key"
              disabled={'refusal' in result || !isNews}
              busy={acting.busy === 'publish' && t('touch-key-now')}
              onClick={ifWhole(publish)}
            >
              {t('site-publish', { count: changes })}
            </Button>
          </div>
        </section>
        <Preview files={files} now={now} />
      </div>
    </div>
  );
}
