// Opens a page in Chromium and filters it, five times each in a new browser window, and prints the medians in milliseconds as JSON.
// Arguments: the folder of the package playwright-core, the browser, the page, and a text to filter by, whose last letter is measured.
const [, , playwright, executablePath, file, wanted] = process.argv;
const { chromium } = require(playwright + '/playwright-core');
const { pathToFileURL } = require('url');
const runs = 5;

const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

// Waits for a key, and measures from it to the moment after the next frame has been laid out and painted.
const awaitKey = () => { window.untilNextFrame = new Promise(resolve => {
  document.addEventListener('keydown', () => {
    const start = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now() - start);
      channel.port2.postMessage(null);
    });
  }, { once: true, capture: true });
}); };

(async () => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const times = { parsed: [], loaded: [], painted: [], firstLetter: [], lastLetter: [], rows: [] };
  try {
    for (let run = 0; run < runs; run++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 1200 } });
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href);
      const opened = await page.evaluate(async () => {
        await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const [navigation] = performance.getEntriesByType('navigation');
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        return { parsed: navigation.domContentLoadedEventEnd, loaded: navigation.loadEventEnd, painted: paint.startTime };
      });
      for (const [key, value] of Object.entries(opened)) times[key].push(value);
      await page.focus('#query');
      for (const [i, letter] of [...wanted].entries()) {
        await page.evaluate(awaitKey);
        await page.keyboard.press(letter);
        const time = await page.evaluate(() => window.untilNextFrame);
        if (i === 0) times.firstLetter.push(time);
        if (i === wanted.length - 1) times.lastLetter.push(time);
      }

      times.rows.push(await page.locator('#overview tbody tr:visible').count());
      await context.close();
    }
  } finally {
    await browser.close();
  }

  console.log(JSON.stringify(Object.fromEntries(Object.entries(times).map(([key, values]) => [key, median(values)]))));
})().catch(error => { console.error(error); process.exit(1); });
