// AssemblyScript, not TypeScript. Compares a query with rows of one tenant's memory, and with no rows but those
// that it is told. `npx tsx sdk/kernel/build.ts` compiles it into
// src/retrieval/index/kernel-code.ts.
//
// Rows lie in blocks of a power of two. A block holds, for its rows in order: a result slot (u16), the sign bits, the int8
// codes, their scales (f32) and the vectors (f32; absent when they stay on disk). The dimension is padded with
// zeros to a multiple of 128, so every stride is a multiple of 16 bytes.
//
// Runs are pairs of u32: the first row, and the row after the last. A list is pairs of u32 row and f32 score.

let blockShift: u32 = 0;
let blockMask: u32 = 0;
let dimension: usize = 0;
let blocks: usize = 0;
let blockBytes: usize = 0;
let bitsOffset: usize = 0;
let codesOffset: usize = 0;
let scalesOffset: usize = 0;
let vectorsOffset: usize = 0;

export function configure(
  paddedDimension: u32,
  rowsPerBlockLog2: u32,
  firstBlock: usize,
  bytesPerBlock: usize,
  bits: usize,
  codes: usize,
  scales: usize,
  vectors: usize,
): void {
  dimension = paddedDimension;
  blockShift = rowsPerBlockLog2;
  blockMask = (1 << rowsPerBlockLog2) - 1;
  blocks = firstBlock;
  blockBytes = bytesPerBlock;
  bitsOffset = bits;
  codesOffset = codes;
  scalesOffset = scales;
  vectorsOffset = vectors;
}

function blockOf(row: u32): usize {
  return blocks + <usize>(row >> blockShift) * blockBytes;
}

function laneOf(row: u32): usize {
  return <usize>(row & blockMask);
}

/** The largest component, by size. */
function largest(vector: usize): f32 {
  let most = f32x4.splat(0);
  for (const end = vector + (dimension << 2); vector < end; vector += 16) {
    most = f32x4.max(most, f32x4.abs(v128.load(vector)));
  }
  return max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
}

/** Four components, scaled, to the nearest integers, halves upwards. */
function round(vector: usize, factor: v128, scale: v128): v128 {
  const scaled = f32x4.mul(f32x4.mul(v128.load(vector), factor), scale);
  return i32x4.trunc_sat_f32x4_s(f32x4.floor(f32x4.add(scaled, f32x4.splat(0.5))));
}

/** Eight components as int16. */
function round8(vector: usize, factor: v128, scale: v128): v128 {
  return i16x8.narrow_i32x4_s(round(vector, factor, scale), round(vector + 16, factor, scale));
}

/** Sixteen components as int8. */
function round16(vector: usize, factor: v128, scale: v128): v128 {
  return i8x16.narrow_i16x8_s(round8(vector, factor, scale), round8(vector + 32, factor, scale));
}

/** One bit for each component that is above zero. */
function writeSigns(vector: usize, bits: usize): void {
  const zero = f32x4.splat(0);
  for (const end = vector + (dimension << 2); vector < end; bits += 8) {
    let word: u64 = 0;
    for (let bit: u64 = 0; bit < 64; bit += 4, vector += 16) {
      word |= (<u64>i32x4.bitmask(f32x4.gt(v128.load(vector), zero))) << bit;
    }
    store<u64>(bits, word);
  }
}

/** Writes all forms of a row from a vector that was put at `vector`, padded with zeros. */
export function writeRow(row: u32, vector: usize, isResident: bool): void {
  const block = blockOf(row);
  const lane = laneOf(row);
  const scale = largest(vector) / 127;
  const factor = f32x4.splat(<f32>1 / scale);
  const one = f32x4.splat(1);
  writeSigns(vector, block + bitsOffset + lane * (dimension >> 3));
  const codes = block + codesOffset + lane * dimension;
  for (let at: usize = 0; at < dimension; at += 16) {
    v128.store(codes + at, round16(vector + (at << 2), factor, one));
  }
  store<f32>(block + scalesOffset + (lane << 2), scale);
  if (isResident) memory.copy(block + vectorsOffset + lane * (dimension << 2), vector, dimension << 2);
}

/**
 * Writes the other forms of a query: its sign bits; integers up to `widest`; and four-bit numbers (-8 to 7, in two's
 * complement) as four words of bits for every 64 dimensions.
 */
