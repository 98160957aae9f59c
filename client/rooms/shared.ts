/** The parts that most rooms use: fetched beside any of them. */
import styles from '../styles/shared.css?inline';
import { wear } from './wear.ts';

export * from '../ui/band.tsx';
export * from '../ui/chip.tsx';
export * from '../ui/choice.tsx';
export * from '../ui/date-field.tsx';
export * from '../ui/day.tsx';
export * from '../ui/digits.tsx';
export * from '../ui/empty.tsx';
export * from '../ui/field.tsx';
export * from '../ui/keys.ts';
export * from '../ui/leg.tsx';
export * from '../ui/progress.tsx';
export * from '../ui/qr.tsx';
export * from '../ui/recovery-card.tsx';
export * from '../ui/say.tsx';
export * from '../ui/steps.tsx';
export * from '../ui/table.tsx';
export * from '../ui/typed.ts';

wear(styles);
