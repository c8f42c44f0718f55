/** One browser and one review for all tests of a file. */
import type { Browser } from 'playwright-core';
import type { Language } from '../../server/model/finding.ts';
import type { Review } from '../../server/model/review.ts';
import type { ToPage } from '../../client/panel/protocol.ts';
import { temporaryProjects } from '../temporary-project.ts';
import { answerOf, reviewOfFolder, TOWN_HALL } from './sample.ts';
import { Stage, startBrowser, type StageOptions } from './stage.ts';

export interface Opened {
  readonly browser: () => Browser;
  readonly review: () => Review;
  /** A page that shows a review, by default the one of the town hall. */
  readonly open: (options?: StageOptions & { readonly shown?: Review }) => Promise<Stage>;
}

export function opened(files: Readonly<Record<string, string>> = TOWN_HALL): Opened {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  const stages: Stage[] = [];
  let browser: Browser | undefined;
  let review: Review | undefined;
  const known = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The browser does not run.');
    return value;
  };
  before(async function () {
    // A machine without a browser gets one first.
    this.timeout(600_000);
    browser = await startBrowser();
    review = await reviewOfFolder(temporaryProject(files).root);
  });
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close();
  });
  after(async () => {
    await browser?.close();
    removeTemporaryProjects();
  });
  return {
    browser: () => known(browser),
    review: () => known(review),
    async open({ shown, ...options } = {}) {
      const stage = await Stage.open(known(browser), options);
      stages.push(stage);
      await stage.heard('ready');
      await stage.say(reviewMessage(shown ?? known(review), options.language));
      return stage;
    },
  };
}

export function reviewMessage(
  review: Review,
  language?: Language,
  mayWrite = true,
): Extract<ToPage, { type: 'review' }> {
  return { type: 'review', answer: answerOf(review, language), course: {}, mayWrite };
}
