/** Tiny pages that look different whenever one looks, each for one reason. */
import type { ExampleCode } from './worker-fixture.ts';

/** One pixel: red, then blue, 20 ms each, for ever. */
const twoFrameGif =
  'data:image/gif;base64,R0lGODlhAQABAIAAAP8AAAAA/yH/C05FVFNDQVBFMi4wAwEAAAAh+QQEAgAAACwAAAAAAQABAAACAkQBACH5BAQCAAAALAAAAAABAAEAAAICTAEAOw==';

const turning = `@keyframes turn { from { background: #ff0000 } to { background: #0000ff } }`;
const turn = 'width:40px;height:40px;animation:turn 700ms linear infinite alternate';

/** A square, `box`, whose colour is said by code. Later examples must not see anything of it. */
const coloured = (value: string) => `
  const number = ${value};
  const box = document.createElement('div');
  box.style.cssText = 'width:40px;height:40px;background:hsl(' + (number * 37 % 360) + ' 80% 50%)';
  root.replaceChildren(box);`;

/** A text, `line`, large enough for its digits to be seen. */
const written = (value: string) => `
  const line = document.createElement('p');
  line.style.font = '20px sans-serif';
  line.textContent = ${value};
  root.replaceChildren(line);`;

const canvas = (draw: string) => `
  root.innerHTML = '<canvas width="60" height="40"></canvas>';
  const pen = root.firstChild.getContext('2d');
  const paint = (number) => {
    pen.fillStyle = 'hsl(' + (number % 360) + ' 80% 50%)';
    pen.fillRect(0, 0, 60, 40);
  };
  ${draw}`;

const svg = (content: string) => `<svg width="60" height="40">${content}</svg>`;

/** Code of a worker, whose first message is coloured. */
const fromWorker = (code: string) => `
  const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(code)}])));
  const value = await new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
  worker.terminate();
  ${coloured('value')}`;

const frame = (body: string) =>
  `<iframe width="120" height="60" srcdoc="${body.replaceAll('"', '&quot;')}"></iframe>`;

