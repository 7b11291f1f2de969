/** A package like those of the clients, with one example of one colour. */
import { crc32 } from 'node:zlib';

/** Red, green, blue: what the example is filled with. */
export const colour = [18, 120, 86] as const;
/** Width and height of the example. Pixels. */
export const side = 40;

/** @param nonce makes a package no cache knows */
export function tinyPackage(nonce: string): Buffer {
  const page = `<!doctype html>
<html><head><meta charset="utf-8"><style>html, body { margin: 0 }
#tile { width: ${side}px; height: ${side}px; background: rgb(${colour.join(', ')}) }</style></head>
<body><div id="happo-root"></div><script>
// ${nonce}
let shown = false;
window.happo = {
  async init() {},
  async nextExample() {
    if (shown) return undefined;
    shown = true;
    document.getElementById('happo-root').innerHTML = '<div id="tile"></div>';
    return { component: 'Tile', variant: 'plain' };
  },
};
</script></body></html>
`;
  return zipOf('iframe.html', Buffer.from(page));
}

/** A zip of one file, not compressed (APPNOTE.TXT 4.3). */
function zipOf(name: string, content: Buffer): Buffer {
  const nameBytes = Buffer.from(name);
  // Version, flags, method, time, date, checksum, both sizes, length of the name, no extra field.
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x21, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(nameBytes.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, content]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
    common,
    // Comment, disk, attributes, offset: all nothing.
    Buffer.alloc(14),
    nameBytes,
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
