import type { ComponentChildren } from 'preact';
import { t } from '../words/words.ts';
import { leave } from './exit.ts';
import { Icon, Mark } from './icon.tsx';

/**
 * The Exit button: always there, always at the end corner, always solid. It covers the screen first and then calls
 * back.
 */
export function ExitButton({ onExit }: { onExit: () => void }) {
  return (
    <button type="button" class="btn ink exit" onClick={() => leave(onExit)}>
      <Icon name="exit" size={22} />
      <span>{t('exit')}</span>
    </button>
  );
}

/** Works without a key and without network. */
function HelpLink({ href }: { href: string }) {
  return (
    <a class="help" href={href}>
      <Icon name="call" size={22} />
      <span>{t('help-now')}</span>
    </a>
  );
}

/** The same, over a page that must not be left. */
function HelpButton({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" class="help" onClick={onClick}>
      <Icon name="call" size={22} />
      <span>{t('help-now')}</span>
    </button>
  );
}

/** The language in its own script, without a flag. */
export function LanguageButton(props: { name: string; lang?: string | undefined; onClick: () => void }) {
  return (
    <button type="button" class="btn bare" onClick={props.onClick}>
      <Icon name="globe" size={22} />
      <span lang={props.lang}>{props.name}</span>
    </button>
  );
}

interface TopBarProps {
  onExit: () => void;
  /** The link of the mark; without it the mark is only a picture. */
  home?: string | undefined;
  /** At a desk: the team, and under it who one is. */
  team?: string | undefined;
  you?: string | undefined;
  /** Desk navigation, beside the mark. */
  children?: ComponentChildren;
  /** Language, search, a verb. */
  slot?: ComponentChildren;
  help?: string | undefined;
  /** Instead of a link: help opens over this page. */
  onHelp?: (() => void) | undefined;
}

export function TopBar({ onExit, home, team, you, children, slot, help, onHelp }: TopBarProps) {
  return (
    <header class={`topbar${team === undefined ? '' : ' desk'}`}>
      {home === undefined ? (
        <Mark />
      ) : (
        <a class="home" href={home} aria-label={t('home')}>
          <Mark />
        </a>
      )}
      {team !== undefined && (
        <p class="who">
          <b>{team}</b>
          {you !== undefined && (
            <span class="dim" dir="auto">
              {you}
            </span>
          )}
        </p>
      )}
      {children}
      <span class="grow" />
      {slot}
      {onHelp !== undefined && <HelpButton onClick={onHelp} />}
      {help !== undefined && onHelp === undefined && <HelpLink href={help} />}
      <ExitButton onExit={onExit} />
    </header>
  );
}
