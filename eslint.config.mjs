// House rules for code, strict and with types; formatting is left to prettier, imports to dependency-cruiser.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: ['dist/', '.tools/', '.vscode-test/', 'test/fixtures/', 'test/e2e/workspace/', '**/*.cjs', '**/*.mjs'],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // The compiler option noPropertyAccessFromIndexSignature asks for brackets there.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // Type aliases and interfaces both have their place; tuples of literals read better as they are written.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Node types of a tree are compared with the plain text they are in both engines.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Default exports only where a host wants one: name the thing.',
        },
      ],
    },
  },
  {
    files: ['{server,rules,client}/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'RegExp',
          message: 'Write a literal, so that the test can prove it free of super-linear backtracking.',
        },
      ],
    },
  },
  {
    files: ['{rules,server/parse,server/extract,server/link,server/judge,server/report}/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Same input, same output: nothing random.' },
        { object: 'Date', property: 'now', message: 'Same input, same output: no dates.' },
      ],
    },
  },
  {
    // Trees of broken files lack what their types promise.
    files: ['server/{parse,extract}/script/**/*.ts'],
    rules: { '@typescript-eslint/no-unnecessary-condition': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // A test that asserts on what it has just looked up reads better without a second branch.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
