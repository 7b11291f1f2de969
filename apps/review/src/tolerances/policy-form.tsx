import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { Policy } from '../api/entities.ts';
import { policyQuery } from '../api/queries.ts';
import { SaveBar } from '../settings/save-bar.tsx';
import { DeepCompareFields, usualTolerance } from './deep-compare-fields.tsx';
import { PassesFields } from './passes-fields.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { RuleList } from './rule-list.tsx';

interface PolicyFormProps {
  path: { account: number; project: number };
  saved: Policy;
  mayChange: boolean;
}

/** Everything that passes in one project. Nothing holds until it is saved. */
export function PolicyForm({ path, saved, mayChange }: PolicyFormProps) {
  const api = useApi();
  const client = useQueryClient();
  const [policy, setPolicy] = useState(saved);
  const [adding, setAdding] = useState(false);
  const save = useMutation({
    mutationFn: () => api.setPolicy({ params: path, body: policy }),
    onSuccess: (answer) => client.setQueryData(policyQuery(api, path).queryKey, answer),
  });
  const isSaved = JSON.stringify(policy) === JSON.stringify(saved);
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <fieldset className="card settings-part">
        <legend>Small differences</legend>
        <label className="settings-switch">
          <input
            type="checkbox"
            disabled={!mayChange}
            checked={policy.deepCompare !== null}
            onChange={({ target }) =>
              setPolicy({ ...policy, deepCompare: target.checked ? usualTolerance : null })
            }
          />
          <span>
            Pictures that differ by little pass
            <small className="soft">
              Holds where a run does not bring a tolerance of its own (deepCompare).
            </small>
          </span>
        </label>
        {policy.deepCompare && (
          <DeepCompareFields
            value={policy.deepCompare}
            disabled={!mayChange}
            onChange={(deepCompare) => setPolicy({ ...policy, deepCompare })}
          />
        )}
      </fieldset>
      <fieldset className="card settings-part">
        <legend>Kinds of differences that pass</legend>
        <PassesFields
          value={policy.passes}
          disabled={!mayChange}
          onChange={(passes) => setPolicy({ ...policy, passes })}
        />
      </fieldset>
      <section className="card settings-part" aria-labelledby="single-examples">
        <h2 id="single-examples">Single examples</h2>
        <RuleList
          rules={policy.rules}
          onRemove={
            mayChange
              ? (rule) =>
                  setPolicy({ ...policy, rules: policy.rules.filter((one) => one !== rule) })
              : null
          }
        />
        {mayChange && (
          <button type="button" className="button" onClick={() => setAdding(true)}>
            Add a rule
          </button>
        )}
      </section>
      {mayChange && (
        <SaveBar
          isSaved={isSaved}
          isSaving={save.isPending}
          done={save.isSuccess ? 'Saved. It holds from the next comparison on.' : null}
          error={save.error}
        />
      )}
      {adding && (
        <RuleDialog
          rules={policy.rules}
          onAdd={(rule) => {
            setPolicy({ ...policy, rules: [...policy.rules, rule] });
            setAdding(false);
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </form>
  );
}
