import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** What is declared at the top of a file of lib, read from its text. */
export interface Declared {
  /** Its file, from lib/ on, and its name. */
  file: string;
  name: string;
  exported: boolean;
  node: ts.FunctionDeclaration | ts.ClassDeclaration | ts.VariableDeclaration;
  source: ts.SourceFile;
}

export const LIB = path.resolve(__dirname, '..', '..', 'lib');

const keyOf = ({ file, name }: Pick<Declared, 'file' | 'name'>) => `${file} ${name}`;
const isExported = (node: ts.Node) =>
  ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** All that is declared in lib, and what it refers to. */
export class Functions {
  private declared = new Map<string, Declared>();
  /** By file, for each name that it imports the file and the name there. */
  private imported = new Map<string, Map<string, Pick<Declared, 'file' | 'name'>>>();

  constructor() {
    for (const name of readdirSync(LIB, { recursive: true, encoding: 'utf8' })) {
      if (!/(?<!\.d|\.as)\.ts$/.test(name)) continue;
      this.add(name.split(path.sep).join('/'), readFileSync(path.join(LIB, name), 'utf8'));
    }
  }

  private add(file: string, text: string): void {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    const imports = new Map<string, Pick<Declared, 'file' | 'name'>>();
    this.imported.set(file, imports);
    const add = (node: Declared['node'], exported: boolean) => {
      if (!node.name || !ts.isIdentifier(node.name)) return;
      const one = { file, name: node.name.text, exported, node, source };
      this.declared.set(keyOf(one), one);
    };
    for (const statement of source.statements) {
      const exported = isExported(statement);
      if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) add(statement, exported);
      if (ts.isVariableStatement(statement))
        for (const one of statement.declarationList.declarations) add(one, exported);
      if (!ts.isImportDeclaration(statement) || statement.importClause?.isTypeOnly) continue;
      const from = (statement.moduleSpecifier as ts.StringLiteral).text;
      const named = statement.importClause?.namedBindings;
      if (!from.startsWith('.') || !named || !ts.isNamedImports(named)) continue;
      const target = path.posix.join(path.posix.dirname(file), from);
      const found = [`${target}.ts`, `${target}/index.ts`].find(name => existsSync(path.join(LIB, name)));
      for (const { name, propertyName } of named.elements) {
        if (found) imports.set(name.text, { file: found, name: (propertyName ?? name).text });
      }
    }
  }

  /** Functions that a notebook may import, those that are written as `const f = () => …` too. */
  exports(under = ''): Declared[] {
    return [...this.declared.values()].filter(
      ({ file, exported, node }) => exported && file.startsWith(under) && functionOf(node) !== undefined,
    );
  }

  /** The files that a file imports values of. */
  importsOf(file: string): Set<string> {
    return new Set([...(this.imported.get(file)?.values() ?? [])].map(one => one.file));
  }

  /**
   * What a declaration refers to, itself included, through however many others.
   * @param follow whether to go on from a declaration to another one
   */
  reach(from: Declared, follow: (from: Declared, to: Declared) => boolean = () => true): Declared[] {
    const found = new Map([[keyOf(from), from]]);
    for (const one of found.values()) {
      for (const name of identifiersIn(one.node)) {
        const to = this.declared.get(keyOf(this.imported.get(one.file)?.get(name) ?? { file: one.file, name }));
        if (to && follow(one, to)) found.set(keyOf(to), to);
      }
    }
    return [...found.values()];
  }
}

export function functionOf(node: Declared['node']): ts.SignatureDeclaration | undefined {
  if (ts.isFunctionDeclaration(node)) return node;
  const value = ts.isVariableDeclaration(node) ? node.initializer : undefined;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

function walk(node: ts.Node, see: (inner: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, child => walk(child, see));
}

function identifiersIn(node: ts.Node): Set<string> {
  const names = new Set<string>();
  walk(node, inner => {
    if (ts.isIdentifier(inner)) names.add(inner.text);
  });
  return names;
}

/** The methods that a declaration calls: `minimize` of `optimiser.minimize(…)`. What it calls of `Object` is left out. */
export function methodsCalledIn(node: ts.Node): Set<string> {
  const names = new Set<string>();
  walk(node, inner => {
    if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return;
    const { expression, name } = inner.expression;
    if (!(ts.isIdentifier(expression) && expression.text === 'Object')) names.add(name.text);
  });
  return names;
}
