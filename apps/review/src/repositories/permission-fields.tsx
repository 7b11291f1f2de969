import type { Repository } from '../api/entities.ts';

export type Permissions = Pick<Repository, 'workflows' | 'pullRequests'>;

const fields: { name: keyof Permissions; label: string; hint: string }[] = [
  {
    name: 'workflows',
    label: 'Workflows may sign in',
    hint: 'GitHub Actions, by the token GitHub signs for each run.',
  },
  {
    name: 'pullRequests',
    label: 'Pull requests without keys',
    hint: 'Whoever knows the address of one can use your workers, and replaces nothing.',
  },
];

interface PermissionFieldsProps {
  value: Permissions;
  disabled: boolean;
  onChange: (value: Permissions) => void;
}

export function PermissionFields({ value, disabled, onChange }: PermissionFieldsProps) {
  return fields.map(({ name, label, hint }) => (
    <label key={name} className="permission">
      <input
        type="checkbox"
        checked={value[name]}
        disabled={disabled}
        onChange={(event) => onChange({ ...value, [name]: event.target.checked })}
      />
      <span>
        {label}
        <small className="soft">{hint}</small>
      </span>
    </label>
  ));
}
