/** How the answer to a frame whose picture was asked for begins; the picture follows, to the next quote. */
const pictureFollows = /^\{"id":\d+,"result":\{(?:"hasDamage":(?:true|false),)?"screenshotData":"/;

/** Longer than any such beginning. Bytes. */
const beginning = 120;

const quote = 0x22;

/** Letters of base64 decoded at once: few enough for a string that is gone with the next scavenge. */
const lettersAtOnce = 48 * 1024;

/**
 * Reads a message of the browser. A picture comes as a few hundred thousand letters: strings of that
 * size, one of the message and one of the picture, would keep the garbage collector busier than
 * everything else a worker does. It is decoded from the bytes instead: `screenshotData` is a Buffer.
 */
export function readMessage(message: Buffer): object {
  const found = pictureFollows.exec(message.toString('latin1', 0, beginning));
  if (found === null) return JSON.parse(message.toString('utf8')) as object;
  const from = found[0].length;
  const to = message.indexOf(quote, from);
  const rest = message.toString('latin1', 0, from) + message.toString('utf8', to);
  const answer = JSON.parse(rest) as { result: { screenshotData: unknown } };
  answer.result.screenshotData = decodeBase64(message.subarray(from, to));
  return answer;
}

function decodeBase64(letters: Buffer): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Math.ceil((letters.length * 3) / 4));
  let length = 0;
  for (let at = 0; at < letters.length; at += lettersAtOnce) {
    length += bytes.write(letters.toString('latin1', at, at + lettersAtOnce), length, 'base64');
  }
  return bytes.subarray(0, length);
}