export function writeQuery(query: usize, widest: f32, bits: usize, words: usize, planes: usize): void {
  const factor = f32x4.splat(<f32>1 / largest(query));
  const wide = f32x4.splat(widest);
  const narrow = f32x4.splat(7);
  writeSigns(query, bits);
  for (const end = query + (dimension << 2); query < end; planes += 32) {
    let ones: u64 = 0;
    let twos: u64 = 0;
    let fours: u64 = 0;
    let eights: u64 = 0;
    for (let bit: u64 = 0; bit < 64; bit += 16, query += 64, words += 32) {
      v128.store(words, round8(query, factor, wide));
      v128.store(words, round8(query + 32, factor, wide), 16);
      const numbers = round16(query, factor, narrow);
      ones |= topBits(i8x16.shl(numbers, 7)) << bit;
      twos |= topBits(i8x16.shl(numbers, 6)) << bit;
      fours |= topBits(i8x16.shl(numbers, 5)) << bit;
      eights |= topBits(numbers) << bit;
    }
    store<u64>(planes, ones);
    store<u64>(planes, twos, 8);
    store<u64>(planes, fours, 16);
    store<u64>(planes, eights, 24);
  }
}

function topBits(numbers: v128): u64 {
  return <u64>i8x16.bitmask(numbers);
}

/** Writes each row's Hamming distance to the query's sign bits into its slot, and counts it in the histogram. */
export function compareBits(runs: usize, runCount: u32, query: usize, histogram: usize): u32 {
  const stride = dimension >> 3;
  let compared: u32 = 0;
  for (const last = runs + ((<usize>runCount) << 3); runs < last; runs += 8) {
    let row = load<u32>(runs);
    const end = load<u32>(runs, 4);
    while (row < end) {
      const stop = min(end, (row | blockMask) + 1);
      const slot = blockOf(row) + (laneOf(row) << 1);
      const code = blockOf(row) + bitsOffset + laneOf(row) * stride;
      if (stride === 48) compareBits384(code, query, slot, stop - row, histogram);
      else compareBitsOf(stride, code, query, slot, stop - row, histogram);
      compared += stop - row;
      row = stop;
    }
  }
  return compared;
}

function compareBitsOf(
  stride: usize,
  code: usize,
  query: usize,
  slot: usize,
  rows: u32,
  histogram: usize,
): void {
  for (const end = slot + ((<usize>rows) << 1); slot < end; slot += 2) {
    let distance: u64 = 0;
    let word = query;
    for (const last = code + stride; code < last; code += 16, word += 16) {
      distance += popcnt(load<u64>(code) ^ load<u64>(word)) + popcnt(load<u64>(code, 8) ^ load<u64>(word, 8));
    }
    note(distance, slot, histogram);
  }
}

/** The same for 384 dimensions, the commonest by far, with the query in registers: a quarter faster. */
function compareBits384(code: usize, query: usize, slot: usize, rows: u32, histogram: usize): void {
  const q0 = load<u64>(query);
  const q1 = load<u64>(query, 8);
  const q2 = load<u64>(query, 16);
  const q3 = load<u64>(query, 24);
  const q4 = load<u64>(query, 32);
  const q5 = load<u64>(query, 40);
  for (const end = slot + ((<usize>rows) << 1); slot < end; slot += 2, code += 48) {
    const distance =
      popcnt(load<u64>(code) ^ q0) +
      popcnt(load<u64>(code, 8) ^ q1) +
      popcnt(load<u64>(code, 16) ^ q2) +
      popcnt(load<u64>(code, 24) ^ q3) +
      popcnt(load<u64>(code, 32) ^ q4) +
      popcnt(load<u64>(code, 40) ^ q5);
    note(distance, slot, histogram);
  }
}

function note(distance: u64, slot: usize, histogram: usize): void {
  store<u16>(slot, <u16>distance);
  const bucket = histogram + ((<usize>distance) << 2);
  store<u32>(bucket, load<u32>(bucket) + 1);
}

