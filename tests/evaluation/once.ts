/**
 * A module of which one function reads a set once for all that ask for it. For `vi.mock`.
 */
export function once<Module extends object>(module: Module, name: keyof Module): Module {
  const load = module[name] as (...args: unknown[]) => unknown;
  const loaded = new Map<string, unknown>();
  const keep = (...args: unknown[]) => {
    const key = JSON.stringify(args);
    if (!loaded.has(key)) loaded.set(key, load(...args));
    return loaded.get(key);
  };
  return { ...module, [name]: keep };
}
