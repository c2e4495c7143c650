import sharp from 'sharp';

/** Differences each way. */
const SIDE = 8;
/** Bits of a look. */
const BITS = 2 * SIDE * SIDE;

/**
 * How a picture looks, in 128 bits: whether it gets brighter from each of 8 x 8 places to the next, to the right and downwards (the
 * difference hash of Krawetz 2013). Other sizes, formats, qualities and exposures of a picture have nearly the same.
 * @param pixels side * side * 3 values from 0 to 255
 * @returns 32 hexadecimal digits
 */
export async function lookOf(pixels: Uint8Array, side: number): Promise<string> {
  const grey = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .greyscale()
    .resize(SIDE + 1, SIDE + 1, { fit: 'fill' })
    .raw()
    .toBuffer();
  const at = (x: number, y: number) => grey[y * (SIDE + 1) + x];
  const bytes = Buffer.alloc(BITS / 8);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    if (at(x + 1, y) > at(x, y)) bytes[i >> 3] |= 1 << (i & 7);
    if (at(x, y + 1) > at(x, y)) bytes[(BITS / 2 + i) >> 3] |= 1 << (i & 7);
  }
  return bytes.toString('hex');
}

/** The most bits in which two looks of one picture differ. */
const NEAR = 12;
/** Parts of a look: where at most NEAR bits differ, one of more than NEAR parts is the same. */
const PARTS = 16;

/**
 * Which pictures look like an earlier one: to a viewer they are the same.
 * @param looks by the id of the picture
 * @returns for each that looks like another the id of the first that does
 */
export function nearLooks(looks: Iterable<readonly [id: string, look: string]>): Map<string, string> {
  const near = new Map<string, string>();
  /** The first of each look, by their parts. */
  const firsts = Array.from({ length: PARTS }, () => new Map<string, First[]>());
  for (const [id, look] of looks) {
    const own: First = { id, bits: Uint32Array.from(look.match(/.{8}/g)!, part => Number.parseInt(part, 16)) };
    const like = firsts
      .map((known, part) => known.get(partOf(look, part))?.find(first => isNear(first, own)))
      .find(Boolean);
    if (like) {
      near.set(id, like.id);
      continue;
    }
    for (const [part, known] of firsts.entries()) {
      const same = known.get(partOf(look, part));
      if (same) same.push(own);
      else known.set(partOf(look, part), [own]);
    }
  }
  return near;
}

interface First {
  id: string;
  bits: Uint32Array;
}

const DIGITS = BITS / 4 / PARTS;
const partOf = (look: string, part: number) => look.slice(part * DIGITS, (part + 1) * DIGITS);

function isNear(one: First, other: First): boolean {
  let differing = 0;
  for (let i = 0; i < one.bits.length; i++) differing += ones(one.bits[i] ^ other.bits[i]);
  return differing <= NEAR;
}

/** How many bits of 32 are set. */
function ones(bits: number): number {
  let sum = bits - ((bits >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