/** Lists the rows whose slot holds at most `distance`. The caller knows from the histogram that they fit. */
export function listNear(runs: usize, runCount: u32, distance: u32, list: usize): u32 {
  const limit = i16x8.splat(<i16>distance);
  let out = list;
  for (const last = runs + ((<usize>runCount) << 3); runs < last; runs += 8) {
    let row = load<u32>(runs);
    const end = load<u32>(runs, 4);
    while (row < end) {
      const stop = min(end, (row | blockMask) + 1);
      let slot = blockOf(row) + (laneOf(row) << 1);
      for (; row < stop; row += 16, slot += 32) {
        const some = i16x8.le_u(v128.load(slot), limit);
        const more = i16x8.le_u(v128.load(slot, 16), limit);
        let near = i8x16.bitmask(i8x16.narrow_i16x8_s(some, more));
        // What lies past the run was not compared with this query.
        if (stop - row < 16) near &= (1 << (stop - row)) - 1;
        for (; near !== 0; near &= near - 1, out += 8) store<u32>(out, row + ctz(near));
      }
      row = stop;
    }
  }
  return <u32>((out - list) >> 3);
}

/** Lists every row of the runs. */
export function listRows(runs: usize, runCount: u32, list: usize): u32 {
  let out = list;
  for (const last = runs + ((<usize>runCount) << 3); runs < last; runs += 8) {
    const end = load<u32>(runs, 4);
    for (let row = load<u32>(runs); row < end; row++, out += 8) store<u32>(out, row);
  }
  return <u32>((out - list) >> 3);
}

/** Scores the listed rows by their sign bits: the sum of the query's four-bit numbers where the row is positive. */
export function scoreBits(list: usize, count: u32, query: usize): void {
  const stride = dimension >> 3;
  for (const end = list + ((<usize>count) << 3); list < end; list += 8) {
    const row = load<u32>(list);
    let code = blockOf(row) + bitsOffset + laneOf(row) * stride;
    let ones: u64 = 0;
    let twos: u64 = 0;
    let fours: u64 = 0;
    let eights: u64 = 0;
    let words = query;
    for (const last = code + stride; code < last; code += 16, words += 64) {
      const bits = load<u64>(code);
      const more = load<u64>(code, 8);
      ones += popcnt(bits & load<u64>(words)) + popcnt(more & load<u64>(words, 32));
      twos += popcnt(bits & load<u64>(words, 8)) + popcnt(more & load<u64>(words, 40));
      fours += popcnt(bits & load<u64>(words, 16)) + popcnt(more & load<u64>(words, 48));
      eights += popcnt(bits & load<u64>(words, 24)) + popcnt(more & load<u64>(words, 56));
    }
    store<f32>(list, <f32>(<i32>(ones + (twos << 1) + (fours << 2)) - <i32>(eights << 3)), 4);
  }
}

/** How many rows' codes are fetched before the first of them is scored; and how many vectors. */
const fetchedCodes: usize = 16;
const fetchedVectors: usize = 4;
/** Nobody reads it, but a compiler leaves out loads whose values go nowhere. */
let _sink: u64 = 0;

/**
 * Loads a word of each cache line of some listed rows' codes or vectors. The rows lie far apart: what scoring one after
 * the other would wait for in turn, this waits for at once.
 */
function fetch(list: usize, end: usize, offset: usize, bytes: usize): void {
  let words: u64 = 0;
  for (; list < end; list += 8) {
    const row = load<u32>(list);
    const block = blockOf(row);
    words ^= load<u32>(block + scalesOffset + (laneOf(row) << 2));
    let at = block + offset + laneOf(row) * bytes;
    for (const last = at + bytes; at < last; at += 64) words ^= load<u64>(at);
  }
  _sink = words;
}

/** Scores the listed rows by their int8 codes against a query of int16: the dot product times the row's scale. */
export function scoreCodes(list: usize, count: u32, query: usize): void {
  let ready = list;
  for (const end = list + ((<usize>count) << 3); list < end; list += 8) {
    if (list === ready) {
      ready = min(end, list + (fetchedCodes << 3));
      fetch(list, ready, codesOffset, dimension);
    }
    const row = load<u32>(list);
    const block = blockOf(row);
    let code = block + codesOffset + laneOf(row) * dimension;
    let words = query;
    let a = i32x4.splat(0);
    let b = i32x4.splat(0);
    for (const last = code + dimension; code < last; code += 32, words += 64) {
      a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load8x8_s(code), v128.load(words)));
      b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load8x8_s(code, 8), v128.load(words, 16)));
      a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load8x8_s(code, 16), v128.load(words, 32)));
      b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load8x8_s(code, 24), v128.load(words, 48)));
    }
    const sum = i32x4.add(a, b);
    const dot =
      i32x4.extract_lane(sum, 0) +
      i32x4.extract_lane(sum, 1) +
      (i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3));
    store<f32>(list, <f32>dot * load<f32>(block + scalesOffset + (laneOf(row) << 2)), 4);
  }
}

