/** Reviews for tests of the panel: of a real project, made by the real rules, and as large as is asked. */
import type { ReviewAnswer } from '../../server/model/review-protocol.ts';
import type { Language } from '../../server/model/finding.ts';
import type { Review, ReviewFinding } from '../../server/model/review.ts';
import { reviewOf } from '../../server/report/review/review-of.ts';
import { collectInventory, collectReview } from '../../server/review/collect-review.ts';
import { RULES } from '../../rules/index.ts';
import { Workspace } from '../../server/workspace/workspace.ts';

export const ROOT_URI = 'file:///rathaus/';

/** Findings of every category, doors, an access to a register, decisions, a file that is broken. */
export const TOWN_HALL: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "hundesteuer", "dependencies": { "express": "5.1.0", "pg": "8.16.0" } }\n',
  'server/app.ts': `import express from 'express';
import { requireLogin, requireSecondFactor } from './anmeldung.ts';
const app = express();
app.get('/api/hinweise', (req, res) => res.json([]));
app.post('/anmelden', (req, res) => res.end());
app.use('/api/bescheide', requireLogin);
app.get('/api/bescheide/:id', (req, res) => res.json({}));
app.post('/api/bankverbindung', requireLogin, (req, res) => res.end());
app.delete('/admin/bescheide/:id', requireLogin, (req, res) => res.end());
app.put('/admin/rollen', requireLogin, requireSecondFactor, (req, res) => res.end());
app.listen(3000);
`,
  'server/anmeldung.ts': `export function requireLogin(req, res, next) {
  if (!req.session.user) return res.status(401).end();
  next();
}
export function requireSecondFactor(req, res, next) {
  if (!req.session.otpVerified) return res.status(403).end();
  next();
}
`,
  'server/datenbank.ts': `import { Pool } from 'pg';
export const pool = new Pool({
  host: 'db.stadt.example',
  user: 'hundesteuer',
  password: 'Dackel-2024-geheim!',
  ssl: { rejectUnauthorized: false },
});
`,
  'server/kennwort.ts': `import { createHash } from 'node:crypto';
export function kennwortHash(kennwort: string): string {
  return createHash('md5').update(kennwort).digest('hex');
}
`,
  'server/melderegister.ts': `import { Agent, request } from 'node:https';
export const agent = new Agent({ rejectUnauthorized: false });
export function personAbrufen(idnr: string) {
  return request(\`https://melderegister.stadt.example/osci/xmeld/personen?idnr=\${idnr}\`, { agent });
}
`,
  'deploy/prod.env':
    'NODE_TLS_REJECT_UNAUTHORIZED=0\nDB_PASSWORD=Rathaus-Keller-77x\nMAIL_URL=smtp://mail.stadt.example\n',
  'deploy/test.env': 'NODE_TLS_REJECT_UNAUTHORIZED=0\n',
  'server/kaputt.ts': "import { Agent } from 'node:https';\nexport const = new Agent({ rejectUnauthorized: false ;\n",
};

/** The review of a folder on disk. */
export async function reviewOfFolder(root: string): Promise<Review> {
  const workspace = await Workspace.open({ root });
  try {
    const analysis = await workspace.analyse();
    const inventory = await collectInventory(workspace, analysis);
    return reviewOf(analysis, {
      version: '0.0.0',
      rules: RULES,
      textOf: (path) => workspace.textOf(path),
      secretsOf: (path) => analysis.secrets.get(path) ?? [],
      review: await collectReview(workspace, analysis, inventory, { scope: [], comparesFiles: true }),
    });
  } finally {
    await workspace.dispose();
  }
}

/** As many findings as asked, each with a key and a file of its own. */
export function enlarged(review: Review, count: number): Review {
  const { findings } = review;
  const many = Array.from({ length: count }, (_, at): ReviewFinding => {
    const finding = findings[at % findings.length];
    if (!finding) throw new Error('There is nothing to enlarge.');
    const path = `abteilung-${String(at % 97)}/${finding.path}`;
    return { ...finding, path, key: `${String(at)} ${finding.key}`, start: { line: at + 1, column: 1 } };
  });
  return { ...review, findings: many };
}

export function answerOf(review: Review, language: Language = 'de'): ReviewAnswer {
  return { language, folders: [{ root: ROOT_URI, user: 'Anna Amt', review }] };
}
