import { bandChart, faceChart, type Colourway } from './chart.ts';

interface FaceProps {
  /** A random id. Never a name. */
  id: string | Uint8Array;
  size?: number | undefined;
  /** Needed only if the face has no name beside it. */
  label?: string | undefined;
  colour?: Colourway | undefined;
}

/** A person, a team or a seal as a small chart. */
export function Face({ id, size = 40, label, colour }: FaceProps) {
  const chart = faceChart(id);
  return (
    <svg
      class={`face ${colour ?? chart.colour}`}
      width={size}
      height={size}
      viewBox="0 0 200 200"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? 'true' : undefined}
    >
      <path class="land" d={chart.land} fill-rule="evenodd" />
      <path class="lines" d={chart.lines} />
    </svg>
  );
}

/** Up to two faces, the second partly behind the first. */
export function Faces({ ids, size = 26 }: { ids: readonly (string | Uint8Array)[]; size?: number | undefined }) {
  return (
    <span class="faces">
      {ids.slice(0, 2).map((id, i) => (
        <Face key={i} id={id} size={size} />
      ))}
    </span>
  );
}

interface SealProps {
  id: string | Uint8Array;
  broken?: boolean | undefined;
  size?: number | undefined;
}

/** The seal of an envelope: whole, or broken in two once somebody looked. The words beside it say which. */
export function Seal({ id, broken = false, size = 38 }: SealProps) {
  if (!broken) {
    return (
      <span class="seal">
        <Face id={id} size={size} colour="sea" />
      </span>
    );
  }
  return (
    <span class="seal broken">
      <Face id={id} size={size} colour="sea" />
      <Face id={id} size={size} colour="sea" />
    </span>
  );
}

/** Quiet contour lines behind a band or a page. */
export function ChartLines({ id, height = 160 }: { id: string; height?: number | undefined }) {
  return (
    <svg class="chartlines" viewBox={`0 0 1200 ${height}`} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path d={bandChart(id, height).lines} />
    </svg>
  );
}
