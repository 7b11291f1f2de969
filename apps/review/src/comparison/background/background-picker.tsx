import { Popover } from '@base-ui/react/popover';
import { useKeyHint } from '../../keys/key-hint.tsx';
import { useActions } from '../../keys/use-actions.ts';
import { Icon } from '../../ui/icon.tsx';
import { useStored } from '../../ui/store.ts';
import { background, backgrounds, isOwn, nextBackground } from './background.ts';
import './background.css';

const words: Record<(typeof backgrounds)[number], string> = {
  checks: 'Checkerboard',
  white: 'White',
  black: 'Black',
};

const handlers = { 'background.next': nextBackground };

/** What is to be seen through transparent pictures. */
export function BackgroundPicker() {
  const chosen = useStored(background, (value) => value);
  useActions(handlers);
  return (
    <Popover.Root>
      <Popover.Trigger
        className="button button-plain button-icon"
        aria-label="Background"
        {...useKeyHint('background.next')}
      >
        <Icon name="checks" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end">
          <Popover.Popup className="popover" aria-label="Background">
            <div className="background-choices" role="radiogroup" aria-label="Background">
              {backgrounds.map((one) => (
                <label key={one} className="background-choice">
                  <input
                    type="radio"
                    name="background"
                    checked={chosen === one}
                    onChange={() => background.set(one)}
                  />
                  <span className={`background-swatch background-${one}`} />
                  {words[one]}
                </label>
              ))}
              <label className="background-choice">
                <input
                  type="radio"
                  name="background"
                  checked={isOwn(chosen)}
                  onChange={() => background.set('#ff00ff')}
                />
                <input
                  type="color"
                  className="background-swatch"
                  aria-label="Own colour"
                  value={isOwn(chosen) ? chosen : '#ff00ff'}
                  onChange={(event) => background.set(event.target.value)}
                />
                Own colour
              </label>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
