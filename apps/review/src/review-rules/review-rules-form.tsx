import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { ReviewRules } from '../api/entities.ts';
import { reviewRulesQuery } from '../api/queries.ts';
import type { ProjectPath } from '../settings/project-settings.tsx';
import { SaveBar } from '../settings/save-bar.tsx';
import { OwnerFields } from './owner-fields.tsx';

interface ReviewRulesFormProps {
  path: ProjectPath;
  saved: ReviewRules;
  mayChange: boolean;
}

const mostReviewers = 5;

/** All rules of one project. Nothing holds until it is saved. */
export function ReviewRulesForm({ path, saved, mayChange }: ReviewRulesFormProps) {
  const api = useApi();
  const client = useQueryClient();
  const [rules, setRules] = useState(saved);
  const save = useMutation({
    mutationFn: () => api.setReviewRules({ params: path, body: rules }),
    onSuccess: (answer) => client.setQueryData(reviewRulesQuery(api, path).queryKey, answer),
  });
  const change = (part: Partial<ReviewRules>) => setRules({ ...rules, ...part });
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <fieldset className="card settings-part" disabled={!mayChange}>
        <legend>Who decides</legend>
        <Choice
          name="deciders"
          checked={rules.deciders === 'members'}
          onChoose={() => change({ deciders: 'members' })}
          title="Everybody in the account"
        />
        <Choice
          name="deciders"
          checked={rules.deciders === 'admins'}
          onChoose={() => change({ deciders: 'admins' })}
          title="Administrators only"
        />
        <label className="settings-switch">
          <input
            type="checkbox"
            checked={!rules.ownChanges}
            onChange={({ target }) => change({ ownChanges: !target.checked })}
          />
          <span>
            Nobody accepts their own changes
            <small className="soft">
              A run names its author by e-mail address; that person may still reject.
            </small>
          </span>
        </label>
      </fieldset>
      <fieldset className="card settings-part" disabled={!mayChange}>
        <legend>What it takes</legend>
        <label className="field review-rules-number">
          <span>People who have to accept a change</span>
          <input
            className="input"
            type="number"
            min={1}
            max={mostReviewers}
            value={rules.reviewers}
            onChange={({ target }) => {
              const reviewers = target.valueAsNumber;
              if (reviewers >= 1 && reviewers <= mostReviewers) change({ reviewers });
            }}
          />
          <small>One who rejects is enough.</small>
        </label>
        <label className="settings-switch">
          <input
            type="checkbox"
            checked={rules.remember}
            onChange={({ target }) => change({ remember: target.checked })}
          />
          <span>
            What was accepted once passes when it comes again
            <small className="soft">
              The same two pictures of the same snapshot, after a rebase, a squash merge or in
              another pull request.
            </small>
          </span>
        </label>
      </fieldset>
      <fieldset className="card settings-part" disabled={!mayChange}>
        <legend>New versions of browsers</legend>
        <label className="settings-switch">
          <input
            type="checkbox"
            checked={rules.rerenderBaselines ?? false}
            onChange={({ target }) => change({ rerenderBaselines: target.checked })}
          />
          <span>
            Baselines are captured again with the browsers of now
            <small className="soft">
              Where a browser was updated between two reports, so that only what the commit changed
              has to be looked at. The comparison waits for it, for an hour at most.
            </small>
          </span>
        </label>
      </fieldset>
      <section className="card settings-part" aria-labelledby="owners">
        <h2 id="owners">Owners</h2>
        <p className="soft">
          Components that only some people may accept. Everybody may reject, and decides on
          components that have no owner.
        </p>
        <OwnerFields
          owners={rules.owners}
          mayChange={mayChange}
          onChange={(owners) => change({ owners })}
        />
      </section>
      {mayChange && (
        <SaveBar
          isSaved={JSON.stringify(rules) === JSON.stringify(saved)}
          isSaving={save.isPending}
          done={save.isSuccess ? 'Saved. It holds from the next decision on.' : null}
          error={save.error}
        />
      )}
    </form>
  );
}

interface ChoiceProps {
  name: string;
  checked: boolean;
  onChoose: () => void;
  title: string;
}

function Choice({ name, checked, onChoose, title }: ChoiceProps) {
  return (
    <label className="settings-switch">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <span>{title}</span>
    </label>
  );
}
