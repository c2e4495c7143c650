import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { fingerprintOf, likeness } from '../../tools/datasets/likeness';

const random = seededRandom(1);
const noise = () => Uint8Array.from({ length: 64 * 64 * 3 }, () => random.integer(256));
const compare = (left: Uint8Array, right: Uint8Array) => likeness(fingerprintOf(left), fingerprintOf(right));

describe('the likeness of two pictures', () => {
  test('is 1 for a picture and itself, darker or paler, and -1 for its negative', () => {
    const picture = noise();
    expect(compare(picture, picture)).toBeCloseTo(1, 5);
    expect(
      compare(
        picture,
        picture.map(value => value / 2 + 60),
      ),
    ).toBeGreaterThan(0.999);
    expect(
      compare(
        picture,
        picture.map(value => 255 - value),
      ),
    ).toBeCloseTo(-1, 5);
  });

  test('is about 0 for two that have nothing in common, and for one without a drawing', () => {
    expect(Math.abs(compare(noise(), noise()))).toBeLessThan(0.1);
    expect(compare(noise(), new Uint8Array(64 * 64 * 3).fill(255))).toBe(0);
  });

  test('sees colour: a red square is not a blue one', () => {
    const square = (channel: number) =>
      Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => {
        const [y, x] = [Math.floor(i / 192), Math.floor(i / 3) % 64];
        const inside = y > 16 && y < 48 && x > 16 && x < 48;
        return inside && i % 3 !== channel ? 0 : 255;
      });
    expect(compare(square(0), square(2))).toBeLessThan(0.7);
  });
});
