/** The parts that most rooms use (client/ui, as far as the first page has no need of them), and their styles. */
import styles from '../styles/base/shared.css?inline';
import { adoptStyles } from './adopt-styles.ts';

adoptStyles(styles);
