import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of these start whole programs and take longest: begun last, one alone would hold up the end. */
const longest = ['apps/twinlens', 'testing', 'apps/review', 'apps/worker'];

/** Files of the slowest folders first; in each folder, as Vitest would have them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId, project }: TestSpecification) => {
      const path = relative(project.config.root, moduleId).split(sep).join('/');
      const place = longest.findIndex((folder) => path.startsWith(`${folder}/`));
      return place < 0 ? longest.length : place;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
