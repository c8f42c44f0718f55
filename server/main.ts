#!/usr/bin/env node
/** The program `fachlint`. */
import { setFlagsFromString } from 'node:v8';
import { runProgram } from './cli/program.ts';

// The V8 of Node 20 optimises functions so early that a cold run spends a third of its time on it; later ones wait, and
// have no such flag. The unit is bytes of bytecode that a function runs through.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');

try {
  const exitCode = await runProgram(process.argv.slice(2));
  // Undefined: the command goes on by itself. Else the code is left to Node, which first writes what is still to be written.
  if (exitCode !== undefined) process.exitCode = exitCode;
} catch (error) {
  // A defect of Fachlint. The message of an error may quote an inspected file, its name and its place cannot.
  const { name, stack } = error instanceof Error ? error : new Error('unknown');
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  process.stderr.write(`fachlint: ${name}\n${frames.join('\n')}\n`);
  process.exitCode = 2;
}
