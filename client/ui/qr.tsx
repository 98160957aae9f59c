/**
 * Draw a QR code as one SVG path, from a given matrix. It is always dark on white, with four quiet modules around it.
 */
export function Qr({ matrix, label }: { matrix: readonly (readonly boolean[])[]; label: string }) {
  const size = matrix.length + 8;
  let path = '';
  matrix.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      let run = 0;
      while (row[x + run] === true) run++;
      if (run > 0) path += `M${x + 4} ${y + 4}h${run}v1h-${run}z`;
      x += run;
    }
  });
  return (
    <span class="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <path d={path} />
      </svg>
    </span>
  );
}
