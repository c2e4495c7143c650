/** By which names an entry is passed over, whatever it holds. The words are printed, and count what they stand for. */
const RULES: readonly { words: string; names: RegExp }[] = [
  {
    words: 'left by macOS (__MACOSX, ._*, .DS_Store)',
    names:
      /^(__MACOSX|\._.*|\.DS_Store|\.localized|\.AppleDouble|\.Spotlight-V100|\.Trashes|\.fseventsd|\.TemporaryItems|Icon\r)$/s,
  },
  {
    words: 'left by Windows (Thumbs.db, desktop.ini)',
    names: /^(thumbs\.db|ehthumbs\.db|desktop\.ini|\$recycle\.bin|system volume information)$/i,
  },
  {
    words: 'kept by JupyterLab and editors (.ipynb_checkpoints, .vscode, .~*, ~$*)',
    names: /^(\.ipynb_checkpoints|\.virtual_documents|\.vscode|\.idea|__pycache__|~\$.*|\.~.*|\..*\.sw[op])$/s,
  },
  {
    words: 'packages and versions (node_modules, .git, .venv)',
    names: /^(node_modules|\.git|\.svn|\.hg|\.venv)$/,
  },
];

/** Files that no browser of files shows; a hidden notebook is one all the same, and so is what iCloud has not fetched. */
const HIDDEN = { words: 'hidden files (.*)', names: /^\.(?!.*ipynb|.*\.zip$|.*\.icloud$)/is };

/** Beside a notebook of the same student. */
export const BESIDE = 'other files beside a notebook';
export const EMPTY = 'empty folders beside other work';

/** The rule by which an entry of this name is passed over; undefined where there is none. */
export function ignoredBy(name: string, isFolder: boolean): string | undefined {
  const rule = RULES.find(({ names }) => names.test(name)) ?? HIDDEN;
  return rule.names.test(name) && (rule !== HIDDEN || !isFolder) ? rule.words : undefined;
}
