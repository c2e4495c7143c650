import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '..', '..');

/**
 * The Python of the project's virtual environment, which holds Jupyter.
 * @throws Error if it is not there
 */
export function pythonOf(root = ROOT): string {
  const inFolder = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const python = path.join(root, '.venv', ...inFolder);
  if (!existsSync(python)) {
    throw new Error(`${path.relative(root, python)} is not there: Jupyter is not installed. Run \`npm run setup\`.`);
  }
  return python;
}

/**
 * The environment for Jupyter's programs: the reader's own settings, kernels and attempts are neither read nor touched, and
 * everything that Jupyter writes goes to `folder`.
 */
export function jupyterEnvironment(folder: string): NodeJS.ProcessEnv {
  const folders = {
    JUPYTER_CONFIG_DIR: path.join(folder, 'config'),
    JUPYTER_DATA_DIR: path.join(folder, 'data'),
    JUPYTER_RUNTIME_DIR: path.join(folder, 'runtime'),
    JUPYTERLAB_SETTINGS_DIR: path.join(folder, 'settings'),
    JUPYTERLAB_WORKSPACES_DIR: path.join(folder, 'workspaces'),
  };
  for (const one of Object.values(folders)) mkdirSync(one, { recursive: true });
  // a check that this run makes is none of the learner's attempts
  const attempts = { COURSE_ATTEMPTS: path.join(folder, 'exercises.json') };
  return { ...process.env, ...folders, ...attempts, JUPYTER_PREFER_ENV_PATH: '1', PYTHONUTF8: '1' };
}
