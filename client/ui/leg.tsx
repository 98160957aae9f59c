import type { ComponentChildren } from 'preact';
import { t } from '../words/words.ts';
import { Icon, type IconName } from './icon.tsx';

type Mode = 'air' | 'rail' | 'bus' | 'ferry' | 'car';
const MODE_ICON: Record<Mode, IconName> = { air: 'plane', rail: 'train', bus: 'bus', ferry: 'ferry', car: 'car' };

export interface Stop {
  /** IST, or a name for bus and ferry. */
  code: string;
  place?: string | undefined;
  time: string;
  /** "Istanbul time". Empty only while there is no time. */
  zone: string;
}

interface LegProps {
  mode: Mode;
  /** X9 418 */
  line: string;
  day: string;
  from: Stop;
  to: Stop;
  /** Seat, bags, booking: two or three. */
  stub?: readonly { label: string; value: string }[] | undefined;
  verbs?: ComponentChildren;
}

/** A tile with the means of travel. Without one: not booked yet. */
function ModeTile({ mode }: { mode?: Mode | undefined }) {
  return (
    <span class={`tile${mode === undefined ? ' open' : ''}`}>
      {mode === undefined ? <b aria-hidden="true">?</b> : <Icon name={MODE_ICON[mode]} label={t(`mode-${mode}`)} />}
    </span>
  );
}

/** One leg of a journey, as on a ticket. Codes and times keep the order of the ticket in every language. */
export function Leg({ mode, line, day, from, to, stub, verbs }: LegProps) {
  const long = from.code.length > 3 || to.code.length > 3;
  return (
    <article class={`leg${long ? ' names' : ''}`}>
      <div class="row between">
        <span class="row">
          <ModeTile mode={mode} />
          <b class="line ltr">{line}</b>
        </span>
        <span class="dim fact">{day}</span>
      </div>
      <div class="way">
        <div class="ends">
          <p class="big">{from.code}</p>
          <span class="track" aria-hidden="true" />
          <p class="big">{to.code}</p>
        </div>
        <div class="ends">
          <End stop={from} />
          <End stop={to} />
        </div>
      </div>
      {stub !== undefined && (
        <>
          <div class="tear" aria-hidden="true" />
          <dl class="stub">
            {stub.map((one) => (
              <div key={one.label}>
                <dt>{one.label}</dt>
                <dd>
                  <bdi>{one.value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {verbs !== undefined && <div class="row verbs">{verbs}</div>}
    </article>
  );
}

function End({ stop }: { stop: Stop }) {
  return (
    <div class="end">
      {stop.place !== undefined && (
        <p class="dim fact">
          <bdi>{stop.place}</bdi>
        </p>
      )}
      <p class="at">{stop.time}</p>
      <p class="label">
        <bdi>{stop.zone}</bdi>
      </p>
    </div>
  );
}

/** What happens between two legs, as a sentence. */
export function Change({ icon = 'walk', children }: { icon?: IconName | undefined; children: ComponentChildren }) {
  return (
    <p class="change">
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  );
}

interface LegRowProps {
  mode?: Mode | undefined;
  day: string;
  line: string;
  from?: { code: string; time: string } | undefined;
  to?: { code: string; time: string } | undefined;
  /** Instead of the way, where nothing is booked. */
  children?: ComponentChildren;
}

/** The same leg in one row, for a desk. */
export function LegRow({ mode, day, line, from, to, children }: LegRowProps) {
  return (
    <div class="legrow">
      <ModeTile mode={mode} />
      <p>
        {day}
        <span class="label">{line}</span>
      </p>
      {from !== undefined && to !== undefined ? (
        <p class="route">
          <span class="end">
            <b>{from.code}</b> {from.time}
          </span>
          <span class="track" aria-hidden="true" />
          <span class="end">
            <b>{to.code}</b> {to.time}
          </span>
        </p>
      ) : (
        <p>{children}</p>
      )}
    </div>
  );
}
