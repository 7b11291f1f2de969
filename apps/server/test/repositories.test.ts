/** Which repositories an account has connected, and who may change that. */
import { call, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addPerson,
  addTenant,
  type Installation,
  startInstallation,
  type Tenant,
} from './installation.ts';

describe.each(databases)('connected repositories on $name', ({ create }) => {
  let installation: Installation;
  let owner: Tenant;
  let stranger: Tenant;

  beforeAll(async () => {
    installation = await startInstallation({}, await create());
    owner = await addTenant(installation.server.ctx, 'Owner Incorporated');
    stranger = await addTenant(installation.server.ctx, 'stranger');
  });
  afterAll(() => installation.close());

  const as = ({ session }: Pick<Tenant, 'session'>) => ({
    origin: installation.server.url,
    headers: session,
  });
  const paramsOf = ({ accountId }: Tenant) => ({ account: accountId });

  const connect = (tenant: Tenant, repository: string) =>
    call(as(tenant), operations.connectRepository, {
      params: paramsOf(tenant),
      body: { repository, workflows: true, pullRequests: false },
    });

  const list = async (tenant: Tenant) => {
    const params = paramsOf(tenant);
    return (await call(as(tenant), operations.listRepositories, { params }))?.repositories ?? [];
  };

  test('an administrator connects, changes and disconnects one', async () => {
    const connected = await connect(owner, 'https://GitHub.com/Owner/Name.git');
    expect(connected).toMatchObject({
      name: 'github.com/owner/name',
      workflows: true,
      pullRequests: false,
    });
    const params = { ...paramsOf(owner), repository: connected?.id ?? 0 };
    const body = { workflows: false, pullRequests: true };
    await call(as(owner), operations.changeRepository, { params, body });
    expect(await list(owner)).toMatchObject([{ name: 'github.com/owner/name', ...body }]);

    await call(as(owner), operations.disconnectRepository, { params });
    expect(await list(owner)).toEqual([]);
    await expect(
      call(as(owner), operations.disconnectRepository, { params }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('one repository belongs to one account, and nobody learns to which', async () => {
    await connect(owner, 'github.com/owner/shared');
    const again = await connect(stranger, 'http://github.com/owner/SHARED/').catch(
      (error: Error) => error,
    );
    expect(again).toMatchObject({ code: 'conflict' });
    expect(String(again)).not.toContain('Incorporated');
    expect(await list(stranger)).toEqual([]);
    await expect(connect(owner, 'github.com/owner/shared')).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test.each([
    'github.com',
    'github.com/owner',
    '/owner/name',
    'ssh://git@github.com/o/r',
    'a b/c/d',
  ])('%s is no repository', async (text) => {
    await expect(connect(owner, text)).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('github.com/owner/name'),
    });
  });

  test('members see them and change nothing', async () => {
    const { ctx } = installation.server;
    const member = { ...owner, ...(await addPerson(ctx, owner.accountId, 'member', 'member')) };
    expect(await list(member)).toHaveLength(1);
    await expect(connect(member, 'github.com/owner/third')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
