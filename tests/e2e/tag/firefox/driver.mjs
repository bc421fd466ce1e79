// Drives the system's Firefox: one command per line of standard input, one answer per line of standard output.
// Arguments: the program, and the folder of a profile, if not a fresh one.
import { createInterface } from 'node:readline';
import puppeteer from 'puppeteer-core';

const [executablePath, userDataDir] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, userDataDir });
const devices = [];
const tabs = [];

const commands = {
  async device() {
    return devices.push(await browser.createBrowserContext()) - 1;
  },
  async leave({ device }) {
    await devices[device].close();
  },
  async open({ device, url }) {
    const page = await devices[device].newPage();
    const tab = { page, said: [], uncaught: [] };
    page.on('console', (message) => tab.said.push([message.type(), message.text()]));
    page.on('pageerror', (error) => tab.uncaught.push(String(error)));
    await page.goto(url);
    return tabs.push(tab) - 1;
  },
  async reload({ tab }) {
    await tabs[tab].page.reload();
  },
  evaluate: ({ tab, expression }) => tabs[tab].page.evaluate(expression),
  async waitFor({ tab, condition }) {
    await tabs[tab].page.waitForFunction(condition, { timeout: 15_000, polling: 50 });
  },
  said: ({ tab }) => tabs[tab].said,
  uncaught: ({ tab }) => tabs[tab].uncaught,
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...given } = JSON.parse(line);
  let answer;
  try {
    answer = { value: (await commands[command](given)) ?? null };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
