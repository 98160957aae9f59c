/** What is wrong with the layout of a page as it stands, in words that name the part. Nothing here knows a screen. */
import type { Page } from 'playwright-core';

/** The spacing that WCAG 1.4.12 asks a page to bear. */
export const textSpacing =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }';

/**
 * Returns, for the present size of the window: the page scrolls sideways (WCAG 1.4.10); a part lies outside of the window; text
 * is cut, unless it ends in an ellipsis; two controls overlap; a control is smaller than 24 by 24 pixels (WCAG 2.5.8, whose
 * exception is a link in a sentence); what is fixed leaves less than half of the window.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const nameOf = (part: Element): string => {
      const text = (part.getAttribute('aria-label') ?? part.textContent ?? '')
        .trim()
        .replace(/\s+/gu, ' ')
        .slice(0, 40);
      const kind = part.classList.length === 0 ? '' : `.${[...part.classList].join('.')}`;
      return `${part.tagName.toLowerCase()}${kind} “${text}”`;
    };
    const isShown = (part: Element): boolean => {
      const { width, height } = part.getBoundingClientRect();
      return width > 1.5 && height > 1.5 && part.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    };
    /** A dialog covers what lies under it. */
    const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    const all = [...top.querySelectorAll('*')].filter((part) => isShown(part) && part.closest('svg') === null);
    const ancestors = function* (part: Element) {
      for (let each = part.parentElement; each !== null; each = each.parentElement) yield each;
    };
    const styleOf = (part: Element) => getComputedStyle(part);
    const scrolls = (part: Element) => ['auto', 'scroll'].includes(styleOf(part).overflowX);
    const isInScroller = (part: Element) =>
      [...ancestors(part)].some((each) => each !== document.documentElement && each !== document.body && scrolls(each));
    const isFixed = (part: Element) =>
      [part, ...ancestors(part)].some((each) => ['fixed', 'sticky'].includes(styleOf(each).position));
    /** Drawn nowhere, and read by a screen reader only. */
    const isForReaders = (part: Element) =>
      [part, ...ancestors(part)].some((each) => {
        const { width, height } = each.getBoundingClientRect();
        return width <= 1.5 || height <= 1.5 || styleOf(each).clipPath === 'inset(50%)';
      });
    const ownText = (part: Element) =>
      [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '');

    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth + 1) {
      const isWide = (part: Element) => {
        const { left, right } = part.getBoundingClientRect();
        return (right > root.clientWidth + 1 || left < -1) && !isInScroller(part);
      };
      const widest = all.filter((part) => isWide(part) && ![...part.children].some(isWide)).slice(0, 3);
      faults.push(
        `the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}: ${widest.map(nameOf).join(', ')}`,
      );
    }
    for (const part of all) {
      if (isForReaders(part)) continue;
      const box = part.getBoundingClientRect();
      const isText = ownText(part) || part.matches('input, select, textarea, button, img, video');
      if (isText && !isInScroller(part) && (box.left < -1 || box.right > root.clientWidth + 1))
        faults.push(`outside: ${nameOf(part)} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
      const style = styleOf(part);
      const hides = (axis: string) => axis === 'hidden' || axis === 'clip';
      const isCut =
        hides(style.overflowX) && part.scrollWidth > part.clientWidth + 1 && style.textOverflow !== 'ellipsis';
      const isLow =
        hides(style.overflowY) && part.scrollHeight > part.clientHeight + 2 && style.webkitLineClamp === 'none';
      if ((isCut || isLow) && part.textContent!.trim() !== '' && part !== document.body && part !== root)
        faults.push(
          `cut: ${nameOf(part)} ${part.scrollWidth}×${part.scrollHeight} in ${part.clientWidth}×${part.clientHeight}`,
        );
    }
    const controls = all.filter(
      (part) =>
        part.matches(
          'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]',
        ) && !isForReaders(part),
    );
    for (const part of controls) {
      const target = part.matches('input') ? (part.closest('label') ?? part) : part;
      const { width, height } = target.getBoundingClientRect();
      // What it draws over its whole row is touched as well.
      const { content, position } = getComputedStyle(part, '::after');
      if (content !== 'none' && position === 'absolute') continue;
      const isInSentence =
        part.matches('a') &&
        styleOf(part).display.startsWith('inline') &&
        part.parentElement !== null &&
        ownText(part.parentElement);
      if (!isInSentence && (width < 23.5 || height < 23.5))
        faults.push(`small: ${nameOf(part)} ${Math.round(width)}×${Math.round(height)}`);
    }
    const still = controls.filter((part) => !isFixed(part));
    still.forEach((part, at) => {
      const box = part.getBoundingClientRect();
      for (const other of still.slice(at + 1)) {
        if (part.contains(other) || other.contains(part)) continue;
        const next = other.getBoundingClientRect();
        const isOver =
          Math.min(box.right, next.right) - Math.max(box.left, next.left) > 1 &&
          Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top) > 1;
        if (isOver) faults.push(`over: ${nameOf(part)} and ${nameOf(other)}`);
      }
    });
    const bars = all.filter(
      (part) =>
        ['fixed', 'sticky'].includes(styleOf(part).position) &&
        ![...ancestors(part)].some((each) => ['fixed', 'sticky'].includes(styleOf(each).position)),
    );
    const held = bars
      .map((part) => part.getBoundingClientRect())
      .filter((box) => box.width > innerWidth * 0.8 && (box.top <= 0 || box.bottom >= innerHeight))
      .reduce((sum, box) => sum + Math.min(box.height, innerHeight), 0);
    if (top === document.body && held > innerHeight / 2)
      faults.push(`fixed parts hold ${Math.round(held)} of ${innerHeight}`);
    return faults;
  });
}
