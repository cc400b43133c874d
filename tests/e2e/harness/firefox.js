// Firefox, driven without a window by its own Marionette protocol: Playwright drives no Firefox but its own build. A frame is
// `<length>:<JSON>`; a command [0, id, name, parameters], an answer [1, id, error, result]; the names are WebDriver's.
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Launched } from './processes.js';
import { until, within } from './wait.js';

const candidates = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/lib/firefox-esr/firefox-esr'];
const executable = candidates.find(path => path && existsSync(path));

/** For a scenario's `skip`. */
export const noFirefox = executable ? false : 'no Firefox found: install firefox-esr (./test does, as root on Debian), or name it in FIREFOX';

const element = 'element-6066-11e4-a52e-4f735466cecf'; // WebDriver's mark of a reference
const commandLimit = 60_000;
const settings = {
  'marionette.port': 0, // any; it is told in a file of the profile
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'browser.shell.checkDefaultBrowser': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.safebrowsing.update.enabled': false,
};

export class Firefox {
  #socket;
  #waiting = new Map();
  #next = 0;
  #unread = Buffer.alloc(0);

  /** One window; it ends with the test. */
  static async start(s) {
    const profile = await mkdtemp(join(tmpdir(), 'gossamer-firefox-'));
    s.onEnd(() => rm(profile, { recursive: true, force: true, maxRetries: 10 }));
    const lines = Object.entries(settings).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
    await writeFile(join(profile, 'user.js'), lines.join('\n'));
    const browser = new Launched(executable, ['--marionette', '--headless', '--no-remote', '--profile', profile],
      { env: { HOME: profile, MOZ_DISABLE_CONTENT_SANDBOX: '1' }, group: true });
    s.onEnd(() => browser.stop('SIGKILL'));
    s.tellOnFailure(() => `--- firefox\n${browser.lines.slice(-30).join('\n')}`);
    const port = await until(async () => browser.end ?? Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8')),
      'Firefox to be there', { limit: commandLimit });
    if (browser.end) throw new Error(`Firefox ended at its start: ${JSON.stringify(browser.end)}\n${browser.lines.join('\n')}`);
    const firefox = new Firefox();
    await firefox.#connect(port);
    s.onEnd(() => firefox.#socket.destroy());
    await firefox.#command('WebDriver:NewSession', { capabilities: { alwaysMatch: { pageLoadStrategy: 'normal' } } });
    return firefox;
  }

  goto = url => this.#command('WebDriver:Navigate', { url });

  /** As a person does: WebDriver's own way goes past service workers. */
  async reload() {
    await this.evaluate(() => {
      globalThis.isBefore = true;
      setTimeout(() => location.reload(), 0);
    });
    await until(() => this.evaluate(() => !globalThis.isBefore && document.readyState === 'complete'), 'Firefox to have loaded the page anew');
  }

  /** What a function of the page's gives, or what its promise comes to. */
  async evaluate(action, ...args) {
    const script = `const done = arguments[arguments.length - 1]; Promise.resolve((${action})(...[...arguments].slice(0, -1))).then(done)`;
    return (await this.#command('WebDriver:ExecuteAsyncScript', { script, args, scriptTimeout: commandLimit })).value;
  }

  /** Waits for an element that is displayed and, if a text is given, has it. */
  async find(css, text) {
    return until(async () => {
      const found = await this.#command('WebDriver:FindElements', { using: 'css selector', value: css });
      for (const { [element]: id } of found) {
        if (text !== undefined && !(await this.#command('WebDriver:GetElementText', { id })).value.includes(text)) continue;
        if ((await this.#command('WebDriver:IsElementDisplayed', { id })).value) return id;
      }
      return null;
    }, `${css}${text === undefined ? '' : ` with "${text}"`} in Firefox`);
  }

  async click(css, text) {
    await this.#command('WebDriver:ElementClick', { id: await this.find(css, text) });
  }

  /** Key by key, as a person. */
  async type(css, text) {
    await this.#command('WebDriver:ElementSendKeys', { id: await this.find(css), text });
  }

  async #connect(port) {
    this.#socket = connect({ host: '127.0.0.1', port });
    this.#socket.on('data', data => this.#read(data));
    this.#socket.on('error', error => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('Firefox closed the connection')));
    await new Promise((resolve, reject) => this.#socket.once('connect', resolve).once('error', reject));
  }

  #read(data) {
    this.#unread = Buffer.concat([this.#unread, data]);
    for (;;) {
      const colon = this.#unread.indexOf(':');
      const length = Number(this.#unread.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 1 || this.#unread.length < colon + 1 + length) return;
      const frame = JSON.parse(this.#unread.subarray(colon + 1, colon + 1 + length).toString());
      this.#unread = this.#unread.subarray(colon + 1 + length);
      if (!Array.isArray(frame)) continue; // the greeting
      const [, id, error, result] = frame;
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) reject(new Error(`${error.error}: ${error.message}`));
      else resolve(result);
    }
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #command(name, parameters = {}) {
    const id = this.#next++;
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    const frame = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(frame)}:${frame}`);
    return within(commandLimit, answer, `Firefox to answer ${name}`);
  }
}
