import type { PassingClass } from '../api/entities.ts';
import { differenceWords, passingClasses } from '../comparison/difference-words.ts';
import { Icon } from '../ui/icon.tsx';

interface PassesFieldsProps {
  value: PassingClass[];
  disabled: boolean;
  onChange: (value: PassingClass[]) => void;
}

/** Which kinds of differences pass. "Changed" is not among them: it never does. */
export function PassesFields({ value, disabled, onChange }: PassesFieldsProps) {
  return (
    <ul className="passes">
      {passingClasses.map((one) => {
        const { short, icon, meaning } = differenceWords[one];
        return (
          <li key={one}>
            <label className="settings-switch">
              <input
                type="checkbox"
                disabled={disabled}
                checked={value.includes(one)}
                onChange={({ target }) =>
                  onChange(
                    passingClasses.filter((other) =>
                      other === one ? target.checked : value.includes(other),
                    ),
                  )
                }
              />
              <Icon name={icon} />
              <span>
                {short}
                <small className="soft">{meaning}</small>
              </span>
            </label>
          </li>
        );
      })}
    </ul>
  );
}