/** Scores the listed rows by their vectors: the exact score. */
export function scoreVectors(list: usize, count: u32, query: usize): void {
  let ready = list;
  for (const end = list + ((<usize>count) << 3); list < end; list += 8) {
    if (list === ready) {
      ready = min(end, list + (fetchedVectors << 3));
      fetch(list, ready, vectorsOffset, dimension << 2);
    }
    const row = load<u32>(list);
    const vector = blockOf(row) + vectorsOffset + laneOf(row) * (dimension << 2);
    store<f32>(list, dotProduct(vector, query), 4);
  }
}

/** Scores the listed rows by vectors that were copied to `vectors` in the list's order: the same exact score. */
export function scoreCopies(list: usize, count: u32, vectors: usize, query: usize): void {
  for (const end = list + ((<usize>count) << 3); list < end; list += 8, vectors += dimension << 2) {
    store<f32>(list, dotProduct(vectors, query), 4);
  }
}

/** Float32 products summed in sixteen lanes, then the lanes in a fixed order: one number on every machine. */
function dotProduct(vector: usize, query: usize): f32 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (const last = vector + (dimension << 2); vector < last; vector += 64, query += 64) {
    a = f32x4.add(a, f32x4.mul(v128.load(vector), v128.load(query)));
    b = f32x4.add(b, f32x4.mul(v128.load(vector, 16), v128.load(query, 16)));
    c = f32x4.add(c, f32x4.mul(v128.load(vector, 32), v128.load(query, 32)));
    d = f32x4.add(d, f32x4.mul(v128.load(vector, 48), v128.load(query, 48)));
  }
  const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/** How many counts the heap's place has room for. */
const tallies: u32 = 8192;

/**
 * What `keepBest` does, for the scores of `scoreBits`: those are integers of a small range, and counting how often each
 * occurs is faster than ordering them. In dimensions above 512 some neighbouring integers count as one.
 */
export function keepBestBits(list: usize, count: u32, wanted: u32, tally: usize): u32 {
  if (count <= wanted) return count;
  const lowest = -8 * <i32>dimension;
  let shift: u32 = 0;
  while (<u32>(15 * dimension) >> shift >= tallies) shift++;
  memory.fill(tally, 0, (((15 * dimension) >> shift) << 2) + 4);
  const end = list + ((<usize>count) << 3);
  let most: u32 = 0;
  for (let entry = list; entry < end; entry += 8) {
    const place = <u32>(<i32>load<f32>(entry, 4) - lowest) >> shift;
    store<u32>(tally + ((<usize>place) << 2), load<u32>(tally + ((<usize>place) << 2)) + 1);
    most = max(most, place);
  }
  let least = most;
  for (let sum = load<u32>(tally + ((<usize>least) << 2)); sum < wanted; ) {
    least--;
    sum += load<u32>(tally + ((<usize>least) << 2));
  }
  return keepFrom(list, end, <f32>(<i32>(least << shift) + lowest));
}

/** Keeps the entries of the list that score at least so much. */
function keepFrom(list: usize, end: usize, least: f32): u32 {
  let out = list;
  for (let entry = list; entry < end; entry += 8) {
    // No branch: which entries are kept is what no processor can predict.
    store<u64>(out, load<u64>(entry));
    out += load<f32>(entry, 4) >= least ? 8 : 0;
  }
  return <u32>((out - list) >> 3);
}

/**
 * Keeps the `wanted` best entries of the list and all that tie with the last of them; returns how many. What is
 * kept does not depend on the order of the list.
 */
export function keepBest(list: usize, count: u32, wanted: u32, heap: usize): u32 {
  if (count <= wanted) return count;
  const end = list + ((<usize>count) << 3);
  let size: u32 = 0;
  for (let entry = list; entry < end; entry += 8) {
    const score = load<f32>(entry, 4);
    if (size < wanted) pushUp(heap, size++, score);
    else if (score > load<f32>(heap)) pushDown(heap, size, score);
  }
  return keepFrom(list, end, load<f32>(heap));
}

