// Looks at a page in Chromium, as a person does, and prints what was seen as JSON.
// Arguments: the folders of the packages playwright-core and axe-core, the browser, the page, a folder for pictures, and whether
// accessibility is checked (axe) or not (none), or only the picture of the README is made (picture).
const [, , playwright, axe, executablePath, file, pictures, isChecked] = process.argv;
const { chromium } = require(playwright + '/playwright-core');
const axeSource = require(axe + '/axe-core').source;
const { pathToFileURL } = require('url');
const path = require('path');
const address = pathToFileURL(file).href;
const seen = { violations: [], requests: [], errors: [], dialogs: [], overflow: 0 };

const open = async (browser, options) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1200 }, ...options });
  const page = await context.newPage();
  page.on('request', request => { if (request.url().split('#')[0] !== address) seen.requests.push(request.url()); });
  page.on('console', message => { if (message.type() === 'error') seen.errors.push(message.text()); });
  page.on('pageerror', error => seen.errors.push(String(error)));
  page.on('dialog', dialog => { seen.dialogs.push(dialog.message()); dialog.dismiss(); });
  await page.goto(address);
  return page;
};

const visibleRows = page => page.locator('#overview tbody tr:visible th').allTextContents();

(async () => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    if (isChecked === 'picture') {
      const page = await open(browser, { colorScheme: 'light', viewport: { width: 1200, height: 980 } });
      await page.locator('#overview a').first().click();
      await page.locator('.drawing').first().evaluate(drawing => drawing.closest('.scroll').previousElementSibling.scrollIntoView());
      await page.locator('.matrix summary').first().click();
      await page.screenshot({ path: path.join(pictures, 'report.png') });
      return;
    }

    // Accessibility, with everything unfolded, in both themes and widths.
    for (const colorScheme of isChecked === 'axe' ? ['light', 'dark'] : []) {
      for (const width of [1280, 390]) {
        const page = await open(browser, { colorScheme, viewport: { width, height: 1200 } });
        await page.screenshot({ path: path.join(pictures, `fleet-${colorScheme}-${width}.png`) });
        await page.click('#open-all');
        await page.evaluate(() => { for (const part of document.querySelectorAll('details')) part.open = true; });
        await page.evaluate(axeSource);
        const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        for (const violation of result.violations)
          seen.violations.push(`${colorScheme} ${width}: ${violation.id}: ${violation.nodes.slice(0, 3).map(node => node.html).join(' | ')}`);
        seen.overflow += await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
        await page.screenshot({ path: path.join(pictures, `unfolded-${colorScheme}-${width}.png`), fullPage: true });
        await page.context().close();
      }
    }

    // The filter, with the mouse and the keyboard.
    const page = await open(browser, {});
    seen.all = await visibleRows(page);
    const wanted = seen.all[seen.all.length - 1];
    await page.fill('#query', wanted);
    seen.filtered = await visibleRows(page);
    seen.listed = await page.innerText('#listed');
    seen.sections = await page.locator('details.instance:visible').count();
    seen.filteredHeight = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.focus('details.instance:visible > summary');
    await page.keyboard.press('Enter');
    seen.opened = await page.locator('details.instance:visible').getAttribute('open') !== null;
    seen.matrix = await page.locator('details.instance:visible table.matrix').first().isVisible();
    const cell = page.locator('details.instance:visible table.matrix td details').first();
    seen.whyBefore = await cell.locator('.why').isVisible();
    await cell.locator('summary').click();
    seen.why = await cell.locator('.why').innerText();
    await page.fill('#query', '198.51.100.0/25');
    seen.address = await visibleRows(page);
    seen.within = [];
    for (const address of ['198.51.100.5', '198.51.100.200', '2001:db8:51::5', '2001:db8:51:0:0:0:0:6', '2001:db8:52::5', '10.0.0', ':::']) {
      await page.fill('#query', address);
      seen.within.push((await visibleRows(page)).join(' '));
    }
    await page.fill('#query', 'no-instance-has-this');
    seen.none = await visibleRows(page);
    await page.fill('#query', '');
    await page.check('#only-findings');
    seen.withFindings = await visibleRows(page);
    await page.uncheck('#only-findings');
    await page.locator('#overview a').first().click();
    seen.linked = await page.locator('details.instance').first().getAttribute('open') !== null;
    await page.locator('#overview a').last().click();
    await page.waitForTimeout(200);
    seen.landed = await page.locator('details.instance').last().evaluate(section => section.getBoundingClientRect().top);
    await page.click('#close-all');
    seen.open = await page.locator('details.instance[open]').count();

    // Paper: the lists of folded instances are printed too.
    await page.emulateMedia({ media: 'print' });
    seen.printed = await page.locator('.sheet').first().evaluate(sheet => sheet.checkVisibility({ contentVisibilityAuto: true }))
      && await page.locator('details > :not(summary)').evaluateAll(
        parts => parts.length > 0 && parts.every(part => part.checkVisibility({ contentVisibilityAuto: true })));
    seen.filterOnPaper = await page.locator('.filter').isVisible();
    const pdf = await page.pdf({ path: path.join(pictures, 'report.pdf'), preferCSSPageSize: true });
    seen.pdf = pdf.subarray(0, 5).toString('latin1');
    seen.box = /\/MediaBox \[([^\]]*)\]/.exec(pdf.toString('latin1'))?.[1];
    seen.scripts = await page.locator('script, img, iframe, object, embed, link').count();
    seen.pwn = await page.evaluate(() => typeof window.pwn);
    await page.context().close();

    // Without scripts.
    const bare = await open(browser, { javaScriptEnabled: false });
    seen.bareFilter = await bare.locator('.filter').isVisible();
    await bare.locator('details.instance > summary').first().click();
    seen.bareFacts = await bare.locator('details.instance .body pre').first().isVisible();
  } finally {
    await browser.close();
  }

  console.log(JSON.stringify(seen));
})().catch(error => { console.error(error); process.exit(1); });
