import { useState } from 'react';
import type { DeepCompare, PassingClass, PolicyRule } from '../api/entities.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { DeepCompareFields, usualTolerance } from './deep-compare-fields.tsx';
import { PassesFields } from './passes-fields.tsx';

interface RuleDialogProps {
  /** Those there are. */
  rules: PolicyRule[];
  onAdd: (rule: PolicyRule) => void;
  onClose: () => void;
}

const names = [
  { name: 'component', label: 'Component', hint: 'As the list of changes names it.' },
  { name: 'variant', label: 'Variant', hint: 'Empty for all of them.' },
  { name: 'target', label: 'Target', hint: 'Empty for all of them.' },
] as const;

/** Asks what holds for single examples instead of what holds for the project. */
export function RuleDialog({ rules, onAdd, onClose }: RuleDialogProps) {
  const [named, setNamed] = useState({ component: '', variant: '', target: '' });
  const [deepCompare, setDeepCompare] = useState<DeepCompare | null>(usualTolerance);
  const [passes, setPasses] = useState<PassingClass[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  function add(): void {
    const rule = {
      component: named.component,
      variant: named.variant || null,
      target: named.target || null,
      deepCompare,
      passes,
    };
    const isSame = (other: PolicyRule) =>
      other.component === rule.component &&
      other.variant === rule.variant &&
      other.target === rule.target;
    if (rules.some(isSame)) setProblem('There is a rule for the same examples already.');
    else if (deepCompare === null && passes === null) {
      setProblem('Say what is different for these examples.');
    } else onAdd(rule);
  }

  return (
    <Dialog open onClose={onClose} title="Add a rule">
      <DialogForm action="Add" problem={problem} isReady onSend={add} onClose={onClose}>
        {names.map(({ name, label, hint }) => (
          <label key={name} className="field">
            <span>{label}</span>
            <input
              className="input"
              value={named[name]}
              maxLength={name === 'target' ? 200 : 1000}
              required={name === 'component'}
              onChange={({ target }) => setNamed({ ...named, [name]: target.value })}
            />
            <small>{hint}</small>
          </label>
        ))}
        <label className="settings-switch">
          <input
            type="checkbox"
            checked={deepCompare !== null}
            onChange={({ target }) => setDeepCompare(target.checked ? usualTolerance : null)}
          />
          A tolerance of their own
        </label>
        {deepCompare && (
          <DeepCompareFields value={deepCompare} disabled={false} onChange={setDeepCompare} />
        )}
        <label className="settings-switch">
          <input
            type="checkbox"
            checked={passes !== null}
            onChange={({ target }) => setPasses(target.checked ? [] : null)}
          />
          Kinds of their own that pass
        </label>
        {passes && <PassesFields value={passes} disabled={false} onChange={setPasses} />}
      </DialogForm>
    </Dialog>
  );
}
