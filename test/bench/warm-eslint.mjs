// Holds one ESLint warm, as vscode-eslint's server does, and lints the texts its parent sends.
import { createRequire } from 'node:module';

const [tool, overrideConfigFile] = process.argv.slice(2);
const { ESLint } = createRequire(`${tool}/package.json`)('eslint');
const eslint = new ESLint({ overrideConfigFile });

process.on('message', async ({ text, filePath }) => {
  const start = performance.now();
  const [result] = await eslint.lintText(text, { filePath });
  const milliseconds = performance.now() - start;
  process.send({ milliseconds, lines: result?.messages.map(({ line }) => line) ?? [] });
});
process.on('disconnect', () => process.exit());
