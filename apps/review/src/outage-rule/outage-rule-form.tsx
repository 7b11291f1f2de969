import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { OutageRule, ProjectOutageRule } from '../api/entities.ts';
import { outageRuleQuery } from '../api/queries.ts';
import type { ProjectPath } from '../settings/project-settings.tsx';
import { SaveBar } from '../settings/save-bar.tsx';
import { RuleChanges } from './rule-changes.tsx';
import { policyWords } from './rule-words.ts';

interface OutageRuleFormProps {
  path: ProjectPath;
  saved: ProjectOutageRule;
  mayChange: boolean;
}

const policies = Object.keys(policyWords) as OutageRule['policy'][];
const [leastMinutes, mostMinutes] = [1, 1440];
const usualSeconds = 300;

/** The rule of one project, and who chose it. Nothing holds until it is saved. */
export function OutageRuleForm({ path, saved, mayChange }: OutageRuleFormProps) {
  const api = useApi();
  const client = useQueryClient();
  const [rule, setRule] = useState(saved.rule);
  const save = useMutation({
    mutationFn: () => api.setOutageRule({ params: path, body: { rule } }),
    onSuccess: (answer) => client.setQueryData(outageRuleQuery(api, path).queryKey, answer),
  });
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <fieldset className="card settings-part" disabled={!mayChange}>
        <legend>Commits that wait</legend>
        <Choice
          checked={rule === null}
          onChoose={() => setRule(null)}
          title="As the status program is set up"
          words="Whoever runs it has one rule for all projects that choose nothing."
        />
        {policies.map((policy) => (
          <Choice
            key={policy}
            checked={rule?.policy === policy}
            onChoose={() => setRule({ policy, afterSeconds: rule?.afterSeconds ?? usualSeconds })}
            {...policyWords[policy]}
          />
        ))}
        {rule !== null && (
          <label className="field outage-rule-minutes">
            <span>Minutes it has to be gone before</span>
            <input
              className="input"
              type="number"
              min={leastMinutes}
              max={mostMinutes}
              value={Math.max(1, Math.round(rule.afterSeconds / 60))}
              onChange={({ target }) => {
                const minutes = target.valueAsNumber;
                if (minutes >= leastMinutes && minutes <= mostMinutes) {
                  setRule({ ...rule, afterSeconds: Math.round(minutes * 60) });
                }
              }}
            />
          </label>
        )}
        <p className="soft">
          A verdict that stands is never touched, and every commit gets its own verdict once
          Twinlens is back.
        </p>
      </fieldset>
      {mayChange && (
        <SaveBar
          isSaved={JSON.stringify(rule) === JSON.stringify(saved.rule)}
          isSaving={save.isPending}
          done={save.isSuccess ? 'Saved. It holds from the next outage on.' : null}
          error={save.error}
        />
      )}
      <RuleChanges changes={saved.changes} />
    </form>
  );
}

interface ChoiceProps {
  checked: boolean;
  onChoose: () => void;
  title: string;
  words: string;
}

function Choice({ checked, onChoose, title, words }: ChoiceProps) {
  return (
    <label className="settings-switch">
      <input type="radio" name="policy" checked={checked} onChange={onChoose} />
      <span>
        {title}
        <small className="soft">{words}</small>
      </span>
    </label>
  );
}
