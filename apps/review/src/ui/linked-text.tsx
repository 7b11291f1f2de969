import { isWebAddress } from './web-address.ts';

/** An address ends before white space, quotes and brackets, and before what ends its sentence. */
const address = /(https?:\/\/[^\s"'<>`]*[^\s"'<>`.,;:!?()[\]{}])/gi;

/** Plain text from outside, with the web addresses in it as links. */
export function LinkedText({ text }: { text: string }) {
  const parts = text.split(address);
  return parts.map((part, index) =>
    isWebAddress(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
      <a key={index} href={part} target="_blank" rel="noopener noreferrer">
        {part}
        <span className="unseen"> opens in a new tab</span>
      </a>
    ) : (
      part
    ),
  );
}
