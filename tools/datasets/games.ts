/** Two games of Debian whose pictures and sounds ship with the course. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DebianPackage, debianPackage } from './packages';
import { type QtResource, readQtResources } from './qt-resources';

export const TUX_PAINT: DebianPackage = {
  package: 'tuxpaint-stamps-default',
  version: '2022.06.04-1',
  sha256: '6db6c1bfc870a47f1499d6203b083522eacb57c5f9c87d468f2e92eb6d9d5f34',
};

export const GCOMPRIS: DebianPackage = {
  package: 'gcompris-qt-data',
  version: '3.1-2',
  sha256: 'e9cf06ab2105529068df73085784e835d2ff03f870d2a8091f09125d40abac9f',
};

const RESOURCES = join('usr', 'share', 'gcompris-qt', 'rcc');
/** Where the activities of GCompris lie among its resources. */
export const ACTIVITIES = 'gcompris/src/activities/';

/**
 * What the activities of GCompris are made of, each file with its path among them.
 * @param names only activities whose names begin so
 */
export function* activityFiles(names = ''): Generator<[path: string, file: QtResource]> {
  const folder = join(debianPackage(GCOMPRIS), RESOURCES);
  for (const resource of readdirSync(folder).filter(file => file.startsWith(names))) {
    for (const [path, file] of readQtResources(readFileSync(join(folder, resource)))) {
      if (path.startsWith(ACTIVITIES)) yield [path.slice(ACTIVITIES.length), file];
    }
  }
}
