/** Two games of Debian whose pictures and sounds ship with the course. */
import type { DebianPackage } from './packages';

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
