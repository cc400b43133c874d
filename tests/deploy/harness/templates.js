// As much of Go's templates, and of what Helm adds to them, as deploy/helm uses; anything else is an error. Where `helm` itself is on the
// path, tests/helm.test.js compares the two.
//   action   = "if" pipeline | "else" | "with" pipeline | "range" pipeline | "define" string | "end" | comment | pipeline
//   pipeline = command { "|" command } ; command = operand { operand } ; operand = path | string | number | name | "(" pipeline ")"
import { stringify } from 'yaml';

const isTrue = value => (Array.isArray(value) ? value.length > 0 : typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value));
const indent = (count, text) => text.replace(/^/gm, ' '.repeat(count));
const quote = value => JSON.stringify(String(value));

const functions = {
  default: (standard, value) => (isTrue(value) ? value : standard),
  quote,
  nindent: (count, text) => `\n${indent(count, text)}`,
  toYaml: value => stringify(value).trimEnd(),
  trunc: (length, text) => text.slice(0, length),
  trimSuffix: (suffix, text) => (text.endsWith(suffix) ? text.slice(0, -suffix.length) : text),
  add: (...values) => values.reduce((sum, value) => sum + value, 0),
  mul: (...values) => values.reduce((product, value) => product * value, 1),
  eq: (a, b) => a === b,
  and: (...values) => values.find(value => !isTrue(value)) ?? values.at(-1),
  not: value => !isTrue(value),
  printf: (format, ...values) => format.replace(/%[sd]/g, () => String(values.shift())),
};

/** [{text} | {action}], the blanks gone that "{{-" and "-}}" take away. */
function* parts(source) {
  let trims = false;
  let at = 0;
  for (const match of source.matchAll(/\{\{(-?)\s*(\/\*[\s\S]*?\*\/|(?:"(?:[^"\\]|\\.)*"|[^"}])*?)\s*(-?)\}\}/g)) {
    let text = source.slice(at, match.index);
    if (trims) text = text.trimStart();
    if (match[1]) text = text.trimEnd();
    if (text) yield { text };
    yield { action: match[2] };
    [trims, at] = [Boolean(match[3]), match.index + match[0].length];
  }
  const rest = source.slice(at);
  if (rest.includes('{{')) throw new Error(`no end of {{ in ${rest.slice(0, 80)}`);
  yield { text: trims ? rest.trimStart() : rest };
}

/** A tree of {text}, {pipeline} and {kind, pipeline, body, otherwise}. */
function parse(source, defined) {
  const root = { body: [] };
  const open = [root];
  for (const { text, action } of parts(source)) {
    const block = open.at(-1);
    const body = block.otherwise ?? block.body;
    if (text !== undefined) body.push({ text });
    else if (action.startsWith('/*')) continue;
    else if (action === 'end') {
      open.pop();
      if (open.length === 0) throw new Error('an end too many');
    } else if (action === 'else') block.otherwise = [];
    else {
      const [, kind, rest] = /^(if|with|range|define)\b\s*([\s\S]*)$/.exec(action) ?? [];
      if (/^else\b/.test(action)) throw new Error(`{{ ${action} }} is not understood here`);
      if (kind === undefined) body.push({ pipeline: tokens(action) });
      else {
        const node = { kind, body: [], pipeline: kind === 'define' ? undefined : tokens(rest) };
        if (kind === 'define') defined.set(JSON.parse(rest), node.body);
        else body.push(node);
        open.push(node);
      }
    }
  }
  if (open.length !== 1) throw new Error('an end is missing');
  return root.body;
}

function tokens(text) {
  const found = text.match(/"(?:[^"\\]|\\.)*"|[()|]|[^\s()|"]+/g) ?? [];
  if (found.length === 0) throw new Error('an action is empty');
  return found;
}

class Rendering {
  constructor(defined) {
    this.defined = defined;
  }

  all(nodes, dot) {
    return nodes.map(node => this.one(node, dot)).join('');
  }

  one({ text, kind, pipeline, body, otherwise = [] }, dot) {
    if (text !== undefined) return text;
    const value = this.value([...pipeline], dot);
    if (kind === undefined) return String(value ?? '');
    if (!isTrue(value)) return this.all(otherwise, dot);
    if (kind === 'range') return value.map(each => this.all(body, each)).join('');
    return this.all(body, kind === 'with' ? value : dot);
  }

  value(rest, dot) {
    let [result, isFirst] = [undefined, true];
    for (;;) {
      const operands = [];
      while (rest.length > 0 && rest[0] !== '|' && rest[0] !== ')') operands.push(this.operand(rest, dot));
      if (!isFirst) operands.push(result);
      result = this.call(operands);
      isFirst = false;
      if (rest[0] !== '|') return result;
      rest.shift();
    }
  }

  call([head, ...values]) {
    if (typeof head === 'function') return head(...values);
    if (values.length > 0) throw new Error(`${head} is not a function`);
    return head;
  }

  operand(rest, dot) {
    const token = rest.shift();
    if (token === '(') {
      const value = this.value(rest, dot);
      if (rest.shift() !== ')') throw new Error('a ) is missing');
      return value;
    }
    if (token.startsWith('"')) return JSON.parse(token);
    if (/^\d+$/.test(token)) return Number(token);
    if (token.startsWith('.')) return token.split('.').filter(Boolean).reduce((value, name) => this.field(value, name, token), dot);
    if (token === 'include') return (name, value) => this.include(name, value);
    if (token in functions) return functions[token];
    throw new Error(`${token} is not understood here`);
  }

  field(value, name, path) {
    if (value === null || typeof value !== 'object' || !(name in value)) throw new Error(`there is no ${path}`);
    return value[name];
  }

  include(name, value) {
    if (!this.defined.has(name)) throw new Error(`nothing defines "${name}"`);
    return this.all(this.defined.get(name), value);
  }
}

/** @param files name -> source; those that begin with _ only define. @returns name -> text, without those that come to nothing */
export function render(files, top) {
  const defined = new Map();
  const named = (name, work) => {
    try {
      return work();
    } catch (error) {
      throw new Error(`${name}: ${error.message}`);
    }
  };
  const parsed = Object.entries(files).map(([name, source]) => [name, named(name, () => parse(source, defined))]);
  const rendering = new Rendering(defined);
  return Object.fromEntries(parsed.filter(([name]) => !name.startsWith('_'))
    .map(([name, nodes]) => [name, named(name, () => rendering.all(nodes, top))])
    .filter(([, text]) => text.trim() !== ''));
}