/** Names say what is not the same. Slow files come from `slow`, after a time nobody knows. */
export function unstablePages(slow: string): (ExampleCode & { variant: string })[] {
  return [
    // Clocks.
    { variant: 'Date.now', code: coloured('Date.now()') },
    { variant: 'new Date', code: written('new Date().toISOString()') },
    { variant: 'Date as a function', code: `await 0; ${written('Date() + performance.now()')}` },
    { variant: 'a date of a subclass', code: coloured('new (class extends Date {})().getTime()') },
    { variant: 'performance.now', code: coloured('performance.now() * 10') },
    { variant: 'performance.timeOrigin', code: coloured('performance.timeOrigin') },
    {
      variant: 'Intl.DateTimeFormat',
      code: written(
        `new Intl.DateTimeFormat('en', { minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 }).format()`,
      ),
    },
    {
      variant: 'Intl.DateTimeFormat to parts',
      code: written(
        `new Intl.DateTimeFormat('en', { second: '2-digit', fractionalSecondDigits: 3 }).formatToParts().map((part) => part.value).join('')`,
      ),
    },
    { variant: 'Temporal.Now', code: written(`Temporal.Now.plainDateTimeISO().toString()`) },
    {
      variant: 'time stamp of an event',
      code: coloured(`new Event('look').timeStamp * 10`),
    },
    {
      variant: 'time of a frame',
      code: `const time = await new Promise(requestAnimationFrame); ${coloured('time * 10')}`,
    },
    {
      variant: 'date in a frame',
      html: frame(
        `<body><script>document.body.style.background = 'hsl(' + (Date.now() * 37 % 360) + ' 80% 50%)'</script>`,
      ),
    },
    {
      variant: 'clock that ticks',
      code: `${written(`''`)} const show = () => { line.textContent = new Date().toISOString(); }; show(); setInterval(show, 10);`,
    },
    {
      variant: 'counter',
      code: `let count = 0; ${written('count')} setInterval(() => { line.textContent = count++; }, 7);`,
    },
    {
      variant: 'what comes late',
      code: `${coloured('0')} setTimeout(() => { box.style.background = '#00ff00'; }, 60);`,
    },
    {
      variant: 'what grows',
      code: `${coloured('0')} const grow = () => { box.style.width = box.offsetWidth + 1 + 'px'; setTimeout(grow, 20); }; grow();`,
    },
    {
      variant: 'time spent',
      code: `const began = performance.now(); for (let sum = 0; sum < 3e6; sum += 1) Math.sqrt(sum);
        ${written('String(performance.now() - began)')}`,
    },
    // Randomness.
    { variant: 'Math.random', code: coloured('Math.random() * 360') },
    {
      variant: 'crypto.getRandomValues',
      code: coloured('crypto.getRandomValues(new Uint16Array(1))[0]'),
    },
    { variant: 'crypto.randomUUID', code: written('crypto.randomUUID()') },
    {
      variant: 'random in a frame',
      html: frame(
        `<body><script>document.body.style.background = 'hsl(' + Math.random() * 360 + ' 80% 50%)'</script>`,
      ),
    },
    { variant: 'random in a worker', code: fromWorker('postMessage(Math.random() * 360)') },
    {
      variant: 'what a worker computes',
      code: `${coloured('0')}
        const spend = 'onmessage = () => { for (let sum = 0; sum < 2e8; sum += 1) Math.sqrt(sum); postMessage(null); }';
        const computing = new Worker(URL.createObjectURL(new Blob([spend])));
        computing.onmessage = () => { box.style.background = '#00ff00'; };
        computing.postMessage(null);`,
    },
    {
      variant: 'random order',
      code: `root.innerHTML = '<p style="font:20px sans-serif"></p>';
        root.firstChild.textContent = [...'abcdefgh'].sort(() => Math.random() - 0.5).join('');`,
    },
    // What moves.
    { variant: 'CSS animation', html: `<style>${turning}</style><div style="${turn}"></div>` },
    {
      variant: 'CSS animation that ends',
      html: `<style>${turning}</style><div style="${turn.replace('infinite alternate', '3 forwards')}"></div>`,
    },
    {
      variant: 'CSS animation of a pseudo element',
      html: `<style>${turning} .dot::before { content: ''; display: block; ${turn} }</style><div class="dot"></div>`,
    },
    {
      variant: 'CSS animation in a shadow root',
      html: '<section></section>',
      code: `root.firstChild.attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(`<style>${turning}</style><div style="${turn}"></div>`)};`,
    },
    {
      variant: 'CSS animation in a frame',
      html: frame(`<style>${turning}</style><div style="${turn}"></div>`),
    },
    {
      variant: 'CSS animation of a custom property',
      html: `<style>@property --hue { syntax: '<number>'; inherits: false; initial-value: 0 }
        @keyframes spin { to { --hue: 360 } }
        .wheel { width:40px; height:40px; background: hsl(var(--hue) 80% 50%); animation: spin 900ms linear infinite }</style>
        <div class="wheel"></div>`,
    },
    {
      variant: 'CSS transition',
      html: `<style>.bar { width:40px; height:40px; background:#ff0000; transition: background 600ms } .bar.on { background:#0000ff }</style><div class="bar"></div>`,
      code: `root.lastChild.getBoundingClientRect(); root.lastChild.classList.add('on');`,
    },
    {
      variant: 'CSS transition for ever',
      html: `<style>.bar { width:40px; height:40px; background:#ff0000; transition: background 200ms } .bar.on { background:#0000ff }</style><div class="bar"></div>`,
      code: `const bar = root.lastChild; const toggle = () => bar.classList.toggle('on');
        bar.addEventListener('transitionend', toggle); bar.getBoundingClientRect(); toggle();`,
    },
    {
      variant: 'Web animation',
      code: `${coloured('0')} box.animate([{ background: '#ff0000' }, { background: '#0000ff' }], { duration: 500, iterations: Infinity });`,
    },
    {
      variant: 'SVG animation',
      html: svg(
        `<rect width="40" height="40" fill="#ff0000"><animate attributeName="fill" values="#ff0000;#0000ff" dur="600ms" repeatCount="indefinite"/></rect>`,
      ),
    },
    {
      variant: 'SVG animation in an image',
      code: `const image = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="40" height="40"><animate attributeName="fill" values="red;blue" dur="0.5s" repeatCount="indefinite"/></rect></svg>';
        root.innerHTML = '<img width="60" height="40">'; root.firstChild.src = 'data:image/svg+xml,' + encodeURIComponent(image); await root.firstChild.decode();`,
    },
    {
      variant: 'GIF',
      html: `<img src="${twoFrameGif}" width="40" height="40">`,
      code: 'await root.firstChild.decode();',
    },
    {
      variant: 'GIF as a background',
      html: `<div style="width:40px;height:40px;background:url(${twoFrameGif}) 0 0/40px 40px"></div>`,
    },
    {
      variant: 'canvas in every frame',
      code: canvas(
        `let frames = 0; const step = () => { paint((frames += 5)); requestAnimationFrame(step); }; step();`,
      ),
    },
    {
      variant: 'canvas by the time of frames',
      code: canvas(
        `const step = (time) => { paint(time); requestAnimationFrame(step); }; requestAnimationFrame(step);`,
      ),
    },
    {
      variant: 'canvas by the clock',
      code: canvas(
        `const step = () => { paint(Date.now() / 3); requestAnimationFrame(step); }; step();`,
      ),
    },
    { variant: 'progress without an end', html: '<progress style="width:120px"></progress>' },
    { variant: 'marquee', html: '<marquee width="120" scrollamount="9">moving</marquee>' },
    {
      variant: 'smooth scrolling',
      html: '<div style="width:60px;height:40px;overflow:auto;scroll-behavior:smooth"><div style="height:4000px;background:linear-gradient(#ff0000,#0000ff)"></div></div>',
      code: 'root.firstChild.scrollTop = 3000;',
    },
    // What arrives.
    { variant: 'slow image', html: `<img src="${slow}/picture.svg?1" width="40" height="40">` },
    {
      variant: 'slow background',
      html: `<div style="width:40px;height:40px;background:url(${slow}/picture.svg?2)"></div>`,
    },
    {
      variant: 'slow background of a pseudo element',
      html: `<style>.framed::after { content: ''; display: block; width: 40px; height: 40px; background: url(${slow}/picture.svg?3) }</style><div class="framed"></div>`,
    },
    {
      variant: 'slow image of several sizes',
      html: `<img srcset="${slow}/picture.svg?4 1x, ${slow}/picture.svg?5 2x" width="40" height="40">`,
    },
    {
      variant: 'lazy image',
      html: `<div style="width:10px;height:3500px"></div><img loading="lazy" src="${slow}/picture.svg?6" width="40" height="40">`,
    },
    {
      variant: 'slow style sheet',
      html: `<div class="late" style="width:40px;height:40px"></div>`,
      code: `const link = document.createElement('link'); link.rel = 'stylesheet'; link.href = '${slow}/late.css'; root.append(link);`,
    },
    {
      variant: 'slow frame',
      html: `<iframe width="60" height="60" src="${slow}/frame.html"></iframe>`,
    },
    {
      variant: 'fetched content',
      code: `${coloured('0')} fetch('${slow}/data.json').then((answer) => answer.json()).then(({ colour }) => { box.style.background = colour; });`,
    },
    {
      variant: 'content of an XMLHttpRequest',
      code: `${coloured('0')} const request = new XMLHttpRequest(); request.open('GET', '${slow}/data.json?x');
        request.onload = () => { box.style.background = JSON.parse(request.responseText).colour; }; request.send();`,
    },
    {
      variant: 'fetched, then waited for',
      code: `${coloured('0')} fetch('${slow}/data.json?t').then(() => setTimeout(() => { box.style.background = '#00ff00'; }, 40));`,
    },
    {
      variant: 'race of a request with a timer',
      code: `const winner = await Promise.race([fetch('${slow}/data.json?r').then(() => 90), new Promise((resolve) => setTimeout(resolve, 60, 200))]); ${coloured('winner')}`,
    },
  ];
}
