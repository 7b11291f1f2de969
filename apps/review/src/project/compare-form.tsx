import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { Run } from '../api/entities.ts';
import type { ProjectPath } from '../api/queries.ts';
import { titleOf } from '../jobs/title.ts';
import { ErrorText } from '../ui/error-text.tsx';

interface CompareFormProps {
  path: ProjectPath;
  runs: Run[];
}

/** Compares any two reports of a project. Commits are chosen among its runs, or written. */
export function CompareForm({ path, runs }: CompareFormProps) {
  const api = useApi();
  const navigate = useNavigate();
  const [sha1, setSha1] = useState(runs[1]?.sha ?? '');
  const [sha2, setSha2] = useState(runs[0]?.sha ?? '');
  const comparing = useMutation({
    mutationFn: () => api.compareChosen({ params: { ...path, sha1, sha2 } }),
    onSuccess: () =>
      navigate({
        to: '/a/$account/p/$project/compare/$sha1/$sha2',
        params: { account: String(path.account), project: String(path.project), sha1, sha2 },
      }),
  });
  return (
    <form
      className="card compare-form"
      aria-label="Compare two reports"
      onSubmit={(event) => {
        event.preventDefault();
        comparing.mutate();
      }}
    >
      <datalist id="runs">
        {runs.map((run) => (
          <option key={run.sha} value={run.sha}>
            {titleOf({ message: run.message, sha2: run.sha })}
          </option>
        ))}
      </datalist>
      <CommitField label="Compare the report of" value={sha1} onChange={setSha1} />
      <CommitField label="with that of" value={sha2} onChange={setSha2} />
      <button type="submit" className="button" disabled={comparing.isPending}>
        Compare
      </button>
      {comparing.error && (
        <p className="compare-error" role="alert">
          <ErrorText error={comparing.error} />
        </p>
      )}
      <p className="soft compare-note">By the same rules as any run. No build is told of it.</p>
    </form>
  );
}

interface CommitFieldProps {
  label: string;
  value: string;
  onChange: (sha: string) => void;
}

function CommitField({ label, value, onChange }: CommitFieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        className="input mono"
        list="runs"
        required
        maxLength={200}
        pattern="[^\/]+"
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
