/** Files for pipelines and hooks, as `fachlint init` writes them and the README shows them. */
import type { Language } from '../model/finding.ts';

export const HOSTS = ['gitlab', 'github', 'jenkins', 'azure'] as const;
export type Host = (typeof HOSTS)[number];

const COMMENTS: Readonly<Record<Language, Readonly<Record<'scan' | 'program' | 'depth' | 'scanning', string>>>> = {
  de: {
    scan: 'Der erste Auftrag endet immer mit 0, damit die Berichte gelesen werden; der zweite entscheidet nach fachlint.json.',
    program: 'Ohne Internet: ein eigenes Abbild oder „npm install --global ./fachlint.tgz“, dann hier nur „fachlint“.',
    depth: 'Verglichen wird mit dem Stand, an dem der Zweig begann: die ganze Geschichte ist nötig.',
    scanning: 'Wo Code Scanning nicht freigeschaltet ist, bleibt der Bericht eine Datei des Laufs.',
  },
  en: {
    scan: 'The first job always ends with 0, so that reports are read; the second decides after fachlint.json.',
    program:
      'Without internet: an image of your own or "npm install --global ./fachlint.tgz", then just "fachlint" here.',
    depth: 'The comparison is with the commit where the branch began: the whole history is needed.',
    scanning: 'Where code scanning is not enabled, the report stays a file of the run.',
  },
};

/** Jobs for GitLab, to be included. `program` is how Fachlint is started, for example `npx --yes fachlint@1.0.0`. */
export function gitlabJobs(program: string, language: Language): string {
  const { scan, program: start, depth } = COMMENTS[language];
  return `# ${scan}
.fachlint:
  image: node:22
  variables:
    # ${start}
    FACHLINT: ${program}

fachlint:
  extends: .fachlint
  variables:
    # ${depth}
    GIT_DEPTH: '0'
  script:
    - >-
      $FACHLINT check . --fail-on never
      --output fachlint-run.json --output gl-code-quality-report.json --output fachlint.junit.xml
      \${CI_MERGE_REQUEST_DIFF_BASE_SHA:+--since "$CI_MERGE_REQUEST_DIFF_BASE_SHA"}
  artifacts:
    when: always
    paths: [fachlint-run.json]
    reports:
      codequality: gl-code-quality-report.json
      junit: fachlint.junit.xml

fachlint-gate:
  extends: .fachlint
  needs: [fachlint]
  script:
    - $FACHLINT gate fachlint-run.json \${CI_MERGE_REQUEST_DIFF_BASE_SHA:+--new}
`;
}

/** A pipeline of GitLab that holds nothing but the jobs of `gitlabJobs`. */
export const GITLAB_INCLUDE = `include:
  - local: .gitlab/fachlint.yml
`;

export function githubWorkflow(program: string, language: Language): string {
  const { scanning, depth } = COMMENTS[language];
  return `name: Fachlint
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
  security-events: write
jobs:
  fachlint:
    runs-on: ubuntu-latest
    env:
      BASE: \${{ github.event.pull_request.base.sha }}
    steps:
      - uses: actions/checkout@v5
        with:
          # ${depth}
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      - name: Check
        run: >-
          ${program} check . --fail-on never --profile github
          --output fachlint-run.json --output fachlint.sarif \${BASE:+--since "$BASE"}
      # ${scanning}
      - uses: github/codeql-action/upload-sarif@v4
        continue-on-error: true
        with:
          sarif_file: fachlint.sarif
      - name: Gate
        run: |
          ${program} report fachlint-run.json --format github
          ${program} gate fachlint-run.json \${BASE:+--new}
`;
}

/** Steps for a pipeline of Jenkins; the plugin warnings-ng shows the report. */
export const jenkinsStage = (program: string): string => `    stage('Fachlint') {
      steps {
        sh '''
          ${program} check . --fail-on never --output fachlint-run.json --output fachlint.sarif \\
            \${CHANGE_TARGET:+--since "origin/$CHANGE_TARGET"}
        '''
        recordIssues tool: sarif(pattern: 'fachlint.sarif')
        sh '${program} gate fachlint-run.json \${CHANGE_TARGET:+--new}'
      }
    }
`;

export const jenkinsFile = (program: string): string => `pipeline {
  agent { docker { image 'node:22' } }
  stages {
${jenkinsStage(program)}  }
}
`;

/** Steps for Azure Pipelines, to be included as a template. */
export const azureSteps = (program: string): string => `steps:
  - checkout: self
    fetchDepth: 0
  - bash: >-
      ${program} check . --fail-on never --output fachlint-run.json --output fachlint.sarif
      \${SYSTEM_PULLREQUEST_TARGETBRANCH:+--since "origin/\${SYSTEM_PULLREQUEST_TARGETBRANCH#refs/heads/}"}
    displayName: Fachlint
  - publish: fachlint.sarif
    artifact: CodeAnalysisLogs
    condition: always()
  - bash: |
      ${program} report fachlint-run.json --format azure
      ${program} gate fachlint-run.json \${SYSTEM_PULLREQUEST_TARGETBRANCH:+--new}
    displayName: Fachlint gate
`;

export const AZURE_TEMPLATE = `  - template: .azure/fachlint.yml
`;

export const AZURE_PIPELINE = `trigger: [main]
pool:
  vmImage: ubuntu-latest
steps:
${AZURE_TEMPLATE}`;

/** One repository of hooks for https://pre-commit.com. */
export const preCommitHook = (program: string): string => `  - repo: local
    hooks:
      - id: fachlint
        name: fachlint
        entry: ${program} check . --staged
        language: system
        pass_filenames: false
        always_run: true
`;

export const preCommitFile = (program: string): string => `repos:
${preCommitHook(program)}`;

export const huskyHook = (program: string): string => `${program} check . --staged
`;

export const lefthookCommand = (program: string): string => `pre-commit:
  commands:
    fachlint:
      run: ${program} check . --staged
`;
