/** What `new Worker` is given. */
export interface ThreadStart {
  readonly url: URL;
  readonly options: { readonly execArgv?: string[] };
}

/**
 * The module `worker` beside the caller as the start of a thread: compiled as it is, and from the sources through the loader that
 * runs them.
 *
 * @param caller `import.meta.url` of the module that starts the thread
 */
export function threadStart(caller: string): ThreadStart {
  if (!caller.endsWith(".ts")) return { url: new URL("./worker.js", caller), options: {} };
  const source = new URL("./worker.ts", caller).href;
  // In a thread, tsx given on the command line does not take hold on Node 20; its own register does.
  const start = `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))}; register(); await import(${JSON.stringify(source)});`;
  return {
    url: new URL(`data:text/javascript,${encodeURIComponent(start)}`),
    options: { execArgv: ["--conditions=source"] },
  };
}
