/** What takes more than it may, with what is said of it; nothing where it is just stopped. */
export const bombs: Record<string, { code: string; says: string | null }> = {
  'endless loop in a worker': {
    code: `new Worker(URL.createObjectURL(new Blob(['while (true);'])))`,
    says: null,
  },
  'many workers': {
    code: `for (let i = 0; i < 60; i += 1) new Worker(URL.createObjectURL(new Blob(['setInterval(() => 0, 1)'])))`,
    says: null,
  },
  'many frames': {
    code: `for (let i = 0; i < 150; i += 1) root.append(Object.assign(document.createElement('iframe'), { srcdoc: '<p>' + i }))`,
    says: null,
  },
  'frames in frames without end': {
    code: `const f = document.createElement('iframe'); f.src = '/iframe.html?' + Math.random(); root.append(f)`,
    says: null,
  },
  'redirects without end': {
    code: `const f = document.createElement('iframe'); f.srcdoc = '<script>setTimeout(() => location.reload(), 5)<' + '/script>'; root.append(f)`,
    says: null,
  },
  'history without end': {
    code: `for (let i = 0; i < 5000; i += 1) try { history.pushState({}, '', '#' + i) } catch { break }`,
    says: null,
  },
  'windows without end': {
    code: `for (let i = 0; i < 30; i += 1) open('about:blank')`,
    says: null,
  },
  'dialogs without end': { code: `while (true) alert('again')`, says: 'within 5 s' },
  'endless loop': { code: 'while (true) {}', says: 'within 5 s' },
  memory: {
    code: 'const kept = []; while (true) kept.push(new Uint8Array(2e7).fill(1))',
    says: 'ran out of memory',
  },
};

/** Those that fill the disk: browsers keep them with the profile, which is thrown away. */
export const disk = `const big = new Uint8Array(2e7);
  const cache = await caches.open('big').catch(() => null);
  for (let i = 0; i < 5; i += 1) await cache?.put('/' + i, new Response(big)).catch(() => 0);
  const folder = await navigator.storage?.getDirectory?.().catch(() => null);
  const file = await folder?.getFileHandle('big', { create: true }).catch(() => null);
  const out = await file?.createWritable?.().catch(() => null);
  for (let i = 0; i < 5; i += 1) await out?.write(big).catch(() => 0);
  await out?.close().catch(() => 0);
  // Long enough to be looked at.
  await new Promise((end) => setTimeout(end, 1500));`;
