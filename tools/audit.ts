// The auditor's command: judges an evidence bundle offline, with this checkout's own protocol code (auditor/run.ts).
import { run } from './auditor/run.ts';

const { code, text } = await run(process.argv.slice(2));
process.stdout.write(text);
process.exitCode = code;
