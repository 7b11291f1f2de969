import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@twinlens/testing';
import type { Selenium } from './libraries.d.ts';
import { type PeerPage, viewport } from './peer.ts';

const require = createRequire(`${import.meta.dirname}/`);

function stop(program: ChildProcess): void {
  program.kill('SIGKILL');
}

async function startScreen(): Promise<{ name: string; screen: ChildProcess }> {
  const args = ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const screen = spawn('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [number] = (await once(screen.stdout, 'data')) as [Buffer];
  return { name: `:${String(number).trim()}`, screen };
}

/** The installed WebKitGTK, driven by Selenium over WebDriver. Its picture is that of the whole viewport. */
export async function openWebKit(fontConfig: string): Promise<PeerPage> {
  const { Builder, Capabilities } = require('selenium-webdriver') as Selenium;
  const { name, screen } = await startScreen();
  const port = await freePort();
  const driverProgram = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      HOME: tmpdir(),
      DISPLAY: name,
      FONTCONFIG_FILE: fontConfig,
      LIBGL_ALWAYS_SOFTWARE: '1',
      GSETTINGS_BACKEND: 'memory',
    },
  });
  const server = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${server}/status`).catch(() => undefined))) await delay(25);
  const capabilities = new Capabilities()
    .set('browserName', 'MiniBrowser')
    .set('webkitgtk:browserOptions', {
      binary: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
      args: ['--automation', '--full-screen'],
    });
  const driver = await new Builder().usingServer(server).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: 60_000 });
  await driver
    .manage()
    .window()
    .setRect({ x: 0, y: 0, ...viewport });
  return {
    goto: (url) => driver.get(url),
    async evaluate(expression) {
      const script = `const done = arguments[arguments.length - 1]; Promise.resolve(${expression}).then(done);`;
      return driver.executeAsyncScript(script);
    },
    screenshot: () => driver.takeScreenshot(),
    async end() {
      await driver.quit();
      stop(driverProgram);
      stop(screen);
    },
  };
}
