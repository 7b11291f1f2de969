/** What is used of libraries that are installed by the bench only. */
export interface Browser {
  newPage(): Promise<{
    goto(url: string): Promise<unknown>;
    evaluate(expression: string): Promise<unknown>;
    screenshot(options: object): Promise<unknown>;
  }>;
  close(): Promise<void>;
}

interface Driver {
  get(url: string): Promise<void>;
  executeAsyncScript(script: string): Promise<unknown>;
  takeScreenshot(): Promise<string>;
  manage(): {
    setTimeouts(timeouts: object): Promise<void>;
    window(): { setRect(rectangle: object): Promise<unknown> };
  };
  quit(): Promise<void>;
}

interface Capabilities {
  set(name: string, value: unknown): Capabilities;
}

interface Builder {
  usingServer(url: string): Builder;
  withCapabilities(capabilities: Capabilities): Builder;
  build(): Promise<Driver>;
}

export interface Selenium {
  Builder: new () => Builder;
  Capabilities: new () => Capabilities;
}
