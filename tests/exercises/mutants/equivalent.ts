/**
 * Mutants that earn the point because they give what the right answer gives, whatever they are asked: by exercise, and by the reason why no
 * case can tell them apart. One that is killed, or that is there no more, has to go (`npm run exercises` says so).
 */
export const equivalent: Record<string, Record<string, readonly string[]>> = {
  'nearest-neighbours': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const dot = (x, y) => x.reduce((sum, value, i) => sum + valu…: sum + value * y[i] -> $round(sum + value * y[i])',
      'const dot = (x, y) => x.reduce((sum, value, i) => sum + valu…: value * y[i] -> $round(value * y[i])',
      'const dot = (a, b) => add(a.map((value, i) => value * b[i]))…: value * b[i] -> $round(value * b[i])',
      'const add = (values) => values.reduce((sum, value) => sum + …: sum + value -> $round(sum + value)',
    ],
    'no list that is added up is empty: it needs no number to begin with': [
      'const add = (values) => values.reduce((sum, value) => sum + …: values.reduce((sum, value) => sum + value, 0) -> values.reduce((sum, value) => sum + value)',
    ],
    'a factor that is the same for all that is compared, or a power that keeps their order': [
      'const lengths = Math.sqrt(dot(a, a) * dot(b, b));: dot(a, a) * dot(b, b) -> (dot(b, b))',
      'const cosine = (a, b) => dot(a, b) / (length(a) * length(b))…: length(a) * length(b) -> (length(b))',
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'return lengths === 0 ? 0 : dot(a, b) / lengths;: lengths === 0 -> false',
      'return lengths === 0 ? 0 : dot(a, b) / lengths;: 0 -> (-1)',
    ],
    'a step or an argument that this answer has no use for, or whose other form is the same formula': [
      'const { near, sort, take } = {: { near: cosine, sort: fallingPositions, take: (positions, co… -> { near: cosine, sort: fallingPositions, take: (positions, co…',
      'return take(sort(cosines), k, cosines);: take(sort(cosines), k, cosines) -> take(sort(cosines), k)',
      'const { near, sort, take } = {: { near: cosine, sort: fallingPositions, take: (positions, co… -> { near: cosine, take: (positions, count) => positions.slice(…',
      "'pairs sorted, with the position where cosines are equal': s…: searched({ sort: cosines => cosines .map((value, i) => ({ va… -> searched()",
      'const { near, sort, take } = {: { near: cosine, sort: fallingPositions, take: (positions, co… -> { sort: fallingPositions, take: (positions, count) => positi…',
      'return searched({ near: dot })(unit(query), rows.map(unit), …: searched({ near: dot }) -> searched()',
      'return searched({ near: dot })(unit(query), rows.map(unit), …: { near: dot } -> { }',
    ],
    'it changes what is the same for all that is compared': [
      "'pairs sorted, with the position where cosines are equal': s…: { sort: cosines => cosines .map((value, i) => ({ value, i })… -> { }",
    ],
    'only where two are exactly equal, and there sort or the first found says the same, or nothing is asked': [
      '.sort((a, b) => b.value - a.value || a.i - b.i): a -> b (2)',
      '.sort((a, b) => b.value - a.value || a.i - b.i): a.i - b.i -> (a.i)',
      '.sort((a, b) => b.value - a.value || a.i - b.i): a.i - b.i -> (b.i)',
      '.sort((a, b) => b.value - a.value || a.i - b.i): - -> + (2)',
      '.sort((a, b) => b.value - a.value || a.i - b.i): b -> a (2)',
    ],
  },
  'cosine-similarity': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const minded = (near) => (a, b) => length(a) * length(b) ===…: length(a) * length(b) -> $round(length(a) * length(b))',
    ],
    'no list that is added up is empty: it needs no number to begin with': [
      'const add = (values) => values.reduce((sum, value) => sum + …: values.reduce((sum, value) => sum + value, 0) -> values.reduce((sum, value) => sum + value)',
    ],
    'what loses its sign is squared, or goes into a function that is the same on both sides of 0': [
      'const [x, y, z] = [length(a), length(b), length(a.map((value…: value - b[i] -> $abs(value - b[i])',
    ],
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      [
        'for (let i = 0; i < a.length; i++) {: a -> b',
        'const dot = (a, b) => add(a.map((value, i) => value * b[i]))…: a -> b',
        'const dot = (a, b) => add(a.map((value, i) => value * b[i]))…: b -> a',
      ],
    'what is added keeps a length of 0 from dividing, and is too small to show elsewhere': [
      'const unit = (row) => row.map(value => value / (Math.hypot(.…: 1 -> 2',
      "'a little is added to the lengths': (a, b) => dot(a, b) / (l…: + -> -",
      "'a little is added to the lengths': (a, b) => dot(a, b) / (l…: 1e-9 -> 2e-9",
    ],
    'the order of the two, or of the results, says nothing: both sides do the same': [
      'const [left, right] = [tf.tensor1d(a), tf.tensor1d(b)];: [tf.tensor1d(a), tf.tensor1d(b)] -> [tf.tensor1d(b), tf.tensor1d(a)]',
    ],
  },
  'cosine-contrastive': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const cosine = (a, b) => dot(a, b) / Math.sqrt(dot(a, a) * d…: dot(a, a) * dot(b, b) -> $round(dot(a, a) * dot(b, b))',
      'sum += (product / Math.sqrt(leftSquares * rightSquares) - sa…: leftSquares * rightSquares -> $round(leftSquares * rightSquares)',
    ],
    'what loses its sign is squared, or goes into a function that is the same on both sides of 0': [
      'const errors = left.map((row, i) => (cosine(row, right[i]) -…: cosine(row, right[i]) - same[i] -> $abs(cosine(row, right[i]) - same[i])',
      'sum += (product / Math.sqrt(leftSquares * rightSquares) - sa…: product / Math.sqrt(leftSquares * rightSquares) - same[i] -> $abs(product / Math.sqrt(leftSquares * rightSquares) - same[…',
      'const squared = (near, same) => (near - same) ** 2;: near - same -> $abs(near - same)',
    ],
    'no list that is added up is empty: it needs no number to begin with': [
      'return errors.reduce((sum, error) => sum + error, 0) / error…: errors.reduce((sum, error) => sum + error, 0) -> errors.reduce((sum, error) => sum + error)',
      'const add = (values) => values.reduce((sum, value) => sum + …: values.reduce((sum, value) => sum + value, 0) -> values.reduce((sum, value) => sum + value)',
    ],
    'tidying up does not change the result': [
      'const tidied = (compute) => (...args) => tf.tidy(() => compu…: (...args) => tf.tidy(() => compute(...args)) -> compute',
    ],
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      [
        'for (let i = 0; i < left.length; i++) {: left -> right',
        'for (let i = 0; i < left.length; i++) {: left -> same',
        'for (let k = 0; k < left[i].length; k++) {: left -> right',
        'for (let k = 0; k < left[i].length; k++) {: left[i] -> left[0]',
        'for (let k = 0; k < left[i].length; k++) {: left[i] -> left.at(-1)',
        'return sum / left.length;: left -> right',
        'return sum / left.length;: left -> same',
      ],
    'a step or an argument that this answer has no use for, or whose other form is the same formula': [
      'return tf.losses.meanSquaredError(tf.tensor1d(same), cosines…: tf.losses.meanSquaredError(tf.tensor1d(same), cosines) -> tf.losses.meanSquaredError(cosines, tf.tensor1d(same))',
    ],
    'the order of the two, or of the results, says nothing: both sides do the same': [
      '"the lesson\'s loss": (left, right, same) => cosineMseLoss(tf…: cosineMseLoss(tf.tensor2d(left), tf.tensor2d(right), same) -> cosineMseLoss(tf.tensor2d(right), tf.tensor2d(left), same)',
      'const contrastive = (near, error = squared, total = mean) =>…: error(near(row, right[i]), same[i]) -> error(same[i], near(row, right[i]))',
      "'a promise of a number': async (left, right, same) => contra…: contrastive(cosine)(left, right, same) -> contrastive(cosine)(right, left, same)",
    ],
  },
  'info-nce': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const largest = Math.max(...logits);: Math.max(...logits) -> $round(Math.max(...logits))',
      'const largest = Math.max(...values);: Math.max(...values) -> $round(Math.max(...values))',
    ],
    'no list that is added up is empty: it needs no number to begin with': [
      'return losses.reduce((sum, loss) => sum + loss, 0) / losses.…: losses.reduce((sum, loss) => sum + loss, 0) -> losses.reduce((sum, loss) => sum + loss)',
      'const add = (values) => values.reduce((sum, value) => sum + …: values.reduce((sum, value) => sum + value, 0) -> values.reduce((sum, value) => sum + value)',
    ],
    'this answer changes no step of what it is made of': [
      'const { logits, row, total } = {: { logits: scaledCosines, row: (s, i) => logSumExp(s) - s[i],… -> { logits: scaledCosines, total: mean, ...steps }',
    ],
    'what loses its sign is squared, or goes into a function that is the same on both sides of 0': [
      'return largest + Math.log(add(values.map(value => Math.exp(v…: largest + Math.log(add(values.map(value => Math.exp(value - … -> $abs(largest + Math.log(add(values.map(value => Math.exp(val…',
    ],
    'tidying up does not change the result': [
      'const tidied = (compute) => (...args) => tf.tidy(() => compu…: (...args) => tf.tidy(() => compute(...args)) -> compute',
      "'softmax cross-entropy of tensors': tidied((anchors, positiv…: anchors -> positives",
    ],
    'a step or an argument that this answer has no use for, or whose other form is the same formula': [
      'const { logits, row, total } = {: { logits: scaledCosines, row: (s, i) => logSumExp(s) - s[i],… -> { logits: scaledCosines, row: (s, i) => logSumExp(s) - s[i],… (2)',
      'return total(matrix.map((s, i) => row(s, i, matrix)));: row(s, i, matrix) -> row(s, i)',
      "'negatives only, and softplus': oneDirection({ row: (s, i) =…: oneDirection({ row: (s, i) => (s.length === 1 ? 0 : stableSo… -> oneDirection()",
      "'negatives only, and softplus': oneDirection({ row: (s, i) =…: { row: (s, i) => (s.length === 1 ? 0 : stableSoftplus(s, i))… -> { }",
      "'negatives only, and softplus': oneDirection({ row: (s, i) =…: s -> i",
      "'negatives only, and softplus': oneDirection({ row: (s, i) =…: s.length -> (s.length + 1)",
      "'negatives only, and softplus': oneDirection({ row: (s, i) =…: s.length === 1 -> false",
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      "'negatives only, and softplus': oneDirection({ row: (s, i) =…: 1 -> 0",
      'return tf.neg(tf.mean(tf.log(tf.sum(tf.mul(probabilities, tf…: 1 -> 0',
    ],
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      ['return tf.neg(tf.mean(tf.log(tf.sum(tf.mul(probabilities, tf…: anchors -> positives'],
  },
  'symmetric-info-nce': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const largest = Math.max(...logits);: Math.max(...logits) -> $round(Math.max(...logits))',
      'const largest = Math.max(...values);: Math.max(...values) -> $round(Math.max(...values))',
    ],
    'no list that is added up is empty: it needs no number to begin with': [
      'return losses.reduce((sum, loss) => sum + loss, 0) / losses.…: losses.reduce((sum, loss) => sum + loss, 0) -> losses.reduce((sum, loss) => sum + loss)',
      'const add = (values) => values.reduce((sum, value) => sum + …: values.reduce((sum, value) => sum + value, 0) -> values.reduce((sum, value) => sum + value)',
    ],
    'this answer changes no step of what it is made of': [
      'const back = {: { ...steps, logits: (b, a, t) => transposed((steps.logits ??… -> { logits: (b, a, t) => transposed((steps.logits ?? scaledCos…',
      'const back = {: { ...steps, logits: (b, a, t) => transposed((steps.logits ??… -> { ...steps }',
      '...steps,: steps -> combine',
    ],
    'tidying up does not change the result': [
      'const tidied = (compute) => (...args) => tf.tidy(() => compu…: (...args) => tf.tidy(() => compute(...args)) -> compute',
    ],
    'a step or an argument that this answer has no use for, or whose other form is the same formula': [
      'logits: (b, a, t) => transposed((steps.logits ?? scaledCosin…: steps -> combine',
      'const there = oneDirection(steps)(left, right, temperature);: oneDirection(steps) -> oneDirection()',
      'const there = oneDirection(steps)(left, right, temperature);: steps -> combine',
      "if (typeof there !== 'number'): if (typeof there !== 'number') return there; -> ;",
      "if (typeof there !== 'number'): typeof there !== 'number' -> false",
      'return combine(there, oneDirection(back)(right, left, temper…: combine(there, oneDirection(back)(right, left, temperature)) -> combine(oneDirection(back)(right, left, temperature), there)',
      'return combine(there, oneDirection(back)(right, left, temper…: oneDirection(back) -> oneDirection()',
      'const { logits, row, total } = {: { logits: scaledCosines, row: (s, i) => logSumExp(s) - s[i],… -> { logits: scaledCosines, row: (s, i) => logSumExp(s) - s[i],… (2)',
      'return total(matrix.map((s, i) => row(s, i, matrix)));: row(s, i, matrix) -> row(s, i)',
    ],
    'the order of the two, or of the results, says nothing: both sides do the same': [
      'const matrix = logits(anchors, positives, temperature);: logits(anchors, positives, temperature) -> logits(positives, anchors, temperature)',
      'const tensorLogits = (anchors, positives, temperature) => tf…: tf.matMul(unitTensor(anchors), unitTensor(positives), false,… -> tf.matMul(unitTensor(positives), unitTensor(anchors), false,…',
      'const logits = tensorLogits(left, right, temperature);: tensorLogits(left, right, temperature) -> tensorLogits(right, left, temperature)',
      'const logits = scaledCosines(left, right, temperature);: scaledCosines(left, right, temperature) -> scaledCosines(right, left, temperature)',
      'return mean([logits, transposed(logits)].flatMap(m => m.map(…: [logits, transposed(logits)] -> [transposed(logits), logits]',
      '"the lesson\'s loss": (left, right, temperature) => clipLoss(…: clipLoss(tf.tensor2d(left), tf.tensor2d(right), { temperatur… -> clipLoss(tf.tensor2d(right), tf.tensor2d(left), { temperatur…',
    ],
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      [
        'const toRight = tf.losses.softmaxCrossEntropy(tf.eye(left.le…: left -> right',
        'const toLeft = tf.losses.softmaxCrossEntropy(tf.eye(left.len…: left -> right',
      ],
  },
  'triplet-gradient': {
    'what loses its sign is squared, or goes into a function that is the same on both sides of 0': [
      'const loss = Math.cos(anchor - negative) - Math.cos(anchor -…: anchor - negative -> $abs(anchor - negative)',
      'const loss = Math.cos(anchor - negative) - Math.cos(anchor -…: anchor - positive -> $abs(anchor - positive)',
      'd: (x, y) => 1 - Math.cos(x - y),: x - y -> $abs(x - y)',
      'const loss = ([a, p, n, margin]) => Math.max(0, Math.cos(a -…: a - n -> $abs(a - n)',
      'const loss = ([a, p, n, margin]) => Math.max(0, Math.cos(a -…: a - p -> $abs(a - p)',
    ],
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const loss = Math.cos(anchor - negative) - Math.cos(anchor -…: anchor - positive -> $round(anchor - positive)',
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: (moved(i, 1e-5) - moved(i, -1e-5)) / 1e-9 -> $round((moved(i, 1e-5) - moved(i, -1e-5)) / 1e-9)',
    ],
    'tidying up does not change the result': [
      'const tidied = (compute) => (...args) => tf.tidy(() => compu…: (...args) => tf.tidy(() => compute(...args)) -> compute',
    ],
    'only where two are exactly equal, and there sort or the first found says the same, or nothing is asked': [
      'if (loss <= 0): <= -> <',
      'loses: (toPositive, toNegative, by) => toPositive - toNegati…: > -> >=',
    ],
    'a step or an argument that this answer has no use for, or whose other form is the same formula': [
      'const { d, loses, slopes, sign } = {: { d: (x, y) => 1 - Math.cos(x - y), loses: (toPositive, toNe… -> { d: (x, y) => 1 - Math.cos(x - y), loses: (toPositive, toNe… (3)',
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'd: (x, y) => 1 - Math.cos(x - y),: 1 -> 2',
      'd: (x, y) => 1 - Math.cos(x - y),: 1 -> 0',
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: 1e-5 -> 0',
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: 1e-5 -> 0.00002',
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: 1e-5 -> 0 (2)',
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: 1e-5 -> 0.00002 (2)',
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: 1e-9 -> 2e-9',
    ],
    'a difference to one side only, or over another step, has the same sign': [
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: Math.round((moved(i, 1e-5) - moved(i, -1e-5)) / 1e-9) -> ((moved(i, 1e-5) - moved(i, -1e-5)) / 1e-9)',
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: moved(i, 1e-5) -> moved(1e-5)',
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: moved(i, 1e-5) -> moved(1e-5, i)',
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: moved(i, -1e-5) -> moved(-1e-5)',
      'return [0, 1, 2].map(i => Math.sign(Math.round((moved(i, 1e-…: moved(i, -1e-5) -> moved(-1e-5, i)',
    ],
    'the order of the two, or of the results, says nothing: both sides do the same': [
      'const point = (angle) => tf.reshape(tf.stack([tf.cos(angle),…: [tf.cos(angle), tf.sin(angle)] -> [tf.sin(angle), tf.cos(angle)]',
    ],
  },
  'choose-temperature': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const largest = Math.max(...values);: Math.max(...values) -> $round(Math.max(...values))',
    ],
    'no list that is added up is empty: it needs no number to begin with': [
      'const add = (values) => values.reduce((sum, value) => sum + …: values.reduce((sum, value) => sum + value, 0) -> values.reduce((sum, value) => sum + value)',
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'let low = 1e-6;: 1e-6 -> 0.000002',
      'let high = 1e6;: 1e6 -> 1000001',
      'let high = 1e6;: 1e6 -> 999999',
      'let high = 1e6;: 1e6 -> 2000000',
      'for (let i = 0; i < 100; i++) {: 0 -> 1',
      'for (let i = 0; i < 100; i++) {: 0 -> (-1)',
      'for (let i = 0; i < 100; i++) {: 100 -> 101',
      'for (let i = 0; i < 100; i++) {: 100 -> 99',
      'for (let i = 0; i < 100; i++) {: 100 -> 200',
      'const halving = (shareAt, [lowest, highest] = [1e-6, 1e6], r…: 1e-6 -> 0.000002',
      'const halving = (shareAt, [lowest, highest] = [1e-6, 1e6], r…: 1e6 -> 1000001',
      'const halving = (shareAt, [lowest, highest] = [1e-6, 1e6], r…: 1e6 -> 999999',
      'const halving = (shareAt, [lowest, highest] = [1e-6, 1e6], r…: 1e6 -> 2000000',
      'let step = 1;: 1 -> 2',
      'step *= 2;: 2 -> 3',
      'step *= 2;: 2 -> 4',
      'let sharpness = 0;: 0 -> (-1)',
      'for (; step > 1e-9; step /= 2): 1e-9 -> 0',
      'for (; step > 1e-9; step /= 2): 1e-9 -> 2e-9',
    ],
    'only where two are exactly equal, and there sort or the first found says the same, or nothing is asked': [
      'for (let i = 0; i < 100; i++) {: < -> <=',
      'if (probabilityAt(middle) > probability): > -> >=',
      'if (shareAt(similarities, positive, middle) > asked): > -> >=',
      'while (at(step) < asked): < -> <=',
      'for (; step > 1e-9; step /= 2): > -> >=',
      'if (at(sharpness + step) < asked): < -> <=',
    ],
    'it changes what is the same for all that is compared': [
      'const middle = between(low, high);: between(low, high) -> between(high, low)',
    ],
  },
  'knn-accuracy': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const cosine = (a, b) => dot(a, b) / Math.sqrt(dot(a, a) * d…: Math.sqrt(dot(a, a) * dot(b, b)) -> $round(Math.sqrt(dot(a, a) * dot(b, b)))',
      'const unit = (rows) => rows.map(row => row.map(value => valu…: Math.hypot(...row) -> $round(Math.hypot(...row))',
    ],
    'a factor that is the same for all that is compared, or a power that keeps their order': [
      'const cosine = (a, b) => dot(a, b) / Math.sqrt(dot(a, a) * d…: dot(a, a) * dot(b, b) -> (dot(b, b))',
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'votes.set(label, (votes.get(label) ?? 0) + 1);: 0 -> 1',
      'votes.set(label, (votes.get(label) ?? 0) + 1);: 0 -> (-1)',
      'votes.set(label, (votes.get(label) ?? 0) + 1);: 1 -> 2',
      '}, labels[0]);: 0 -> 1',
      '}, labels[0]);: 0 -> (-1)',
      'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: 0 -> 1',
      'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: 0 -> (-1)',
    ],
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      [
        'return right.length / test.length;: test -> testLabels',
        'const nearest = train.map((_, j) => j).sort((a, b) => nearne…: train -> trainLabels',
        'return share(right, test.length);: test -> testLabels',
      ],
    'it changes what is the same for all that is compared': [
      'const mostFrequent = (labels) => labels.reduce((best, label)…: labels.reduce((best, label) => { const count = (of) => label… -> labels.reduce((best, label) => { const count = (of) => label…',
    ],
    'the order of the two, or of the results, says nothing: both sides do the same': [
      'const count = (of) => labels.filter(other => other === of).l…: labels.filter(other => other === of).length -> (labels.filter(other => other === of).length - 1)',
      'const count = (of) => labels.filter(other => other === of).l…: labels.filter(other => other === of).length -> (labels.filter(other => other === of).length + 1)',
    ],
    'only where two are exactly equal, and there sort or the first found says the same, or nothing is asked': [
      'return count(label) > count(best) ? label : best;: > -> >=',
    ],
  },
  'choose-metric': {
    'what loses its sign is squared, or goes into a function that is the same on both sides of 0': [
      'const far = (a, b) => Math.hypot(...a.map((value, i) => valu…: value - b[i] -> $abs(value - b[i])',
      'const minus = (a, b) => a.map((value, i) => value - b[i]);: value - b[i] -> $abs(value - b[i])',
    ],
    'a difference that is turned round has the same length': [
      'const near = (a, b) => -length(minus(a, b));: minus(a, b) -> minus(b, a)',
    ],
    'a factor that is the same for all that is compared, or a power that keeps their order': [
      'const cosine = (a, b) => dot(a, b) / (length(a) * length(b))…: length(a) * length(b) -> (length(b))',
    ],
    'it changes what is the same for all that is compared': [
      'const hits = all => labels.filter((label, i) => labels[neare…: labels.filter((label, i) => labels[nearest(all, i)] === labe… -> (labels.filter((label, i) => labels[nearest(all, i)] === lab…',
      'const hits = all => labels.filter((label, i) => labels[neare…: labels.filter((label, i) => labels[nearest(all, i)] === labe… -> (labels.filter((label, i) => labels[nearest(all, i)] === lab… (2)',
    ],
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      [
        'const order = [...rows.keys()].filter(j => withSelf || j !==…: rows -> labels',
        'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: a -> b',
        'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: b -> a',
        'for (let i = 0; i < rows.length; i++) {: rows -> labels',
        'for (let j = 0; j < rows.length; j++) {: rows -> labels',
      ],
    'only where two are exactly equal, and there sort or the first found says the same, or nothing is asked': [
      '.reduce((best, j) => (far(all[i], all[j]) < far(all[i], all[…: < -> <=',
      "return hits(rows.map(unit)) > hits(rows) ? 'cosine' : 'eucli…: > -> >=",
      'const choice = (first, second, withSelf = false) => (rows, l…: > -> >=',
      'if (j !== i && (best < 0 || near(set[i], set[j]) > near(set[…: > -> >=',
      "return lead > 0 ? 'cosine' : 'euclidean';: > -> >=",
    ],
    'a step or an argument that this answer has no use for, or whose other form is the same formula': [
      'const choice = (first, second, withSelf = false) => (rows, l…: countHits(rows, labels, first, withSelf) -> countHits(rows, labels, first)',
      'const choice = (first, second, withSelf = false) => (rows, l…: countHits(rows, labels, second, withSelf) -> countHits(rows, labels, second)',
      'const countHits = (rows, labels, nearness, withSelf = false)…: false -> true',
      'const countHits = (rows, labels, nearness, withSelf = false)…: rows.filter((row, i) => { const order = [...rows.keys()].fil… -> (rows.filter((row, i) => { const order = [...rows.keys()].fi…',
      'const countHits = (rows, labels, nearness, withSelf = false)…: rows.filter((row, i) => { const order = [...rows.keys()].fil… -> (rows.filter((row, i) => { const order = [...rows.keys()].fi… (2)',
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'let lead = 0;: 0 -> 1',
      'let best = -1;: 1 -> 2',
      'for (let j = 0; j < rows.length; j++) {: 0 -> (-1)',
      "return lead > 0 ? 'cosine' : 'euclidean';: 0 -> (-1)",
    ],
    'the order of the two, or of the results, says nothing: both sides do the same': [
      'for (const [set, weight] of [: [ [units, 1], [rows, -1], ] -> [[rows, -1], [units, 1]]',
    ],
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const unit = row => row.map(value => value / Math.hypot(...r…: Math.hypot(...row) -> $round(Math.hypot(...row))',
    ],
    'a distance is as long from either end': [
      '.reduce((best, j) => (far(all[i], all[j]) < far(all[i], all[…: far(all[i], all[j]) -> far(all[j], all[i])',
      '.reduce((best, j) => (far(all[i], all[j]) < far(all[i], all[…: far(all[i], all[best]) -> far(all[best], all[i])',
    ],
  },
  'read-a-trap': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'return Math.sqrt(mean(p => Math.hypot(...p.map((x, c) => x -…: x - middle[c] -> $round(x - middle[c])',
      'const minus = (a, b) => a.map((value, i) => value - b[i]);: value - b[i] -> $round(value - b[i])',
      'if (ratio > best.ratio * (1 + 1e-12)): best.ratio * (1 + 1e-12) -> $round(best.ratio * (1 + 1e-12))',
    ],
    'what loses its sign is squared, or goes into a function that is the same on both sides of 0': [
      'return Math.sqrt(mean(p => Math.hypot(...p.map((x, c) => x -…: x - middle[c] -> $abs(x - middle[c])',
      'const minus = (a, b) => a.map((value, i) => value - b[i]);: value - b[i] -> $abs(value - b[i])',
    ],
    'a difference that is turned round has the same length': [
      'const spread = (rows, middle = meanOf(rows)) => Math.sqrt(ro…: minus(row, middle) -> minus(middle, row)',
    ],
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      [
        'const middle = points[0].map((_, c) => mean(p => p[c]));: 0 -> 1',
        'const meanOf = (rows) => rows[0].map((_, i) => rows.reduce((…: 0 -> 1',
        'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: a -> b',
        'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: b -> a',
      ],
    'a factor that is the same for all that is compared, or a power that keeps their order': [
      'return Math.sqrt(mean(p => Math.hypot(...p.map((x, c) => x -…: Math.sqrt(mean(p => Math.hypot(...p.map((x, c) => x - middle… -> (mean(p => Math.hypot(...p.map((x, c) => x - middle[c])) ** …',
      'const spread = (rows, middle = meanOf(rows)) => Math.sqrt(ro…: Math.sqrt(rows.reduce((sum, row) => sum + length(minus(row, … -> (rows.reduce((sum, row) => sum + length(minus(row, middle)) …',
      'const spread = (rows, middle = meanOf(rows)) => Math.sqrt(ro…: rows.reduce((sum, row) => sum + length(minus(row, middle)) *… -> (rows.reduce((sum, row) => sum + length(minus(row, middle)) …',
      'const spread = (rows, middle = meanOf(rows)) => Math.sqrt(ro…: / -> *',
      'const spread = (rows, middle = meanOf(rows)) => Math.sqrt(ro…: rows -> middle (3)',
      'const spread = (rows, middle = meanOf(rows)) => Math.sqrt(ro…: rows.length -> (rows.length - 1)',
      'const spread = (rows, middle = meanOf(rows)) => Math.sqrt(ro…: rows.length -> (rows.length + 1)',
      'const ratio = (spread(pick(layout, labels, label)) / spread(…: (spread(pick(layout, labels, label)) / spread(pick(rows, lab… -> ((spread(pick(layout, labels, label)) / spread(pick(rows, la…',
      'const ratio = (spread(pick(layout, labels, label)) / spread(…: ** -> *',
      'const ratio = (spread(pick(layout, labels, label)) / spread(…: 2 -> 3',
      'const ratio = (spread(pick(layout, labels, label)) / spread(…: 2 -> 1',
      'const ratio = (spread(pick(layout, labels, label)) / spread(…: 2 -> 4',
    ],
    'only where two are exactly equal, and there sort or the first found says the same, or nothing is asked': [
      'return labels.reduce((best, label) => (blown(label) > blown(…: > -> >=',
      'const bestLabel = (labels, score) => [...new Set(labels)].re…: > -> >=',
      'if (ratio > best.ratio * (1 + 1e-12)): > -> >=',
    ],
    'it changes what is the same for all that is compared': [
      'let best = { label: Number.NaN, ratio: -1 };: { label: Number.NaN, ratio: -1 } -> { ratio: -1 }',
      'if (ratio > best.ratio * (1 + 1e-12)): best.ratio * (1 + 1e-12) -> (best.ratio)',
      'if (ratio > best.ratio * (1 + 1e-12)): * -> /',
      'if (ratio > best.ratio * (1 + 1e-12)): 1 + 1e-12 -> (1)',
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'let best = { label: Number.NaN, ratio: -1 };: 1 -> 2',
      'let best = { label: Number.NaN, ratio: -1 };: 1 -> 0',
      'if (ratio > best.ratio * (1 + 1e-12)): + -> -',
      'if (ratio > best.ratio * (1 + 1e-12)): 1e-12 -> 0',
      'if (ratio > best.ratio * (1 + 1e-12)): 1e-12 -> 2e-12',
    ],
  },
  'recall-at-k': {
    'no list that is added up is empty: it needs no number to begin with': [
      'const scored = (score, total = (values) => values.reduce((su…: values.reduce((sum, value) => sum + value, 0) -> values.reduce((sum, value) => sum + value)',
    ],
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      [
        'return lucky.length / ranked.length;: ranked -> relevant',
        'for (let i = 0; i < ranked.length; i++) {: ranked -> relevant',
        'return count / ranked.length;: ranked -> relevant',
      ],
  },
  'wrong-cluster': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const far = points.map(([x, y]) => Math.hypot(x - points[i][…: x - points[i][0] -> $round(x - points[i][0])',
      'const far = points.map(([x, y]) => Math.hypot(x - points[i][…: y - points[i][1] -> $round(y - points[i][1])',
      'const minus = (a, b) => a.map((value, i) => value - b[i]);: value - b[i] -> $round(value - b[i])',
      'const others = points.map(([u, v], j) => [(u - x) ** 2 + (v …: u - x -> $round(u - x)',
      'const others = points.map(([u, v], j) => [(u - x) ** 2 + (v …: (v - y) ** 2 -> $round((v - y) ** 2)',
      'const others = points.map(([u, v], j) => [(u - x) ** 2 + (v …: v - y -> $round(v - y)',
      'others.sort(([a], [b]) => a - b);: a - b -> $round(a - b)',
    ],
    'what loses its sign is squared, or goes into a function that is the same on both sides of 0': [
      'const far = points.map(([x, y]) => Math.hypot(x - points[i][…: x - points[i][0] -> $abs(x - points[i][0])',
      'const far = points.map(([x, y]) => Math.hypot(x - points[i][…: y - points[i][1] -> $abs(y - points[i][1])',
      'const minus = (a, b) => a.map((value, i) => value - b[i]);: value - b[i] -> $abs(value - b[i])',
      'const others = points.map(([u, v], j) => [(u - x) ** 2 + (v …: u - x -> $abs(u - x)',
      'const others = points.map(([u, v], j) => [(u - x) ** 2 + (v …: v - y -> $abs(v - y)',
    ],
    'a difference that is turned round has the same length': [
      'const near = (a, b) => -length(minus(a, b));: minus(a, b) -> minus(b, a)',
    ],
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      [
        'return points.map((_, i) => i).filter(i => {: points -> labels',
        'const strangers = ({ withSelf = false, share = (foreign, k) …: points -> labels',
        'const order = [...points.keys()].filter(j => withSelf || j !…: points -> labels',
        'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: a -> b',
        'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: b -> a',
      ],
    'it changes what is the same for all that is compared': [
      'const length = (a) => Math.sqrt(dot(a, a));: Math.sqrt(dot(a, a)) -> (dot(a, a))',
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: 0 -> 1',
    ],
    'the order of the two, or of the results, says nothing: both sides do the same': [
      'found.unshift(i);: unshift -> push',
    ],
  },
  'reciprocal-rank-fusion': {
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'ranking.forEach((id, i) => sums.set(id, (sums.get(id) ?? 0) …: 0 -> 1',
      'ranking.forEach((id, i) => sums.set(id, (sums.get(id) ?? 0) …: 0 -> (-1)',
      'const sum = (values) => values.reduce((total, value) => tota…: 0 -> 1',
      'const sum = (values) => values.reduce((total, value) => tota…: 0 -> (-1)',
      'scores.set(ranking[i], (scores.get(ranking[i]) ?? 0) + 1 / (…: 0 -> 1',
      'scores.set(ranking[i], (scores.get(ranking[i]) ?? 0) + 1 / (…: 0 -> (-1)',
    ],
    'a factor that is the same for all that is compared, or a power that keeps their order': [
      'ranking.forEach((id, i) => sums.set(id, (sums.get(id) ?? 0) …: 1 -> 2',
      'worth: (place) => 1 / (k + place),: 1 -> 2',
      'scores.set(ranking[i], (scores.get(ranking[i]) ?? 0) + 1 / (…: 1 -> 2',
    ],
    'a step or an argument that this answer has no use for, or whose other form is the same formula': [
      'const { worth, absent, score, ids, take } = {: { worth: (place) => 1 / (k + place), absent: () => 0, score:… -> { worth: (place) => 1 / (k + place), absent: () => 0, score:… (3)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: worth(list.indexOf(id) + 1, k, list.length) -> worth(list.indexOf(id) + 1, list.length)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: worth(list.indexOf(id) + 1, k, list.length) -> worth(list.indexOf(id) + 1, k)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: worth(list.indexOf(id) + 1, k, list.length) -> worth(list.indexOf(id) + 1, list.length, k)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: k -> rankings',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: list -> id (3)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: list.length -> (list.length - 1)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: list.length -> (list.length + 1)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: absent(k, list.length) -> absent(list.length)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: absent(k, list.length) -> absent(k)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: absent(k, list.length) -> absent(list.length, k)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: k -> rankings (2)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: list -> id (4)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: list.length -> (list.length - 1) (2)',
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: list.length -> (list.length + 1) (2)',
      'return take([...all].sort((a, b) => scores.get(b) - scores.g…: take([...all].sort((a, b) => scores.get(b) - scores.get(a)),… -> take([...all].sort((a, b) => scores.get(b) - scores.get(a)),…',
      'return take([...all].sort((a, b) => scores.get(b) - scores.g…: take([...all].sort((a, b) => scores.get(b) - scores.get(a)),… -> take([...all].sort((a, b) => scores.get(b) - scores.get(a)),… (2)',
      'return take([...all].sort((a, b) => scores.get(b) - scores.g…: take([...all].sort((a, b) => scores.get(b) - scores.get(a)),… -> take([...all].sort((a, b) => scores.get(b) - scores.get(a)),… (3)',
      'return take([...all].sort((a, b) => scores.get(b) - scores.g…: k -> rankings',
    ],
    'each id stands once in a list: its first place is its last': [
      'const shareOf = (list, id) => list.includes(id) ? worth(list…: indexOf -> lastIndexOf',
    ],
    'no list that is added up is empty: it needs no number to begin with': [
      'const sum = (values) => values.reduce((total, value) => tota…: values.reduce((total, value) => total + value, 0) -> values.reduce((total, value) => total + value)',
    ],
  },
  'rerank-hubs': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const nearest = queries.map(query => cosine(query, row)).sor…: b - a -> $round(b - a)',
      'const falling = (values) => [...values].sort((a, b) => b - a…: b - a -> $round(b - a)',
      'const meanOfLargest = (values) => mean([...values].sort((a, …: a - b -> $round(a - b)',
    ],
    'no list that is added up is empty: it needs no number to begin with': [
      'return nearest.reduce((sum, value) => sum + value, 0) / k;: nearest.reduce((sum, value) => sum + value, 0) -> nearest.reduce((sum, value) => sum + value)',
      'const sum = (values) => values.reduce((total, value) => tota…: values.reduce((total, value) => total + value, 0) -> values.reduce((total, value) => total + value)',
    ],
    'tidying up does not change the result': [
      'scores.dispose();: scores.dispose() -> scores',
      'scores.dispose();: scores.dispose(); -> ;',
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'return nearest.reduce((sum, value) => sum + value, 0) / k;: 0 -> 1',
      'return nearest.reduce((sum, value) => sum + value, 0) / k;: 0 -> (-1)',
    ],
    'a step or an argument that this answer has no use for, or whose other form is the same formula': [
      'const { near, hubness, score, result } = {: { near: cosine, hubness: (row) => mean(falling(queries.map(q… -> { near: cosine, hubness: (row) => mean(falling(queries.map(q… (3)',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: hubness(row, queries, gallery, k) -> hubness(row, gallery, k)',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: hubness(row, queries, gallery, k) -> hubness(row, queries, k)',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: hubness(row, queries, gallery, k) -> hubness(row, gallery, queries, k)',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: hubness(row, queries, gallery, k) -> hubness(row, queries, gallery)',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: hubness(row, queries, gallery, k) -> hubness(row, queries, k, gallery)',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: queries -> gallery',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: queries -> k',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: gallery -> queries (2)',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: gallery -> k (2)',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: k -> queries',
      'const hubs = gallery.map(row => hubness(row, queries, galler…: k -> gallery',
    ],
    'it changes what is the same for all that is compared': [
      'const scores = row.map((value, j) => 2 * value - own - meanO…: 2 * value - own -> (2 * value)',
      'const scores = row.map((value, j) => 2 * value - own - meanO…: - -> +',
    ],
  },
  'vector-arithmetic': {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const total = (positions, column) => positions.reduce((sum, …: sum + units[i][column] -> $round(sum + units[i][column])',
      'const unit = (row) => row.map(value => value / Math.sqrt(dot…: value / Math.sqrt(dot(row, row)) -> $round(value / Math.sqrt(dot(row, row)))',
      'const unit = (row) => row.map(value => value / Math.sqrt(dot…: Math.sqrt(dot(row, row)) -> $round(Math.sqrt(dot(row, row)))',
      'const plusRow = (a, b) => a.map((value, i) => value + b[i]);: value + b[i] -> $round(value + b[i])',
    ],
    'no list that is added up is empty: it needs no number to begin with': [
      'const sum = (values) => values.reduce((total, value) => tota…: values.reduce((total, value) => total + value, 0) -> values.reduce((total, value) => total + value)',
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'const total = (positions, column) => positions.reduce((sum, …: 0 -> 1',
      'const total = (positions, column) => positions.reduce((sum, …: 0 -> (-1)',
      'const near = (row) => row.reduce((sum, value, i) => sum + va…: 0 -> 1',
      'const near = (row) => row.reduce((sum, value, i) => sum + va…: 0 -> (-1)',
      'const wanted = query(pick(plus), pick(minus), gallery[0].map…: 0 -> 1 (2)',
      'const sum = (values) => values.reduce((total, value) => tota…: + -> -',
      'const scores = units.map((row, i) => (plus.includes(i) || mi…: 2 -> 3',
      'const scores = units.map((row, i) => (plus.includes(i) || mi…: 2 -> 1',
      'const scores = units.map((row, i) => (plus.includes(i) || mi…: 2 -> 4',
    ],
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      [
        'const query = units[0].map((_, column) => total(plus, column…: 0 -> 1',
        'const wanted = query(pick(plus), pick(minus), gallery[0].map…: 0 -> 1',
        'const query = unit(units[0].map((_, column) => mean(signed.m…: 0 -> 1',
      ],
    'a step or an argument that this answer has no use for, or whose other form is the same formula': [
      'const { part, query, near, leftOut, take } = {: { part: unit, query: (more, less, zeros) => minusRow(added(m… -> { part: unit, query: (more, less, zeros) => minusRow(added(m… (4)',
      'return take(ranked(cosines).filter(i => !out.includes(i)), k…: take(ranked(cosines).filter(i => !out.includes(i)), k, cosin… -> take(ranked(cosines).filter(i => !out.includes(i)), k)',
    ],
    'the order of the two, or of the results, says nothing: both sides do the same': [
      'leftOut: (more, less) => [...more, ...less],: [...more, ...less] -> [...less, ...more]',
      'const out = leftOut(plus, minus);: leftOut(plus, minus) -> leftOut(minus, plus)',
      '.filter(i => ![...plus, ...minus].includes(i)): [...plus, ...minus] -> [...minus, ...plus]',
      'const signed = [...plus.map(i => units[i]), ...minus.map(i =…: [...plus.map(i => units[i]), ...minus.map(i => units[i].map(… -> [...minus.map(i => units[i].map(value => -value)), ...plus.m…',
    ],
    'it changes what is the same for all that is compared': [
      'const wanted = query(pick(plus), pick(minus), gallery[0].map…: gallery[0].map(() => 0) -> gallery[0]',
      'const wanted = query(pick(plus), pick(minus), gallery[0].map…: 0 -> (-1) (2)',
    ],
    'a factor that is the same for all that is compared, or a power that keeps their order': [
      'const cosine = (a, b) => dot(a, b) / Math.sqrt(dot(a, a) * d…: dot(a, a) * dot(b, b) -> (dot(b, b))',
      'const mean = (values) => sum(values) / values.length;: sum(values) / values.length -> (sum(values))',
      'const mean = (values) => sum(values) / values.length;: / -> *',
      'const mean = (values) => sum(values) / values.length;: values.length -> (values.length - 1)',
      'const mean = (values) => sum(values) / values.length;: values.length -> (values.length + 1)',
    ],
  },
  'pair-sampling': {
    'the order of the two, or of the results, says nothing: both sides do the same': [
      'const same = left.map((_, i) => (i % 2 === 0 ? 1 : 0));: i % 2 === 0 ? 1 : 0 -> i % 2 === 0 ? 0 : 1',
      'const same = left.map((_, i) => (i % 2 === 0 ? 1 : 0));: === -> !==',
      'const same = random.shuffle(Uint8Array.from({ length: count …: i < count / 2 ? 1 : 0 -> i < count / 2 ? 0 : 1',
    ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'const same = left.map((_, i) => (i % 2 === 0 ? 1 : 0));: 0 -> 1',
    ],
  },
  augment: {
    'as many steps lead one way as the other: the sign only turns the view about': [
      'const [x, y] = [(i % 28) - right, Math.floor(i / 28) - down]…: - -> +',
      'const [x, y] = [(i % 28) - right, Math.floor(i / 28) - down]…: - -> + (2)',
      'const moves = [-3, -2, -1, 0, 1, 2, 3];: [-3, -2, -1, 0, 1, 2, 3] -> [3, 2, 1, 0, -1, -2, -3]',
      'const across = Array.from({ length: 28 }, (_, y) => [...pape…: - -> +',
      '.slice(3 - down): - -> +',
    ],
    'a whole part is the same when the number is rounded a little first': [
      'const [x, y] = [(i % 28) - right, Math.floor(i / 28) - down]…: i / 28 -> $round(i / 28)',
    ],
    'another stream of the same seed is as good': [
      "const random = seededRandom(seed).fork('move');: seededRandom(seed).fork('move') -> seededRandom(seed).fork()",
      "const random = seededRandom(seed).fork('move');: seededRandom(seed).fork('move') -> seededRandom(seed)",
      "const random = seededRandom(seed).fork('move');: 'move' -> ''",
      "const random = seededRandom(seed).fork('move');: 'move' -> 'move?'",
    ],
    'a step from beyond the end of the list is NaN, which slice takes for 0: a move by 3, which may come more often than others':
      [
        'const [right, down] = [moves[random.integer(7)], moves[rando…: 7 -> 8',
        'const [right, down] = [moves[random.integer(7)], moves[rando…: 7 -> 14',
        'const [right, down] = [moves[random.integer(7)], moves[rando…: 7 -> 8 (2)',
        'const [right, down] = [moves[random.integer(7)], moves[rando…: 7 -> 14 (2)',
      ],
    'a typed array is spread like a list': [
      'const row = (y) => Array.from(picture.slice(28 * y, 28 * (y …: Array.from(picture.slice(28 * y, 28 * (y + 1))) -> (picture.slice(28 * y, 28 * (y + 1)))',
    ],
    'only the first 28 of a row, and the first 28 rows, are used': [
      'const across = Array.from({ length: 28 }, (_, y) => [...pape…: 3 -> 4 (2)',
      'const across = Array.from({ length: 28 }, (_, y) => [...pape…: 3 -> 6 (2)',
      'const rows = [...moves.slice(0, 3).map(() => paper(28)), ...…: [...moves.slice(0, 3).map(() => paper(28)), ...across, ...mo… -> [...moves.slice(4).map(() => paper(28)), ...across, ...moves…',
      'const rows = [...moves.slice(0, 3).map(() => paper(28)), ...…: moves.slice(4) -> moves.slice()',
      'const rows = [...moves.slice(0, 3).map(() => paper(28)), ...…: moves.slice(4) -> moves',
      'const rows = [...moves.slice(0, 3).map(() => paper(28)), ...…: 4 -> 3',
      'const rows = [...moves.slice(0, 3).map(() => paper(28)), ...…: 4 -> 0',
    ],
  },
  'project-by-hand': {
    'both are as long as each other, or the same rows: only how many there are is asked, or one row is multiplied by itself':
      [
        'const mean = rows[0].map((_, c) => rows.reduce((sum, row) =>…: rows -> axes',
        'const mean = rows[0].map((_, c) => rows.reduce((sum, row) =>…: 0 -> 1',
        'const meanOf = (rows) => rows[0].map((_, i) => rows.reduce((…: 0 -> 1',
      ],
    'a constant that is the same for all that is compared, or one of many that lead to the same result': [
      'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: 0 -> 1',
      'const dot = (a, b) => a.reduce((sum, value, i) => sum + valu…: 0 -> (-1)',
    ],
  },
  'share-interval': {
    'an argument that this answer has no use for': [
      'const { z, middle, under, whole, result } = {: { z: 1.96, middle: (share, n, s) => share + (s * s) / (2 * n… -> { z: 1.96, middle: (share, n, s) => share + (s * s) / (2 * n… (4)',
      'return result((centre - reach) / whole(of, z), (centre + rea…: result((centre - reach) / whole(of, z), (centre + reach) / w… -> result((centre - reach) / whole(of, z), (centre + reach) / w…',
      'return result((centre - reach) / whole(of, z), (centre + rea…: of -> hits (3)',
    ],
    'z squared to two decimals is within what is asked for': [
      'under: (share, n, s) => (share * (1 - share)) / n + (s * s) …: s * s -> $round(s * s)',
      'const square = 1.959964 ** 2 / of;: 1.959964 ** 2 -> $round(1.959964 ** 2)',
    ],
    'both ends of a bisection: a difference of no length, or one halving more or fewer': [
      'for (let i = 0; i < 60; i++) {: 0 -> 1',
      'for (let i = 0; i < 60; i++) {: 0 -> (-1)',
      'for (let i = 0; i < 60; i++) {: < -> <=',
      'for (let i = 0; i < 60; i++) {: 60 -> 61',
      'for (let i = 0; i < 60; i++) {: 60 -> 59',
      'for (let i = 0; i < 60; i++) {: 60 -> 120',
    ],
    'outside of 0 to 1 no share fits, so that the search begins where it would': [
      'return Float64Array.of(edge(0), edge(1));: 0 -> (-1)',
      'return Float64Array.of(edge(0), edge(1));: 1 -> 2',
    ],
    'a difference whose size is taken anyway': [
      'const fits = (p) => Math.abs(share - p) <= 1.96 * Math.sqrt(…: share - p -> $abs(share - p)',
      'const fits = (p) => Math.abs(share - p) <= 1.96 * Math.sqrt(…: <= -> <',
    ],
    'the square of 1.96 is 3.84 to two decimals, which moves an end by a ten-thousandth at most: to write that is right as well':
      ['const z = 1.96 ** 2 / of;: 1.96 ** 2 -> $round(1.96 ** 2)'],
  },
  'join-modality': {
    'the order of the two says nothing: it is a product': [
      'const logits = embeddings.map(row => bank.map(other => logit…: logit(row, other) -> logit(other, row)',
    ],
    'the rows of one list are all as wide, and there are as many things as partners': [
      'const mix = (amounts, rows) => rows[0].map((_, c) => dot(amo…: 0 -> 1',
      'return bank[i].map((x, c) => (rate / features.length) * (x -…: features -> bank',
      'const ofWeights = weights.map((_, f) => mixed(features.map((…: features -> bank',
      'const mixed = (amounts, rows) => rows[0].map((_, c) => dot(a…: 0 -> 1',
      'const right = tf.sum(tf.mul(tf.logSoftmax(logits), tf.eye(fe…: features -> bank',
      'return tf.div(tf.neg(right), features.length);: features -> bank',
      'for (let j = 0; j < bank.length; j++) {: bank -> features',
      'const force = (Number(i === j) - chances[j]) * (rate / featu…: features -> bank',
    ],
    'what is taken from all logits changes no probability, be it rounded': [
      'const powers = logits.map(logit => Math.exp(logit - Math.max…: Math.max(...logits) -> $round(Math.max(...logits))',
      'const largest = Math.max(...logits);: Math.max(...logits) -> $round(Math.max(...logits))',
    ],
    'a step or an argument that this answer has no use for, or whose other form is the same formula': [
      'const { embed, logit, chances, gradient, share, result } = {: { embed: (row) => row, logit: dot, chances: (rows) => rows.m… -> { embed: (row) => row, logit: dot, chances: (rows) => rows.m… (4)',
      'const gradients = chances(logits).map((row, i) => gradient(b…: gradient(bank[i], mixed(row, bank), embeddings[i]) -> gradient(bank[i], mixed(row, bank))',
      'const gradients = chances(logits).map((row, i) => gradient(b…: embeddings[i] -> embeddings[0]',
      'const gradients = chances(logits).map((row, i) => gradient(b…: embeddings[i] -> embeddings.at(-1)',
      'const gradients = chances(logits).map((row, i) => gradient(b…: i -> row (2)',
      'return result(weights, ofWeights, rate, embeddings);: result(weights, ofWeights, rate, embeddings) -> result(weights, ofWeights, rate)',
    ],
    'no list that is added up is empty: it needs no number to begin with': [
      'const sum = (values) => values.reduce((total, value) => tota…: values.reduce((total, value) => total + value, 0) -> values.reduce((total, value) => total + value)',
    ],
    'the gradient of several numbers is that of their sum': [
      'const right = tf.sum(tf.mul(tf.logSoftmax(logits), tf.eye(fe…: tf.sum(tf.mul(tf.logSoftmax(logits), tf.eye(features.length)… -> (tf.mul(tf.logSoftmax(logits), tf.eye(features.length)))',
    ],
  },
  'find-the-leak': {
    'the order of the fields, of the two that are compared, or of the positions says nothing': [
      "const fields = ['hash', 'source', heldOut];: ['hash', 'source', heldOut] -> [heldOut, 'source', 'hash']",
      'return [...test.keys()].filter(i => train.some(thing => give…: gives(thing, test[i]) -> gives(test[i], thing)',
      'const leaks = (item) => train.some(other => enough(fields(he…: agree(item[field], other[field]) -> agree(other[field], item[field])',
      "fields: heldOut => ['hash', 'source', heldOut],: ['hash', 'source', heldOut] -> [heldOut, 'source', 'hash']",
      'return Int16Array.from(found.reverse());: found.reverse() -> found',
      'found.push(i);: push -> unshift',
    ],
    "where the two are equal, either may be looked at: whether it is ''": [
      'const gives = (a, b) => fields.some(field => a[field] && a[f…: a -> b',
      "agree: (a, b) => a !== '' && a === b,: a -> b",
    ],
    'a step or an argument that this answer has no use for': [
      'const { fields, agree, enough, result } = { ...ALL, ...chang…: { ...ALL, ...changed } -> { ...ALL }',
      'return result([...test.keys()].filter(i => leaks(test[i])), …: result([...test.keys()].filter(i => leaks(test[i])), test) -> result([...test.keys()].filter(i => leaks(test[i])))',
      'return result([...test.keys()].filter(i => leaks(test[i])), …: test -> train (3)',
      'return result([...test.keys()].filter(i => leaks(test[i])), …: test -> heldOut (3)',
    ],
  },
  'split-by-source': {
    'the order of the positions says nothing': ['side.push(i);: push -> unshift'],
  },
  'mine-hard-negatives': {
    'only where two are exactly equal, and there sort or the first found says the same, or nothing is asked': [
      'const best = [...left].reduce((a, b) => (row[b] > row[a] ? b…: > -> >=',
    ],
  },
  quantise: {
    'of a row of zeros any scale gives zeros, and NaN is 0 in an Int8Array': [
      'const scale = Math.max(...row.map(Math.abs)) / 127 || 1;: 1 -> 2',
      'const steps = most > 0 ? 127 / most : 0;: most > 0 -> true',
      'const steps = most > 0 ? 127 / most : 0;: > -> >=',
      'const steps = most > 0 ? 127 / most : 0;: 0 -> (-1)',
      'const steps = most > 0 ? 127 / most : 0;: 0 -> 1 (2)',
      'const steps = most > 0 ? 127 / most : 0;: 0 -> (-1) (2)',
    ],
    'no size is below 0': ['let most = 0;: 0 -> (-1)'],
    'what is rounded to a whole number may be rounded to a hundredth first, but for what lies within that of a half': [
      'return { codes: row.map(value => Math.round(value / scale)),…: value / scale -> $round(value / scale)',
      'return { codes: Int8Array.from(row, value => Math.round(valu…: value * steps -> $round(value * steps)',
    ],
  },
  'search-report': {
    'the square of 1.96 is 3.84 to two decimals, which moves an end by a ten-thousandth at most: to write that is right as well':
      ['const square = 1.96 ** 2 / n;: 1.96 ** 2 -> $round(1.96 ** 2)'],
  },
  chunk: {
    'what is rounded was a whole number, or so long or so large that a hundredth does not show': [
      'const more = Math.max(0, Math.ceil((sentences.length - size)…: (sentences.length - size) / (size - overlap) -> $round((sentences.length - size) / (size - overlap))',
    ],
  },
  ndcg: {
    'both sums change their sign, or begin with the first place, which is divided by 1': [
      'const sum = (worths) => worths.slice(0, k).reduce((total, on…: + -> -',
      'const sum = (worths) => worths.slice(0, k).reduce((total, w,…: + -> -',
    ],
  },
};
