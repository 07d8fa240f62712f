// Decides the JSON tree of a rule of tnt-core (its JSON Schema: RULE_SCHEMA), in three values.
//
//   decide({ fact: "population_total", op: ">=", value: 3500 }, { population_total: 3400 })   // "no"
//   decide(tree, facts, scopes)        // scopes: { administration: tree, … }, when the tree names some
//   missing(tree, facts, scopes)       // the unknown facts that could still matter
//
// A fact that is absent, null or undefined is unknown. Days are ISO text, sets are arrays; a value of another type is a TypeError.

const COMPARE = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

const known = (value) => value !== undefined && value !== null

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key)

const read = (facts, name) => (has(facts, name) ? facts[name] : undefined)

const refuse = (leaf, value) => {
  throw new TypeError(`fact ${leaf.fact}: ${JSON.stringify(value)} does not suit the test ${JSON.stringify(leaf)}`)
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

// A value of the type of the constant that it is compared with; NaN is no number, and a day is written as the constant is.
function like(constant, leaf, value) {
  if (typeof value !== typeof constant || Number.isNaN(value)) refuse(leaf, value)
  if (DAY.test(constant) && !DAY.test(value)) refuse(leaf, value)
  return value
}

// Whether a known value meets a test.
function meets(leaf, value) {
  if (has(leaf, 'op')) {
    if (!has(COMPARE, leaf.op)) throw new TypeError(`not a rule: ${JSON.stringify(leaf)}`)
    return COMPARE[leaf.op](like(leaf.value, leaf, value), leaf.value)
  }
  if (has(leaf, 'in')) return leaf.in.includes(like(leaf.in[0], leaf, value))
  if (has(leaf, 'not_in')) return !leaf.not_in.includes(like(leaf.not_in[0], leaf, value))
  if (has(leaf, 'has')) return Array.isArray(value) ? value.includes(leaf.has) : refuse(leaf, value)
  return typeof value === 'boolean' ? value : refuse(leaf, value)
}

// Kleene's "and" (settles = false) and "or" (settles = true): null is unknown.
function join(nodes, settles, truth) {
  let answer = !settles
  for (const node of nodes) {
    const part = truth(node)
    if (part === settles) return settles
    if (part === null) answer = null
  }
  return answer
}

// true, false, or null for unknown.
function truthOf(node, facts, scopes) {
  const truth = (inner) => truthOf(inner, facts, scopes)
  if (has(node, 'fact')) {
    const value = read(facts, node.fact)
    return known(value) ? meets(node, value) : null
  }
  if (has(node, 'all')) return join(node.all, false, truth)
  if (has(node, 'any')) return join(node.any, true, truth)
  if (has(node, 'constant') && typeof node.constant === 'boolean') return node.constant
  if (has(node, 'not')) {
    const inner = truth(node.not)
    return inner === null ? null : !inner
  }
  if (has(node, 'scope') && has(scopes, node.scope)) return truth(scopes[node.scope])
  throw new TypeError(`not a rule: ${JSON.stringify(node)}`)
}

/** Answers "yes", "no" or "unknown". */
export function decide(node, facts, scopes = {}) {
  const truth = truthOf(node, facts, scopes)
  return truth === null ? 'unknown' : truth ? 'yes' : 'no'
}

/**
 * Gives the unknown facts that could still matter: those of the parts that are not settled. Never one too few; one too many where a
 * fact stands in several tests that settle each other, which only the Python engine looks into.
 */
export function missing(node, facts, scopes = {}) {
  if (truthOf(node, facts, scopes) !== null) return []
  if (has(node, 'fact')) return [node.fact]
  const inner = node.all ?? node.any ?? [node.not ?? scopes[node.scope]]
  return [...new Set(inner.flatMap((part) => missing(part, facts, scopes)))]
}
