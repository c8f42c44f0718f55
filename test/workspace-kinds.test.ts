/** What a file is for and where it deploys to, told by its name. */
import assert from 'node:assert/strict';
import { kindOf } from '../server/classify/kind-of.ts';
import { stageOf } from '../server/classify/stage-of.ts';
import { DEFAULT_CONFIGURATION } from '../server/model/configuration.ts';
import type { FileKind, Stage } from '../server/model/source.ts';

const KINDS: Readonly<Record<FileKind, readonly string[]>> = {
  main: [
    'src/app.ts',
    'src/test-zentrum/termin.ts',
    'src/testzentrum/termin.ts',
    'test-zentrum/index.ts',
    'src/routes/test/index.ts',
    'src/docs/openapi.ts',
    'src/contest.ts',
    'src/latest.ts',
    'src/examples.ts',
    'k8s/overlays/test/secret.yaml',
    'config/test/application.yml',
    'docker-compose.test.yml',
    'docker-compose.yml',
    'src/environments/environment.test.ts',
    'openapi.spec.yaml',
    '.env',
    '.env.test',
    'nginx.conf.template',
    'Dockerfile',
    'src/admin.ts',
    'package.json',
    'auth.config.ts',
    'constructor/toString/a.ts',
    'src/testing-center/termin.ts',
    'config/environments/testing/datenbank.ts',
    'deploy/testing/values.yaml',
    'src/mocks-und-proben.ts',
  ],
  test: [
    'playwright_tests_new/api/unit/anmeldung.unit.api.ts',
    'src/modules/konto/testing/konto.factory.ts',
    'src/modules/konto/konto.tests.js',
    'src/testUtils.js',
    'testutils/factories/ausweis.ts',
    'src/anmeldung/test-helpers.ts',
    'src/anschluss/mock.ts',
    'src/app.spec.ts',
    'src/app.test.tsx',
    'src/__tests__/app.ts',
    'src/__mocks__/pg.js',
    'e2e/login.ts',
    'frontend/cypress/support/commands.js',
    'backend/src/test/java/A.java',
    'backend/src/integrationTest/resources/anwendung.yaml',
    'src/test/setup.ts',
    'test/app.ts',
    'tests/app.ts',
    'server/test/app.ts',
    'packages/shared/test/index.ts',
    'db/fixtures/users.json',
    'src/Button.stories.tsx',
    'app.e2e-spec.ts',
    'jest.config.js',
    'vitest.config.ts',
  ],
  sample: [
    '.env.example',
    '.env.template',
    '.env.sample',
    '.env.dist',
    '.env.local.example',
    'config/database.yml.example',
    'config.example.json',
    'examples/server.ts',
    'packages/client/examples/a.ts',
  ],
  documentation: [
    'README.md',
    'docs/setup.yml',
    'packages/shared/docs/a.ts',
    'src/guide.mdx',
    'LICENSE',
    'CHANGELOG.txt',
  ],
  build: [
    'webpack.config.js',
    'webpack.prod.config.js',
    'vite.config.ts',
    'rollup.config.mjs',
    'tsconfig.app.json',
    'angular.json',
    '.gitlab-ci.yml',
    '.gitlab-ci.deploy.yml',
    '.github/workflows/deploy.yml',
    'Jenkinsfile',
    '.eslintrc.json',
    '.npmrc',
  ],
  generated: [
    'public/jquery.min.js',
    'src/generated/client.ts',
    'src/api.generated.ts',
    'src/types.d.ts',
    'package-lock.json',
    'yarn.lock',
    'pnpm-lock.yaml',
    'test/vendor/a.min.js',
  ],
};

const STAGES: Readonly<Record<Stage, readonly string[]>> = {
  production: [
    '.env.production',
    'application-prod.yml',
    'src/environments/environment.prod.ts',
    'k8s/overlays/production/secret.yaml',
    'deploy/prod/values.yaml',
    'deploy/prod-cluster/values.yaml',
    'config/produktion.json',
    'docker-compose.live.yml',
    'config/production/db.ts',
    'test/overlays/prd/a.yml',
    'helm/values.prod.yaml',
  ],
  test: [
    '.env.test',
    'application-test.yml',
    'k8s/overlays/staging/secret.yaml',
    'deploy/abnahme/values.yaml',
    'config/qa.json',
    'docker-compose.ci.yml',
    'deploy/pre-prod/values.yaml',
    'values-preprod.yaml',
    'values-nonprod.yaml',
    'src/app.test.ts',
  ],
  local: [
    '.env.local',
    'application-dev.yml',
    'docker-compose.override.yml',
    'stack/docker-compose.yml',
    '.ddev/config.yaml',
    'config/entwicklung.json',
    '.devcontainer/devcontainer.json',
    'production/local/a.yml',
  ],
  unknown: [
    '.env',
    'docker-compose.yml',
    'docker-stack.yml',
    '.gitlab-ci.yml',
    'src/product.ts',
    'src/live-ticker.ts',
    'src/prod-list.ts',
    'src/developer.ts',
    'produkte/liste.json',
    'lieferung/internal.json',
    'src/integer.ts',
    'testzentrum/a.yml',
  ],
};

describe('kinds of file', () => {
  for (const [kind, paths] of Object.entries(KINDS)) {
    it(kind, () => {
      for (const path of paths) assert.equal(kindOf(path, DEFAULT_CONFIGURATION), kind, path);
    });
  }

  it('the configuration comes first, its first pattern wins', () => {
    const kinds = { 'werkzeug/**': 'build', 'werkzeug/beispiel/**': 'sample', 'src/legacy': 'generated' } as const;
    assert.equal(kindOf('werkzeug/beispiel/a.spec.ts', { kinds }), 'build');
    assert.equal(kindOf('src/legacy/a.ts', { kinds }), 'generated');
    assert.equal(kindOf('src/a.spec.ts', { kinds }), 'test');
  });
});

describe('stages', () => {
  for (const [stage, paths] of Object.entries(STAGES)) {
    it(stage, () => {
      for (const path of paths) assert.equal(stageOf(path), stage, path);
    });
  }
});
