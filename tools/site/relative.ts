import ts from 'typescript';

/**
 * The generator wants to know the folder that its site will be served from, and writes it into every page and script. It is told this one,
 * and afterwards each file is made to find the folder by itself: the site works wherever it is put.
 */
export const BASE = '/course-base/';

/** The name by which scripts know the folder, and how a page tells it: all pages are in the folder itself. */
const KNOWN_AS = 'courseBase';
export const TELL_BASE = `window.${KNOWN_AS}=new URL('./',location.href).pathname`;

/** A page, whose links may be told from its own place. */
export const relativePage = (html: string) => html.replaceAll(BASE, './');

/** A style sheet, whose links count from its own folder. `file` is its path in the site. */
export const relativeStyle = (css: string, file: string) =>
  css.replaceAll(BASE, '../'.repeat(file.split('/').length - 1) || './');

/**
 * A script: each text in it that names the folder is put together when it runs.
 * @throws Error where the folder is named in a place that no expression may take
 */
export function relativeScript(code: string, file: string): string {
  if (!code.includes(BASE)) return code;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) {
      if (code.slice(node.getStart(), node.end).includes(BASE)) found.push(demandExpression(node, file));
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  let made = code;
  for (const node of found.reverse()) {
    const text = code.slice(node.getStart(), node.end);
    made = `${made.slice(0, node.getStart())}(${text}.replaceAll(${JSON.stringify(BASE)},${KNOWN_AS}))${made.slice(node.end)}`;
  }
  return made;
}

function demandExpression(node: ts.Node, file: string): ts.Node {
  const { parent } = node;
  const isName = ts.isPropertyAssignment(parent) && parent.name === node;
  if (isName || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) {
    throw new Error(`${file} names ${BASE} where no expression may stand: ${parent.getText().slice(0, 80)}`);
  }
  return node;
}