/** Adds a score to the heap, whose least score is at the top. */
function pushUp(heap: usize, at: u32, score: f32): void {
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = load<f32>(heap + ((<usize>parent) << 2));
    if (above <= score) break;
    store<f32>(heap + ((<usize>at) << 2), above);
    at = parent;
  }
  store<f32>(heap + ((<usize>at) << 2), score);
}

/** Replaces the heap's least score. */
function pushDown(heap: usize, size: u32, score: f32): void {
  let at: u32 = 0;
  for (;;) {
    let child = (at << 1) + 1;
    if (child >= size) break;
    let below = load<f32>(heap + ((<usize>child) << 2));
    if (child + 1 < size) {
      const right = load<f32>(heap + ((<usize>child) << 2), 4);
      if (right < below) {
        below = right;
        child++;
      }
    }
    if (below >= score) break;
    store<f32>(heap + ((<usize>at) << 2), below);
    at = child;
  }
  store<f32>(heap + ((<usize>at) << 2), score);
}

/** How many neighbours a node of a graph has room for; the first number that is no node ends them. */
const degree: usize = 32;
/** In the pool: the row's neighbours were looked at. No memory has room for so many rows that one is this large. */
const expanded: u32 = 0x80000000;

/**
 * Walks a graph over `count` rows from `first` on, whose nodes are offsets from it, beginning at the listed rows, 32 at
 * most; the `width` nearest that it meets end in the pool as a list, best first. Leaves the run for nothing that the
 * graph says: what is no node of it is not followed. Returns how many rows were compared; as many, up to `width`, are in
 * the pool.
 */
export function walkGraph(
  first: u32,
  count: u32,
  links: usize,
  visited: usize,
  list: usize,
  listed: u32,
  pool: usize,
  width: u32,
  query: usize,
): u32 {
  memory.fill(visited, 0, (<usize>count + 7) >> 3);
  let met: u32 = 0;
  for (let at: u32 = 0; at < listed; at++) {
    const row = load<u32>(list + ((<usize>at) << 3));
    if (row - first >= count || !visit(visited, row - first)) continue;
    store<u32>(list + ((<usize>met) << 3), row);
    met++;
  }
  let compared: u32 = 0;
  let size: u32 = 0;
  let at: u32 = 0;
  for (;;) {
    scoreCodes(list, met, query);
    compared += met;
    for (let entry = list, end = list + ((<usize>met) << 3); entry < end; entry += 8) {
      const place = insert(pool, size, width, load<u64>(entry));
      if (place === width) continue;
      if (size < width) size++;
      if (place < at) at = place;
    }
    while (at < size && (load<u32>(pool + ((<usize>at) << 3)) & expanded) !== 0) at++;
    if (at === size) break;
    const entry = pool + ((<usize>at) << 3);
    const row = load<u32>(entry);
    store<u32>(entry, row | expanded);
    met = 0;
    let link = links + <usize>(row - first) * (degree << 2);
    for (const end = link + (degree << 2); link < end; link += 4) {
      const next = load<u32>(link);
      if (next >= count) break;
      if (!visit(visited, next)) continue;
      store<u32>(list + ((<usize>met) << 3), first + next);
      met++;
    }
  }
  for (let entry = pool, end = pool + ((<usize>size) << 3); entry < end; entry += 8) {
    store<u32>(entry, load<u32>(entry) & ~expanded);
  }
  return compared;
}

/** Whether it is the first visit. */
function visit(visited: usize, node: u32): bool {
  const at = visited + (node >> 3);
  const bit: u32 = 1 << (node & 7);
  const before: u32 = load<u8>(at);
  store<u8>(at, <u8>(before | bit));
  return (before & bit) === 0;
}

/** Puts an entry where its score belongs among the pool's, best first; returns the place, `width` when there is none. */
function insert(pool: usize, size: u32, width: u32, entry: u64): u32 {
  const score = reinterpret<f32>(<u32>(entry >> 32));
  if (size === width && !(score > load<f32>(pool + ((<usize>(size - 1)) << 3), 4))) return width;
  let low: u32 = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<f32>(pool + ((<usize>middle) << 3), 4) >= score) low = middle + 1;
    else high = middle;
  }
  const place = pool + ((<usize>low) << 3);
  memory.copy(place + 8, place, (<usize>(min(size, width - 1) - low)) << 3);
  store<u64>(place, entry);
  return low;
}
