import { type Static, Type } from 'typebox';
import { Id, PathId } from '../fields.ts';
import { operation } from '../operation.ts';

/** Who may decide on the changes of a project, and what it takes. */
export const ReviewRules = Type.Object({
  deciders: Type.Enum(['members', 'admins']),
  /** How many people have to accept a change. One who rejects is enough. */
  reviewers: Type.Integer({ minimum: 1, maximum: 5 }),
  /** Whether people may accept what they changed themselves. */
  ownChanges: Type.Boolean(),
  /** Whether a pair of pictures accepted once passes when it comes again. */
  remember: Type.Boolean(),
  /** Whether a baseline is captured again where the later report has other browsers, before both are compared. */
  rerenderBaselines: Type.Optional(Type.Boolean()),
  /** Components that only some people may accept. */
  owners: Type.Array(
    Type.Object({
      /** Every `*` stands for any text. */
      component: Type.String({ minLength: 1, maxLength: 1000 }),
      /** Their e-mail addresses. */
      people: Type.Array(
        Type.String({ minLength: 3, maxLength: 320, pattern: '^[^\\s@]+@[^\\s@]+$' }),
        {
          minItems: 1,
          maxItems: 100,
        },
      ),
    }),
    { maxItems: 500 },
  ),
});
export type ReviewRules = Static<typeof ReviewRules>;

const ProjectPath = Type.Object({ account: PathId, project: PathId });
const ProjectReviewRules = Type.Object({
  project: Type.Object({ id: Id, name: Type.String() }),
  rules: ReviewRules,
});

export const getReviewRules = operation({
  id: 'getReviewRules',
  method: 'GET',
  path: '/api/a/:account/p/:project/review-rules',
  access: 'session',
  summary: 'Who may decide on the changes of a project, and what it takes.',
  params: ProjectPath,
  response: ProjectReviewRules,
});

export const setReviewRules = operation({
  id: 'setReviewRules',
  method: 'PUT',
  path: '/api/a/:account/p/:project/review-rules',
  access: 'session',
  summary: 'Say who may decide, and what it takes, from the next decision on. Administrators only.',
  params: ProjectPath,
  body: ReviewRules,
  response: ProjectReviewRules,
});
