// `npm run models`: proves the models of protocol/models with ProVerif, and compares each answer with the expected one.
import { allModels, findProverif, prove, proverifMissing } from './models/prove.ts';

const program = findProverif();
if (program === undefined) {
  console.error(`NOT RUN: ${proverifMissing}`);
  process.exit(1);
}
let different = 0;
for (const model of allModels()) {
  const answers = prove(program, model);
  const same = answers.join() === model.expected.join();
  if (!same) different += 1;
  console.log(`${same ? 'as expected' : 'DIFFERENT  '}  ${model.name}: ${answers.join(' ')}`);
  if (!same) console.log(`             expected: ${model.expected.join(' ')}`);
}
process.exit(different === 0 ? 0 : 1);
