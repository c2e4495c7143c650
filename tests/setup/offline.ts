import path from 'node:path';
import type { Project } from './project';

const windows = process.platform === 'win32';

/** Registries that nobody answers for, and caches that hold nothing: a machine without a network that sees the course for the first time. */
export function offline(project: Project): NodeJS.ProcessEnv {
  return {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_cache: path.join(project.folder, 'no npm cache'),
    npm_config_fetch_retries: '0',
    PIP_CONFIG_FILE: windows ? 'nul' : '/dev/null',
    PIP_INDEX_URL: 'http://127.0.0.1:9/simple',
    PIP_FIND_LINKS: '',
    PIP_EXTRA_INDEX_URL: '',
    PIP_CACHE_DIR: path.join(project.folder, 'no pip cache'),
    PIP_RETRIES: '0',
  };
}
